/**
 * The rules that nobody has to write (rule 25): one for the target of each queue, so that a quarter of an hour far below it is a
 * breach, and one for the silence of each source. A written rule on the same KPI and queue, or on the source, is there instead.
 */
import type { CellKey } from "../cell/cell-key.ts";
import type { QueueConfig } from "../site-config.ts";
import type { BudgetRule } from "./budget-alert.ts";
import type { KpiRule } from "./kpi-alert.ts";
import { isAmong, onCell } from "./number-scope.ts";
import type { AlertRule } from "./rule.ts";
import type { SourceRule } from "./source-alert.ts";

/** A rule of the configuration may not be called so. */
export const DEFAULT_RULE_IDS = ["service-level-target", "source-silent"] as const;
const [TARGET, SILENCE] = DEFAULT_RULE_IDS;

/** Points below the target at which it is a breach. */
const BELOW_TARGET = 0.1;
const MINUTE_MS = 60_000;

/** Null: a target so low has no room for a breach below it. */
export function targetRule(
  { queue, channel, target }: Pick<QueueConfig, "queue" | "channel" | "target">,
  receivers: readonly string[],
): KpiRule | null {
  // In basis points, as people count them: 0.8 − 0.1 is 0.7 and not a hair more.
  const limit = Math.round((target - BELOW_TARGET) * 10_000) / 10_000;
  if (limit <= 0) return null;
  return {
    kind: "kpi",
    id: TARGET,
    default: true,
    kpi: "serviceLevelNow",
    queue,
    channel,
    // A mail is answered within hours: a quarter of an hour of it says nothing.
    window: channel === "email" ? "day" : "15m",
    direction: "below",
    limit,
    clear: target,
    holdForMs: 2 * MINUTE_MS,
    minimumSample: 15,
    severity: "critical",
    receivers,
  };
}

/** Of every source. */
export const silenceRule = (receivers: readonly string[]): SourceRule => ({
  kind: "source",
  id: SILENCE,
  default: true,
  source: null,
  holdForMs: MINUTE_MS,
  severity: "warning",
  receivers,
});

/** The finished value and the one that counts who still waits are one KPI to whoever wrote the rule. */
export const replacesTarget = (rule: AlertRule, { queue, channel }: Pick<QueueConfig, "queue" | "channel">): boolean =>
  rule.kind === "kpi" &&
  (rule.kpi === "serviceLevel" || rule.kpi === "serviceLevelNow") &&
  (rule.each === undefined
    ? rule.queue === queue && rule.channel === channel
    : rule.each.of === "queue" && isAmong(rule, queue) && (rule.channel === null || rule.channel === channel));

/** A rule on each, as it watches one: of mails over the day, unless it says another window. Null: it does not. */
export function onOne<R extends KpiRule | BudgetRule>(rule: R, cell: CellKey): R | null {
  const own = onCell(rule, cell);
  if (own?.kind !== "kpi") return own;
  return own.each?.usualWindow === true && own.channel === "email" ? { ...own, window: "day" } : own;
}
