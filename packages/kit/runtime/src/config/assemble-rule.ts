/** A rule as it is written, made one that is judged: with what it does not say, and calendars in the place of their names. */
import {
  type AlertRule,
  type Calendar,
  type KpiCondition,
  kpiById,
  type QueueConfig,
  ruleDefaults,
  silenceRule,
  type WindowId,
} from "@floorwalker/domain";
import type { SiteFile } from "./schema.ts";

/** A rule on each source of the site. */
const ANY_SOURCE = "any";

export function assembleRule(
  rule: SiteFile["rules"][number],
  queues: readonly Pick<QueueConfig, "queue" | "channel">[],
  calendars: ReadonlyMap<string, Calendar>,
): AlertRule {
  const { id, severity, receivers } = rule;
  const escalation = rule.escalation.map((step) => ({ afterMs: step.after, receivers: step.receivers }));
  const common = {
    id,
    default: false,
    severity,
    receivers,
    ...(escalation.length === 0 ? {} : { escalation }),
    ...(rule.remindEvery === undefined ? {} : { remindEveryMs: rule.remindEvery }),
    ...(rule.schedule === undefined ? {} : { schedule: calendars.get(rule.schedule)! }),
    ...(rule.quietHours === undefined ? {} : { quiet: calendars.get(rule.quietHours)! }),
  };
  if (rule.source !== undefined) {
    const source = rule.source === ANY_SOURCE ? null : rule.source;
    return { kind: "source", ...common, source, holdForMs: rule.holdFor ?? silenceRule([]).holdForMs };
  }
  const holdForMs = rule.holdFor ?? 0;
  if (rule.agent !== undefined) {
    const watched = { state: rule.agent, limitMs: rule.longerThan!, team: rule.team ?? null };
    return { kind: "agent", ...common, ...watched, holdForMs };
  }
  if (rule.contact !== undefined) {
    const watched = { when: rule.contact, limitMs: rule.longerThan ?? 0 };
    return {
      kind: "contact",
      ...common,
      ...watched,
      queue: rule.queue ?? null,
      channel: rule.channel ?? null,
      holdForMs,
    };
  }
  const queue = rule.queue ?? null;
  const named = queue === null ? null : queues.find((known) => known.queue === queue)!.channel;
  const channel = rule.channel ?? named;
  const usual = channel === "email" ? "day" : "15m";
  const { holdForMs: usually, ...condition } = assembleCondition({ ...rule, kpi: rule.kpi! }, usual);
  const also = rule.and.map((one) => assembleCondition(one, condition.window));
  return {
    kind: "kpi",
    ...common,
    queue,
    channel,
    ...condition,
    holdForMs: rule.holdFor ?? Math.max(usually, ...also.map((one) => one.holdForMs)),
    ...(rule.eachQueue === true ? { each: { usualWindow: rule.window === undefined } } : {}),
    ...(also.length === 0 ? {} : { also: also.map(({ holdForMs: _held, ...one }) => one) }),
  };
}

/** With what a rule on that KPI has that does not say it. */
function assembleCondition(
  { kpi, window, above, below, clear, minimumSample }: SiteFile["rules"][number]["and"][number],
  usual: WindowId,
): KpiCondition & { readonly holdForMs: number } {
  const direction = above === undefined ? "below" : "above";
  const limit = (above ?? below)!;
  const defaults = ruleDefaults(kpiById(kpi)!, limit, direction);
  return {
    kpi,
    window: window ?? usual,
    direction,
    limit,
    clear: clear ?? defaults.clear,
    minimumSample: minimumSample ?? defaults.minimumSample,
    holdForMs: defaults.holdForMs,
  };
}
