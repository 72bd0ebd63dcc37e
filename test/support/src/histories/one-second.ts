/**
 * Histories in which much happens in one second, told by a phone system that writes what came first first (rule 5): answers, rings, pauses,
 * sign-outs and restarts of few agents, of two feeds that stamp whole seconds. Some of it has no place in its source's order.
 */
import type { CanonicalEvent, EventData, EventType } from "@floorwalker/domain";
import fc from "fast-check";
import { AGENTS, BEGIN, QUEUES, SECOND, SITE } from "./site.ts";

const CALLS = ["queues", "rings", "misses", "answers", "answers", "answersUntold", "ends", "ends", "abandons"] as const;
const STATES = ["signsIn", "signsOut", "pauses", "pauses", "resumes", "wrapsUp"] as const;
const ACTS = [...CALLS, "restarts", ...STATES] as const;
const FEEDS = ["/pbx", "/pbx", "/pbx", "/ami"];

const act = fc.record({
  what: fc.constantFrom(...ACTS),
  seconds: fc.constantFrom(0, 0, 0, 0, 0, 1, 7, 600),
  source: fc.constantFrom(...FEEDS),
  agent: fc.constantFrom(...AGENTS.slice(0, 2)),
  queue: fc.constantFrom(...QUEUES),
  ofAll: fc.boolean(),
  unnumbered: fc.nat(9).map((chance) => chance === 9),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Somebody who is only implied is gone in a moment of its own, or in one in which things happen. */
export const shortPresence = fc
  .constantFrom(599_500, 600_000, 1_799_500)
  .map((impliedPresenceMs) => ({ ...SITE, impliedPresenceMs }));

export const inOneSecond: fc.Arbitrary<CanonicalEvent[]> = fc
  .array(act, { maxLength: 24, size: "max" })
  .map((acts) => new Telling().tell(acts));

interface Call {
  readonly contact: string;
  readonly queue: string;
  agent: string | null;
}

class Telling {
  readonly #events: CanonicalEvent[] = [];
  readonly #places = new Map<string, number>();
  readonly #waiting: Call[] = [];
  readonly #talking: Call[] = [];
  #calls = 0;
  #time = BEGIN;

  tell(acts: readonly Act[]): CanonicalEvent[] {
    for (const each of acts) {
      this.#time += each.seconds * SECOND;
      this.#act(each);
    }
    return this.#events;
  }

  #act(how: Act): void {
    const { what, agent } = how;
    if (what === "restarts") this.#event("cc.source.restarted", how, {});
    else if (what === "queues") {
      const call = this.#newCall(how);
      this.#waiting.push(call);
      this.#ofCall("queued", call, null, how);
    } else if (what === "rings" || what === "misses") {
      const [call] = this.#waiting;
      if (call !== undefined) this.#ofCall(what === "rings" ? "alerted" : "notAnswered", call, agent, how);
    } else if (what === "answers" || what === "answersUntold") {
      const call = what === "answers" ? this.#waiting.shift() : this.#newCall(how);
      if (call === undefined) return;
      call.agent = agent;
      this.#talking.push(call);
      this.#ofCall("answered", call, agent, how);
    } else if (what === "ends") {
      const call = this.#talking.shift();
      if (call !== undefined) this.#ofCall("ended", call, call.agent, how);
    } else if (what === "abandons") {
      const call = this.#waiting.shift();
      if (call !== undefined) this.#ofCall("abandoned", call, null, how);
    } else this.#ofAgent(how);
  }

  #ofAgent(how: Act): void {
    const { what, agent, ofAll } = how;
    const queue = ofAll ? null : how.queue;
    if (what === "signsIn") this.#event("cc.agent.signedIn", how, { agent, queue });
    else if (what === "signsOut") this.#event("cc.agent.signedOut", how, { agent, queue });
    else {
      const state = what === "pauses" ? "paused" : what === "resumes" ? "idle" : "wrapUp";
      this.#event("cc.agent.stateChanged", how, { agent, queue, data: { state } satisfies EventData });
    }
  }

  #newCall({ queue }: Act): Call {
    return { contact: `c${this.#calls++}`, queue, agent: null };
  }

  #ofCall(type: string, { contact, queue }: Call, agent: string | null, how: Act): void {
    this.#event(`cc.contact.${type}` as EventType, how, { channel: "call", contact, queue, agent });
  }

  #event(type: EventType, { source, unnumbered }: Act, rest: Partial<CanonicalEvent>): void {
    const second = `${source} ${this.#time}`;
    const sequence = this.#places.get(second) ?? 0;
    this.#places.set(second, sequence + 1);
    this.#events.push({
      id: `e${this.#events.length}`,
      source,
      type,
      time: this.#time,
      recordedTime: null,
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      queue: null,
      agent: null,
      ...(unnumbered ? {} : { sequence }),
      data: {},
      ...rest,
    });
  }
}
