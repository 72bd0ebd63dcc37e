/** One rule on one thing it watches, where its alert stands, and what it tells. */
import {
  type AlertFacts,
  type AlertRule,
  type AlertState,
  alertKey,
  INACTIVE,
  type KpiRule,
  kpiById,
  type SourceRule,
} from "@floorwalker/domain";
import type { Timed } from "./timer-queue.ts";

/** A rule on every source has become one on each. */
export type WatchedRule = KpiRule | (SourceRule & { readonly source: string });

/** Which format a message in the outbox has: its reader may be older or newer than its writer. */
const FORMAT = 2;

/** What the notifier reads from the outbox; `@floorwalker/protocol/alerts` has its schema. */
export type AlertTransition = AlertFacts & {
  readonly format: typeof FORMAT;
  readonly key: string;
  readonly state: "firing" | "resolved";
  /** Epoch ms. */
  readonly since: number;
  readonly at: number;
  readonly receivers: readonly string[];
};

export class RuleState implements Timed {
  /** Of a default rule another one when the target changes. */
  rule: WatchedRule;
  state: AlertState = INACTIVE;
  /** What the minimum sample counted at the last evaluation; null: none since the start, or nothing to count. */
  sample: number | null = null;
  /** Of the source it watches. */
  silentAfterMs: number | null = null;
  /** When it last resolved, its episode's start and value, for the board; null: never since the start. */
  resolved: { readonly since: number; readonly at: number; readonly value: number | null } | null = null;
  stored = false;
  dirty = false;
  dueAt: number | null = null;

  constructor(rule: WatchedRule) {
    this.rule = rule;
  }

  /** Parts of its row's key: the rule, and what it watches where the rule alone does not say; told apart by their number. */
  get name(): readonly string[] {
    const { rule } = this;
    if (rule.kind === "source") return [rule.id, rule.source];
    return rule.default ? [rule.id, rule.queue!, rule.channel!] : [rule.id];
  }

  /** Something of it is on the board. */
  get shown(): boolean {
    return this.state.kind !== "inactive" || this.resolved !== null;
  }

  /** @param value as of what is told; of a source, when it was last heard. */
  facts(site: string, value: number | null): AlertFacts {
    const { rule } = this;
    const common = {
      rule: rule.id,
      default: rule.default,
      severity: rule.severity,
      site,
      queue: rule.kind === "kpi" ? rule.queue : null,
      channel: rule.kind === "kpi" ? rule.channel : null,
      holdForSeconds: rule.holdForMs / 1000,
    };
    if (rule.kind === "source") {
      const { source } = rule;
      return {
        ...common,
        about: "source",
        source,
        silentAfterSeconds: (this.silentAfterMs ?? 0) / 1000,
        lastEventAt: value ?? 0,
      };
    }
    const { kpi, window, direction, limit, clear, minimumSample } = rule;
    const unit = kpiById(kpi)?.unit ?? "";
    return {
      ...common,
      about: "kpi",
      kpi,
      window,
      unit,
      direction,
      limit,
      clear,
      value,
      sample: this.sample,
      minimumSample,
    };
  }

  transition(site: string, state: "firing" | "resolved", since: number, at: number): AlertTransition {
    const { rule } = this;
    const scope = {
      site,
      queue: rule.kind === "kpi" ? rule.queue : null,
      channel: rule.kind === "kpi" ? rule.channel : null,
      source: rule.kind === "source" ? rule.source : null,
    };
    return {
      ...this.facts(site, this.state.value),
      format: FORMAT,
      key: alertKey(rule.id, scope, since, state),
      state,
      since,
      at,
      receivers: rule.receivers,
    };
  }
}

export const onSource = (rule: Extract<AlertRule, { kind: "source" }>, source: string): WatchedRule => ({
  ...rule,
  source,
});
