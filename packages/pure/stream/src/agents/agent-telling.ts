/** What is told of agents by themselves: an own event becomes marks on his timeline or a part of his schedule, each identity once. */
import { type CanonicalEvent, contentOf, type Insertion, replaces, scheduledOf, UNKNOWN } from "@floorwalker/domain";
import type { ChangedShares } from "../history/changed-shares.ts";
import type { AgentPresence } from "./agent-presence.ts";
import type { AgentStanding } from "./agent-standing.ts";
import { MARK } from "./marks.ts";
import type { OwnEvents } from "./own-events.ts";

export interface AgentTellingParts {
  readonly own: OwnEvents;
  readonly presence: AgentPresence;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
  /** His time from there on is about to change. */
  readonly from: (standing: AgentStanding, time: number) => void;
  /** Time in state before this moment stands: the marks are gone. */
  readonly settledBefore: () => number;
}

export class AgentTelling {
  readonly #parts: AgentTellingParts;

  constructor(parts: AgentTellingParts) {
    this.#parts = parts;
  }

  insert(standing: AgentStanding, event: CanonicalEvent): Insertion {
    const known = this.#parts.own.find(standing.hours, event) ?? standing.schedule.find(event);
    if (known === null) {
      const inOrder = standing.status.at <= event.time;
      this.#add(standing, event);
      this.#parts.shares?.causes.heard(standing.agent, event);
      return { outcome: inOrder ? "appended" : "inserted" };
    }
    if (contentOf(known) === contentOf(event)) {
      // Of two places in their source's order the earlier one stays.
      if ((event.sequence ?? Number.POSITIVE_INFINITY) < (known.sequence ?? Number.POSITIVE_INFINITY)) {
        this.#take(standing, known);
        this.#add(standing, event);
      }
      return { outcome: "duplicate" };
    }
    if (!replaces(event, known)) return { outcome: "conflict", loser: event, changed: false };
    this.#take(standing, known);
    this.#add(standing, event);
    this.#parts.shares?.causes.heard(standing.agent, event);
    return { outcome: "conflict", loser: known, changed: true };
  }

  #add(standing: AgentStanding, event: CanonicalEvent): void {
    const { own, from, settledBefore } = this.#parts;
    if (event.type === "cc.agent.scheduled") {
      this.#reschedule(standing, event, () => standing.schedule.add(event, settledBefore() + 1));
      return;
    }
    from(standing, event.time);
    own.add(standing.hours, event);
    this.#wrapUp(standing, event, 1);
  }

  #take(standing: AgentStanding, event: CanonicalEvent): void {
    const { own, from, settledBefore } = this.#parts;
    if (event.type === "cc.agent.scheduled") {
      this.#reschedule(standing, event, () => standing.schedule.remove(event, settledBefore() + 1));
      return;
    }
    from(standing, event.time);
    own.remove(standing.hours, event);
    this.#wrapUp(standing, event, -1);
  }

  /** What was told of the time that it is about comes back first, by the schedule under which it was told. */
  #reschedule(standing: AgentStanding, event: CanonicalEvent, change: () => void): void {
    this.#parts.from(standing, scheduledOf(event)?.from ?? event.time);
    change();
  }

  /** A wrap-up that the source reports of the agent, not of a contact, counts as the agent's own. */
  #wrapUp(standing: AgentStanding, { time, data }: CanonicalEvent, sign: 1 | -1): void {
    const { state, wrapUpMs } = data;
    if (state !== "wrapUp" || wrapUpMs === undefined) return;
    this.#parts.presence.addWrapUp(standing.agent, time, wrapUpMs, sign);
    const { hours } = standing;
    for (const [at, kind] of [[time, MARK.wrapUpBegins] as const, [time + wrapUpMs, MARK.wrapUpEnds] as const])
      if (sign === 1) hours.insert(at, kind, 0, 0, UNKNOWN);
      else hours.remove(at, kind, 0, 0, UNKNOWN);
  }
}
