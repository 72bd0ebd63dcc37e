/** One rule on one thing it watches: how its row is called, and what is told of it. */
import {
  type AgentRule,
  type AlertFacts,
  type BudgetFacts,
  type BudgetReading,
  type BudgetRule,
  type Channel,
  type ContactRule,
  type ExternalFacts,
  type ExternalRule,
  type ExternalTold,
  type KpiRule,
  kpiById,
  type NumberScope,
  type SourceRule,
} from "@floorwalker/domain";

/** A rule on every source, agent or contact has become one on each. */
export type WatchedRule =
  | KpiRule
  | BudgetRule
  | (SourceRule & { readonly source: string })
  | (AgentRule & { readonly agent: string })
  | WatchedContact
  /** Of another system; nobody configured it. */
  | ExternalRule;

/** `contact`: its name within its channel. */
export type WatchedContact = ContactRule & { readonly contact: string; readonly on: Channel };

export const onSource = (rule: SourceRule, source: string): WatchedRule => ({ ...rule, source });
export const onAgent = (rule: AgentRule, agent: string): WatchedRule => ({ ...rule, agent });
export const onContact = (rule: ContactRule, on: Channel, contact: string): WatchedRule => ({ ...rule, on, contact });

/**
 * Parts of its row's key: the rule, and what it watches where the rule alone does not say; told apart by their number: a rule, a rule
 * and a source, a rule on each queue (of a target, or written) and a queue × channel, and for all others the kind, what it is and on which channel.
 */
export function nameOfWatched(rule: WatchedRule): readonly string[] {
  switch (rule.kind) {
    case "source":
      return [rule.id, rule.source];
    case "agent":
      return [rule.id, rule.kind, rule.agent, ""];
    case "contact":
      return [rule.id, rule.kind, rule.contact, rule.on];
    case "external":
      return [rule.id, rule.kind, rule.fingerprint, rule.origin];
    case "kpi":
    case "budget":
      if (rule.each?.of === "team") return [rule.id, "team", rule.team!, ""];
      return rule.default || rule.each !== undefined ? [rule.id, rule.queue!, rule.channel!] : [rule.id];
  }
}

/** Its part of a view row's id. */
export function scopeOfWatched(rule: WatchedRule): string {
  switch (rule.kind) {
    case "source":
      return `source:${rule.source}`;
    case "agent":
      return `agent:${rule.agent}`;
    case "contact":
      return `contact:${rule.on}:${rule.contact}`;
    case "external":
      return `${rule.origin}:${rule.fingerprint}`;
    case "kpi":
    case "budget":
      if (rule.team !== undefined) return `team:${rule.team}`;
      if (rule.department !== undefined) return `department:${rule.department}`;
      return rule.queue === null ? "site" : `${rule.queue}:${rule.channel}`;
  }
}

/** What was seen of it beside its value when it was last evaluated. */
export interface Seen {
  /** What the minimum sample counted; null: none since the start, or nothing to count. */
  sample: number | null;
  /** Of the source. */
  silentAfterMs: number | null;
  /** Of the agent; of a team or department its title. */
  name: string | null;
  team: string | null;
  reason: string | null;
  /** Null: nothing since the start. */
  budget: BudgetReading | null;
  /** In which the contact is, or was when it happened. */
  queue: string | null;
  /** The last that another system told of it. */
  external: ExternalTold | null;
}

export const nothingSeen = (): Seen => ({
  sample: null,
  silentAfterMs: null,
  name: null,
  team: null,
  reason: null,
  budget: null,
  queue: null,
  external: null,
});

/** @param value as of what is told. */
export function factsOfWatched(rule: WatchedRule, seen: Seen, site: string, value: number | null): AlertFacts {
  const common = {
    rule: rule.id,
    default: rule.default,
    severity: rule.severity,
    site,
    queue: null,
    channel: null,
    holdForSeconds: rule.holdForMs / 1000,
  };
  switch (rule.kind) {
    case "source": {
      const silentAfterSeconds = (seen.silentAfterMs ?? 0) / 1000;
      return { ...common, about: "source", source: rule.source, silentAfterSeconds, lastEventAt: value ?? 0 };
    }
    case "agent":
      return {
        ...common,
        about: "agent",
        agent: rule.agent,
        name: seen.name ?? rule.agent,
        team: seen.team,
        agentState: rule.state,
        reason: seen.reason,
        limitSeconds: rule.limitMs / 1000,
        inStateSince: value ?? 0,
      };
    case "contact":
      return {
        ...common,
        queue: seen.queue,
        channel: rule.on,
        about: "contact",
        contact: rule.contact,
        when: rule.when,
        limitSeconds: rule.limitMs / 1000,
        happenedAt: value ?? 0,
      };
    case "external":
      return { ...common, ...externalFacts(rule, seen.external) };
    case "budget":
      return { ...common, ...groupOf(rule, seen), ...budgetFacts(rule, seen, value) };
    case "kpi": {
      const { kpi, window, direction, limit, clear, minimumSample, queue, channel } = rule;
      const unit = kpiById(kpi)?.unit ?? "";
      const level = { kpi, window, unit, direction, limit, clear, value, sample: seen.sample, minimumSample };
      return { ...common, ...groupOf(rule, seen), queue, channel, about: "kpi", ...level };
    }
  }
}

type GroupFacts = Pick<BudgetFacts, "team" | "department" | "title">;

function groupOf({ team, department }: NumberScope, { name }: Seen): GroupFacts {
  if (team !== undefined) return { team, title: name ?? team };
  return department === undefined ? {} : { department, title: name ?? department };
}

type OfBudget = Omit<BudgetFacts, "rule" | "default" | "severity" | "site" | "holdForSeconds" | keyof GroupFacts>;

function budgetFacts(rule: BudgetRule, { sample, budget }: Seen, value: number | null): OfBudget {
  const { kpi, queue, channel, burn, noReturnMs, minimumSample } = rule;
  const progress = budget?.progress ?? null;
  const close = progress?.byClose ?? null;
  return {
    about: "budget",
    queue,
    channel,
    kpi,
    better: budget?.target?.better ?? "higher",
    target: budget?.target?.value ?? null,
    value,
    limit: burn?.above ?? null,
    clear: burn?.clear ?? null,
    shortWindow: burn?.short ?? null,
    longWindow: burn?.long ?? null,
    shortBurn: burn === null ? null : (progress?.burn[burn.short] ?? null),
    longBurn: burn === null ? null : (progress?.burn[burn.long] ?? null),
    decided: progress?.denominator ?? null,
    misses: progress?.misses ?? null,
    missesLeft: progress?.missesLeft ?? null,
    coming: close?.coming ?? null,
    needed: close?.inTimeNeeded ?? null,
    outOfReach: close?.outOfReach ?? false,
    noReturnAt: budget?.noReturnAt ?? null,
    noReturnInSeconds: noReturnMs === null ? null : noReturnMs / 1000,
    sample,
    minimumSample,
  };
}

type OfExternal = Omit<ExternalFacts, "rule" | "default" | "severity" | "site" | "holdForSeconds">;

function externalFacts({ id, origin, fingerprint }: ExternalRule, told: ExternalTold | null): OfExternal {
  return {
    about: "external",
    queue: told?.queue ?? null,
    channel: told?.channel ?? null,
    origin,
    fingerprint,
    title: told?.title ?? id,
    description: told?.description ?? null,
    labels: JSON.stringify(told?.labels ?? {}),
    url: told?.url ?? null,
    startsAt: told?.startsAt ?? 0,
    toldAt: told?.time ?? 0,
  };
}
