/** A rule as it is written, made one that is judged: with what it does not say, and calendars in the place of their names. */
import {
  type AlertRule,
  BUDGET_DEFAULTS,
  BURN_WINDOWS,
  type BudgetRule,
  type Calendar,
  type DepartmentConfig,
  type Each,
  GROUP_DEFAULTS,
  type GroupSetting,
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

/** Of its site. */
export interface RuleSurroundings {
  readonly queues: readonly Pick<QueueConfig, "queue" | "channel">[];
  readonly departments?: readonly DepartmentConfig[];
  readonly calendars?: ReadonlyMap<string, Calendar>;
}

export function assembleRule(
  rule: SiteFile["rules"][number],
  { queues, departments = [], calendars = new Map() }: RuleSurroundings,
): AlertRule {
  const { id, severity, receivers } = rule;
  const escalation = rule.escalation.map((step) => ({ afterMs: step.after, receivers: step.receivers }));
  const common = {
    id,
    default: false,
    severity,
    receivers,
    ...(rule.title === undefined ? {} : { title: rule.title }),
    ...(escalation.length === 0 ? {} : { escalation }),
    ...(rule.remindEvery === undefined ? {} : { remindEveryMs: rule.remindEvery }),
    ...(rule.group === undefined ? {} : { group: assembleGroup(rule, rule.group) }),
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
  const each: Each | null = rule.eachQueue === true ? "queue" : rule.eachTeam === true ? "team" : null;
  // Each queue of a department is a rule on queues: none on the department.
  const among =
    rule.eachQueue === true ? departments.find(({ department }) => department === rule.department) : undefined;
  const group = {
    ...(rule.team === undefined ? {} : { team: rule.team }),
    ...(rule.department === undefined || each !== null ? {} : { department: rule.department }),
    ...(each === null
      ? {}
      : {
          each: {
            of: each,
            usualWindow: rule.window === undefined,
            ...(among === undefined ? {} : { among: among.queues }),
          },
        }),
  } as const;
  const queue = rule.queue ?? null;
  const named = queue === null ? null : queues.find((known) => known.queue === queue)!.channel;
  const channel = rule.channel ?? named;
  if (rule.budget !== undefined) return { ...common, queue, channel, ...group, ...assembleBudget(rule, rule.budget) };
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
    ...group,
    ...(also.length === 0 ? {} : { also: also.map(({ holdForMs: _held, ...one }) => one) }),
  };
}

const assembleGroup = ({ groupWait, groupInterval }: SiteFile["rules"][number], group: string): GroupSetting => ({
  name: group,
  waitMs: groupWait ?? GROUP_DEFAULTS.waitMs,
  intervalMs: groupInterval ?? GROUP_DEFAULTS.intervalMs,
});

/** How long its windows are decides which is the short one. */
function assembleBudget(
  rule: SiteFile["rules"][number],
  kpi: string,
): Pick<BudgetRule, "kind" | "kpi" | "burn" | "noReturnMs" | "minimumSample" | "holdForMs"> {
  const { burnAbove: above, burnClear, burnWindows, noReturnIn } = rule;
  const { clear, minimumSample, holdForMs, ...usual } = BUDGET_DEFAULTS;
  const [short, long] = BURN_WINDOWS.filter((window) => (burnWindows ?? [usual.short, usual.long]).includes(window));
  return {
    kind: "budget",
    kpi,
    burn: above === undefined ? null : { above, clear: burnClear ?? above * clear, short: short!, long: long! },
    noReturnMs: noReturnIn ?? null,
    minimumSample: rule.minimumSample ?? minimumSample,
    holdForMs: rule.holdFor ?? holdForMs,
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
