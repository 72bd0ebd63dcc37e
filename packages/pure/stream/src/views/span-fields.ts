/** The fields of a window in a row of numbers: each KPI of a span, by its file, and the sums from which sites are merged. */
import {
  C,
  judgedParts,
  KPIS,
  type Kpi,
  type KpiInput,
  type Live,
  otherwiseOf,
  type Scope,
  type ServiceLevelParts,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import { PANE_MS, WINDOW_PANES } from "../cells/pane-time.ts";
import type { NumberVector } from "./number-vector.ts";
import type { ToldPolicies } from "./policy-bytes.ts";
import type { FieldValue } from "./view-bytes.ts";

/** The names, made once. */
interface SpanFields {
  readonly kpis: readonly (readonly [kpi: Kpi, field: string])[];
  readonly answeredInThreshold: string;
  readonly inTime: string;
  readonly decided: string;
  readonly policies: string;
}

/** What contacts are about is told as a queue is, but their stays are judged by the site's formula. */
const FIELDS = {
  queue: fieldsOf("queue"),
  site: fieldsOf("site"),
  team: fieldsOf("team"),
  agent: fieldsOf("agent"),
  agentQueue: fieldsOf("agentQueue"),
  reason: fieldsOf("queue"),
  survey: fieldsOf("survey"),
};

/** Sees what the KPIs of a window are read from; valid until the next one is. */
export type SpanVisit = (window: WindowId, input: KpiInput, scope: Scope) => void;

export interface Judged {
  readonly live: Live;
  readonly policies: ToldPolicies;
  /** Of several rows together; absent: as the row's own counters have it. */
  readonly otherwise?: ServiceLevelParts;
}

export function addSpan(
  row: Record<string, FieldValue>,
  kind: "queue" | "site" | "reason",
  window: WindowId,
  vector: NumberVector,
  { live, policies, otherwise = otherwiseOf(kind === "queue" ? "queue" : "site", vector.counters) }: Judged,
  visit?: SpanVisit,
): void {
  const fields = FIELDS[kind][window];
  const { counters, waits, longest: longestWait } = vector;
  const input: KpiInput = {
    counters,
    waits,
    longestWait,
    live,
    policy: policies.first,
    ...(window === "day" ? {} : { spanMs: WINDOW_PANES[window] * PANE_MS }),
    otherwise,
  };
  visit?.(window, input, kind === "reason" ? "queue" : kind);
  for (const [kpi, field] of fields.kpis) row[field] = kpi.read(input);
  row[fields.answeredInThreshold] = counters[C.answeredInThreshold]!;
  row[fields.policies] = policies.idsOf(window, vector);
  if (kind !== "queue") return;
  const level = judgedParts(input, live.waitingPastThreshold);
  row[fields.inTime] = level.numerator;
  row[fields.decided] = level.denominator;
}

/** What customers answered to one survey. */
export function addAnswers(
  row: Record<string, FieldValue>,
  window: WindowId,
  vector: NumberVector,
  { live, policies }: Judged,
): void {
  const { counters, waits } = vector;
  const input: KpiInput = { counters, waits, longestWait: null, live, policy: policies.first };
  const fields = FIELDS.survey[window];
  for (const [kpi, field] of fields.kpis) row[field] = kpi.read(input);
  row[fields.policies] = policies.idsOf(window, vector);
}

/** What a team did, or an agent: answered in time of what was answered is all that can be judged of them, by every formula (rule 14). */
export function addDone(
  row: Record<string, FieldValue>,
  kind: "team" | "agent" | "agentQueue",
  window: WindowId,
  { counters, waits }: NumberVector,
  live: Live,
  visit?: SpanVisit,
): void {
  const fields = FIELDS[kind][window];
  const spanMs = window === "day" ? {} : { spanMs: WINDOW_PANES[window] * PANE_MS };
  const input: KpiInput = { counters, waits, longestWait: null, live, policy: "answered-only", ...spanMs };
  visit?.(window, input, kind);
  for (const [kpi, field] of fields.kpis) row[field] = kpi.read(input);
  row[fields.answeredInThreshold] = counters[C.answeredInThreshold]!;
}

/** What is true of a moment has a field of its own. */
function fieldsOf(scope: Scope): Readonly<Record<WindowId, SpanFields>> {
  const kpis = KPIS.filter(({ nature, scopes }) => nature !== "moment" && scopes.includes(scope));
  const ofWindow = (window: WindowId): SpanFields => ({
    kpis: kpis.map((kpi) => [kpi, `${kpi.id}.${window}`]),
    answeredInThreshold: `answeredInThreshold.${window}`,
    inTime: `inTime.${window}`,
    decided: `decided.${window}`,
    policies: `policies.${window}`,
  });
  return Object.fromEntries(WINDOW_IDS.map((window) => [window, ofWindow(window)])) as Record<WindowId, SpanFields>;
}
