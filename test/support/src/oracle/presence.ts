/** What an agent chose, told from everything that came before: login, memberships, pauses (rules 23 to 23b). */
import type { CanonicalEvent } from "@floorwalker/domain";

/** A sign of an agent: his own event, a ring, an answer, or a restart of a source. */
export interface Sign {
  readonly at: number;
  readonly event: CanonicalEvent;
  readonly kind: "own" | "rang" | "answered" | "restart";
}

interface Membership {
  paused: boolean;
  explicit: boolean;
}

export class Presence {
  readonly #memberships = new Map<string, Membership>();
  #login: "explicit" | "implied" | null = null;
  /** A pause of all while he is in no queue: it passes to his first ones, all those of one moment. */
  #paused = false;
  #passedAt: number | null = null;
  #wrappingUp = false;
  /** Who told last that he is there. */
  #source = "";
  /** How he was signed in, also for the contact that outlasts it. */
  kind: "explicit" | "implied" = "implied";

  get state(): "idle" | "paused" | "wrapUp" | null {
    if (!this.#isThere) return null;
    if (this.#wrappingUp) return "wrapUp";
    const all = [...this.#memberships.values()];
    return (all.length === 0 ? this.#paused : all.every(({ paused }) => paused)) ? "paused" : "idle";
  }

  take({ event, kind }: Sign): void {
    if (kind === "restart") {
      if (this.#isThere && this.kind === "implied" && this.#source === event.source) this.leave();
      return;
    }
    if (kind === "own") this.#own(event);
    else if (event.queue !== null) this.#member(event);
    else if (!this.#isThere) this.#logsIn(event, "implied");
    if (!this.#isThere) this.leave();
    else this.kind = this.#isExplicit ? "explicit" : "implied";
  }

  leave(): void {
    this.#memberships.clear();
    this.#login = null;
    this.#paused = false;
    this.#passedAt = null;
    this.#wrappingUp = false;
  }

  get #isThere(): boolean {
    return this.#login !== null || this.#memberships.size > 0;
  }

  get #isExplicit(): boolean {
    return this.#login === "explicit" || [...this.#memberships.values()].some(({ explicit }) => explicit);
  }

  #own(event: CanonicalEvent): void {
    const { type, queue } = event;
    if (type === "cc.agent.signedIn") {
      if (queue === null) this.#logsIn(event, "explicit");
      else this.#member(event).explicit = true;
    } else if (type !== "cc.agent.signedOut") this.#changes(event);
    else if (queue === null) this.leave();
    else this.#memberships.delete(queue);
    this.#source = event.source;
  }

  #changes(event: CanonicalEvent): void {
    const { data, queue } = event;
    if (data.state === "wrapUp") this.#wrappingUp ||= data.wrapUpMs === undefined;
    if (data.state === "wrapUp" || data.state === undefined) return;
    this.#wrappingUp = false;
    const paused = data.state === "paused";
    if (queue !== null) this.#member(event).paused = paused;
    else if (this.#memberships.size > 0) for (const each of this.#memberships.values()) each.paused = paused;
    else {
      this.#paused = paused;
      if (paused && !this.#isThere) this.#logsIn(event, "implied");
    }
  }

  #logsIn({ source }: CanonicalEvent, how: "explicit" | "implied"): void {
    this.#login = how;
    this.#source = source;
  }

  /** Whoever works, pauses or is called in a queue is a member of it. */
  #member({ queue, source, time }: CanonicalEvent): Membership {
    this.#source = source;
    let membership = this.#memberships.get(queue!);
    if (membership === undefined) {
      if (this.#paused) this.#passedAt = time;
      this.#paused = false;
      membership = { paused: this.#passedAt === time, explicit: false };
      this.#memberships.set(queue!, membership);
    }
    return membership;
  }
}
