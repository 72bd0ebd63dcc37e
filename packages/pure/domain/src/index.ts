export { type AlertScope, alertKey } from "./alert/alert-key.ts";
export type { AlertRule, WindowId } from "./alert/rule.ts";
export { WINDOW_IDS } from "./alert/rule.ts";
export { type AlertInput, type AlertState, type AlertStep, INACTIVE, stepAlert } from "./alert/step-alert.ts";
export type { Direction, Kpi, KpiInput, Live, Unit, WaitDistribution } from "./kpi/kpi.ts";
export { KPIS, kpiById } from "./kpi/registry.ts";
export { renderKpiCatalogue } from "./kpi/render-catalogue.ts";
export {
  SERVICE_LEVEL_FORMULAS,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelParts,
  type ServiceLevelPolicyId,
  serviceLevel,
  serviceLevelParts,
} from "./kpi/service-level.ts";
export { TopWaits } from "./sketch/top-waits.ts";
export { WaitSketch } from "./sketch/wait-sketch.ts";
