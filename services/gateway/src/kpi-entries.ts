/** What there is to be told, as `GET /v1/kpis` says it: nothing but what the registry says of each. */
import { explainedBy, KPIS, type Scope, SERVICE_LEVEL_POLICIES, WORKS, type Work } from "@floorwalker/domain";

const [POLICY] = SERVICE_LEVEL_POLICIES;

export const KPI_ENTRIES = KPIS.map((kpi) => ({
  id: kpi.id,
  title: kpi.title,
  unit: kpi.unit,
  direction: kpi.direction,
  nature: kpi.nature,
  scopes: kpi.scopes,
  explainedOf: kpi.scopes.filter((scope: Scope) => explainedBy(kpi, { policy: POLICY, scope }) !== null),
  formula: kpi.formula,
  sources: kpi.sources.map(({ work, says, but }) => {
    const from: Work | null = work === null ? null : WORKS[work];
    return { work: from?.title ?? null, url: from?.url ?? null, says, but: but ?? null };
  }),
}));
