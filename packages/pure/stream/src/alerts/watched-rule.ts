/** One rule on one thing it watches: how its row is called, and what is told of it. */
import {
  type AgentRule,
  type AlertFacts,
  type Channel,
  type ContactRule,
  type KpiRule,
  kpiById,
  type SourceRule,
} from "@floorwalker/domain";

/** A rule on every source, agent or contact has become one on each. */
export type WatchedRule =
  | KpiRule
  | (SourceRule & { readonly source: string })
  | (AgentRule & { readonly agent: string })
  | WatchedContact;

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
    case "kpi":
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
    case "kpi":
      return rule.queue === null ? "site" : `${rule.queue}:${rule.channel}`;
  }
}

/** What was seen of it beside its value when it was last evaluated. */
export interface Seen {
  /** What the minimum sample counted; null: none since the start, or nothing to count. */
  sample: number | null;
  /** Of the source. */
  silentAfterMs: number | null;
  /** Of the agent. */
  name: string | null;
  team: string | null;
  reason: string | null;
  /** In which the contact is, or was when it happened. */
  queue: string | null;
}

export const nothingSeen = (): Seen => ({
  sample: null,
  silentAfterMs: null,
  name: null,
  team: null,
  reason: null,
  queue: null,
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
    case "kpi": {
      const { kpi, window, direction, limit, clear, minimumSample, queue, channel } = rule;
      const unit = kpiById(kpi)?.unit ?? "";
      const level = { kpi, window, unit, direction, limit, clear, value, sample: seen.sample, minimumSample };
      return { ...common, queue, channel, about: "kpi", ...level };
    }
  }
}
