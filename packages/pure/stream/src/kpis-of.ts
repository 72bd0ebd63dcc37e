/** The KPIs of one scope, read from what is counted of it. */
import { KPIS, type KpiInput, type Scope } from "@floorwalker/domain";

/** Null where a KPI is undefined, or cannot be told of the scope at all. */
export const kpisOf = (input: KpiInput, scope: Scope): Readonly<Record<string, number | null>> =>
  Object.fromEntries(KPIS.map((kpi) => [kpi.id, kpi.scopes.includes(scope) ? kpi.read(input) : null]));
