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
  /** A pause of all while he is in no queue: it passes to the first. */
  #paused = false;
  #wrappingUp = false;
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
    else this.#works(kind, event.queue);
    if (this.#isThere && !this.#isExplicit) this.#source = event.source;
    if (this.#isThere) this.kind = this.#isExplicit ? "explicit" : "implied";
  }

  leave(): void {
    this.#memberships.clear();
    this.#login = null;
    this.#paused = false;
    this.#wrappingUp = false;
  }

  get #isThere(): boolean {
    return this.#login !== null || this.#memberships.size > 0;
  }

  get #isExplicit(): boolean {
    return this.#login === "explicit" || [...this.#memberships.values()].some(({ explicit }) => explicit);
  }

  #own({ type, data, queue }: CanonicalEvent): void {
    if (type === "cc.agent.signedIn") {
      if (queue === null) this.#login = "explicit";
      else this.#member(queue).explicit = true;
    } else if (type === "cc.agent.signedOut") {
      if (queue === null) this.leave();
      else this.#memberships.delete(queue);
      if (!this.#isThere) this.leave();
    } else this.#changes(data.state, data.wrapUpMs === undefined, queue);
  }

  #changes(state: string | undefined, openEnded: boolean, queue: string | null): void {
    if (state === "wrapUp") {
      this.#wrappingUp ||= openEnded;
      return;
    }
    if (state === undefined) return;
    this.#wrappingUp = false;
    const paused = state === "paused";
    if (queue !== null) this.#member(queue).paused = paused;
    else if (this.#memberships.size > 0)
      for (const membership of this.#memberships.values()) membership.paused = paused;
    else {
      this.#paused = paused;
      if (paused) this.#login ??= "implied";
    }
  }

  /** Who works is there; a call in a queue implies that he is a member of it. */
  #works(kind: "rang" | "answered", queue: string | null): void {
    if (queue !== null) this.#member(queue);
    else if (kind === "answered" && !this.#isThere) this.#login = "implied";
  }

  #member(queue: string): Membership {
    let membership = this.#memberships.get(queue);
    if (membership === undefined) {
      membership = { paused: this.#paused, explicit: false };
      this.#paused = false;
      this.#memberships.set(queue, membership);
    }
    return membership;
  }
}
