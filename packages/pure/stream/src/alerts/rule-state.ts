/** One rule on one thing it watches, where its alert stands, and what it tells. */
import { type AlertFacts, type AlertState, alertKey, alertScope, INACTIVE } from "@floorwalker/domain";
import type { Timed } from "../timer-queue.ts";
import { factsOfWatched, nameOfWatched, nothingSeen, type Seen, type WatchedRule } from "./watched-rule.ts";

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

/** When it last resolved, and its episode's start and value. */
export interface Resolved {
  readonly since: number;
  readonly at: number;
  readonly value: number | null;
}

export class RuleState implements Timed {
  /** Of a default rule another one when the target changes. */
  rule: WatchedRule;
  state: AlertState = INACTIVE;
  readonly seen: Seen = nothingSeen();
  /** For the board; null: never since the start. */
  resolved: Resolved | null = null;
  stored = false;
  dirty = false;
  dueAt: number | null = null;

  constructor(rule: WatchedRule) {
    this.rule = rule;
  }

  get name(): readonly string[] {
    return nameOfWatched(this.rule);
  }

  /** Something of it is on the board. */
  get shown(): boolean {
    return this.state.kind !== "inactive" || this.resolved !== null;
  }

  /** @param value as of what is told. */
  facts(site: string, value: number | null): AlertFacts {
    return factsOfWatched(this.rule, this.seen, site, value);
  }

  transition(site: string, state: "firing" | "resolved", since: number, at: number): AlertTransition {
    const facts = this.facts(site, this.state.value);
    return {
      ...facts,
      format: FORMAT,
      key: alertKey(this.rule.id, alertScope(facts), since, state),
      state,
      since,
      at,
      receivers: this.rule.receivers,
    };
  }
}
