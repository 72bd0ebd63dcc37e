/** What is read for each kind of rule, and what its alert makes of it. */
import {
  type AgentState,
  type AlertStep,
  type BudgetRule,
  contactChangesAt,
  externalChangesAt,
  type KpiRule,
  overLimitAt,
  stepAgentAlert,
  stepAlert,
  stepBudgetAlert,
  stepContactAlert,
  stepExternalAlert,
  stepKpiAlert,
  stepSourceAlert,
} from "@floorwalker/domain";
import type { BudgetOfNow } from "./budget-numbers.ts";
import type { Happening } from "./contact-watch.ts";
import type { RuleState } from "./rule-state.ts";
import type { WatchedContact } from "./watched-rule.ts";

export interface KpiReading {
  readonly value: number | null;
  /** What the rule's minimum sample counts, in its window. */
  readonly sample: number;
  /** A source of these numbers is silent. */
  readonly stale: boolean;
  /** When time alone takes the value beyond the rule's limit; null: it does not. */
  readonly changesAt: number | null;
}

export interface SourceReading {
  readonly silent: boolean;
  readonly lastHeardAt: number;
  readonly silentAfterMs: number | null;
}

export interface AgentReading {
  /** Null: he is not signed in. */
  readonly state: AgentState | null;
  readonly since: number;
  /** As configured; null: he is not. */
  readonly name: string | null;
  readonly team: string | null;
  readonly reason: string | null;
  /** The source that told of him last is silent. */
  readonly stale: boolean;
}

export interface ContactReading {
  readonly happening: Happening | null;
  readonly stale: boolean;
}

export interface Readings {
  kpi(rule: KpiRule): KpiReading;
  budget(rule: BudgetRule): BudgetOfNow;
  source(source: string): SourceReading;
  agent(agent: string): AgentReading;
  contact(rule: WatchedContact): ContactReading;
}

export interface Judged {
  readonly step: AlertStep;
  /** When time alone may make another of it, beside the hold-for. */
  readonly changesAt: number | null;
}

/** What was seen is noted with the rule. Outside of its schedule an alert is over, whatever is the case. */
export function judgeWatched(alert: RuleState, read: Readings, now: number): Judged {
  const { rule, state } = alert;
  const { schedule } = rule;
  if (schedule === undefined) return judged(alert, read, now);
  if (!schedule.isOpen(now))
    return { step: stepAlert(rule, state, "clear", state.value, now), changesAt: schedule.opensAt(now) };
  const { step, changesAt } = judged(alert, read, now);
  return { step, changesAt: earlier(changesAt, schedule.closesAt(now)) };
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

function judged({ rule, state, seen, overAt }: RuleState, read: Readings, now: number): Judged {
  switch (rule.kind) {
    case "source": {
      const { silentAfterMs, ...heard } = read.source(rule.source);
      seen.silentAfterMs = silentAfterMs;
      return { step: stepSourceAlert(rule, state, { ...heard, now }), changesAt: null };
    }
    case "agent": {
      const { state: does, since, stale, ...who } = read.agent(rule.agent);
      const isMeant = rule.team === null || rule.team === who.team;
      const input = { state: isMeant ? does : null, since, stale, now };
      // Of a pause that is over the reason stays that it had.
      Object.assign(seen, input.state === rule.state ? who : { name: who.name, team: who.team });
      return { step: stepAgentAlert(rule, state, input), changesAt: overLimitAt(rule, input) };
    }
    case "contact": {
      const { happening, stale } = read.contact(rule);
      if (happening !== null) seen.queue = happening.queue;
      const input = { since: happening?.at ?? null, stale, now };
      return { step: stepContactAlert(rule, state, input), changesAt: contactChangesAt(rule, input) };
    }
    case "external": {
      const told = seen.external;
      return { step: stepExternalAlert(rule, state, { told, overAt, now }), changesAt: externalChangesAt(told) };
    }
    case "budget": {
      const { changesAt, ...reading } = read.budget(rule);
      if (!reading.stale) {
        seen.sample = reading.sample;
        seen.budget = reading;
      }
      return { step: stepBudgetAlert(rule, state, { ...reading, now }), changesAt };
    }
    case "kpi": {
      const reading = read.kpi(rule);
      if (!reading.stale) seen.sample = reading.sample;
      const { also = [] } = rule;
      if (also.length === 0)
        return { step: stepKpiAlert(rule, state, { ...reading, now }), changesAt: reading.changesAt };
      const others = also.map((condition) => read.kpi({ ...rule, ...condition }));
      const changesAt = others.reduce((at, other) => earlier(at, other.changesAt), reading.changesAt);
      return { step: stepKpiAlert(rule, state, { ...reading, also: others, now }), changesAt };
    }
  }
}
