/** One rule on one thing it watches, where its alert stands, and what it tells. */
import {
  type Action,
  type AlertFacts,
  type AlertState,
  alertKey,
  alertScope,
  type Handling,
  handlingOf,
  INACTIVE,
  type Message,
  type Telling,
  TOLD_NOBODY,
  type ToldFacts,
  type ToldState,
  UNHANDLED,
} from "@floorwalker/domain";
import type { Timed } from "../timer-queue.ts";
import { factsOfWatched, nameOfWatched, nothingSeen, type Seen, type WatchedRule } from "./watched-rule.ts";

/** Which format a message in the outbox has: its reader may be older or newer than its writer. */
const FORMAT = 2;

/** What the notifier reads from the outbox; `@floorwalker/protocol/alerts` has its schema. */
export type AlertTransition = ToldFacts & {
  readonly format: typeof FORMAT;
  readonly key: string;
  readonly state: ToldState;
  /** Epoch ms. */
  readonly since: number;
  readonly at: number;
  readonly receivers: readonly string[];
  /** Of the escalation; 0: the rule's own receivers. */
  readonly step: number;
  /** How often they were told so before. */
  readonly reminder: number;
  /** Who has it; null: nobody. */
  readonly owner: string | null;
  /** Nobody hears of it until then, epoch ms; null: it was not snoozed. */
  readonly snoozedUntil: number | null;
  /** Of a KPI, in its unit: how bad it got so far; null: not known. */
  readonly worst: number | null;
};

/** When it last resolved, and its episode's start and value. */
export interface Resolved {
  readonly since: number;
  readonly at: number;
  readonly value: number | null;
}

/** One that is over: how long it was, how bad it got, and who had it. */
export interface PastEpisode {
  readonly since: number;
  readonly at: number;
  /** Null: not known, or nothing to compare. */
  readonly worst: number | null;
  /** Null: nobody had it. */
  readonly owner: string | null;
}

/** Of one alert; older ones are forgotten. */
const MOST_PAST = 10;

export class RuleState implements Timed {
  /** Of a default rule another one when the target changes. */
  rule: WatchedRule;
  state: AlertState = INACTIVE;
  readonly seen: Seen = nothingSeen();
  /** For the board; null: never since the start. */
  resolved: Resolved | null = null;
  /** When the episode before the one in progress was over, epoch ms; null: nobody knows of one. */
  overAt: number | null = null;
  /** How bad its episode got, of one that is over the last; null: not known, or nothing to compare. */
  worst: number | null = null;
  /** The newest first; of agents and contacts, of whom there are many, nothing is remembered. */
  past: readonly PastEpisode[] = [];
  /** Who was told of the episode in progress. */
  telling: Telling = TOLD_NOBODY;
  #actions: readonly Action[] = [];
  #handling: Handling | null = UNHANDLED;
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

  /** What people did in its episode. */
  get actions(): readonly Action[] {
    return this.#actions;
  }

  set actions(actions: readonly Action[]) {
    if (actions.length === 0 && this.#actions.length === 0) return;
    this.#actions = actions;
    this.#handling = null;
  }

  get handling(): Handling {
    this.#handling ??= handlingOf(this.#actions);
    return this.#handling;
  }

  /** When it began; of one that is over, the last. Null: there is none. */
  get episode(): number | null {
    return this.state.kind === "inactive" ? (this.resolved?.since ?? null) : this.state.since;
  }

  /** Its episode is over. */
  resolve(resolved: Resolved): void {
    this.resolved = resolved;
    if (this.rule.kind === "agent" || this.rule.kind === "contact") return;
    const { worst, handling, past } = this;
    const { since, at } = resolved;
    this.past = [{ since, at, worst, owner: handling.owner }, ...past].slice(0, MOST_PAST);
  }

  message(site: string, message: Message, since: number, at: number): AlertTransition {
    const facts = this.facts(site, this.state.value);
    if (facts.about === "external") throw new Error("an alert of another system is told to nobody");
    const { state } = message;
    return {
      ...facts,
      format: FORMAT,
      key: alertKey(this.rule.id, alertScope(facts), since, state, message),
      since,
      at,
      owner: this.handling.owner,
      snoozedUntil: this.handling.snoozedUntil,
      worst: this.worst,
      ...message,
    };
  }
}
