/** Seconds an agent spent in each state, by looking at every moment at which something could have changed (rules 23 to 23b). */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { Numbers } from "./oracle.ts";

/** `to` null: still. */
export interface Work {
  readonly agent: string;
  readonly kind: "onContact" | "wrapUp" | "rang";
  readonly queue: string;
  readonly source: string;
  readonly from: number;
  readonly to: number | null;
}

type Signed = "explicit" | "implied";

const HALF_AN_HOUR = 1_800_000;

export function agentTimes(
  events: readonly CanonicalEvent[],
  work: readonly Work[],
  agent: string,
  from: number,
  to: number,
): Numbers {
  const own = events.filter((event) => event.agent === agent && event.type.startsWith("cc.agent."));
  const restarts = events.filter(({ type }) => type === "cc.source.restarted");
  const busy = [...work.filter((each) => each.agent === agent), ...ownWrapUps(own)];
  const moments = [
    ...new Set([
      to,
      ...[...own, ...restarts].map(({ time }) => time),
      ...busy.flatMap((each) => [each.from, each.to ?? to]),
    ]),
  ].sort((a, b) => a - b);
  const times = { idle: 0, onContact: 0, wrapUp: 0, paused: 0, explicit: 0, implied: 0 };
  const presence = new Presence();
  let idleSince: number | null = null;
  for (const [index, moment] of moments.entries()) {
    if (moment >= to) break;
    const next = moments[index + 1]!;
    for (const { time, source } of restarts) if (time === moment) presence.restart(source);
    const [last, first] = [own.filter(({ type }) => type === "cc.agent.signedOut"), own];
    for (const event of first) if (event.time === moment && !last.includes(event)) presence.take(event);
    for (const { kind, queue, source, from: begins, to: ends } of busy)
      if (kind === "rang" ? ends === moment : kind === "onContact" && begins === moment) presence.works(queue, source);
    for (const event of last) if (event.time === moment) presence.take(event);
    const now = busy.filter(
      (each) => each.kind !== "rang" && each.from <= moment && (each.to === null || each.to > moment),
    );
    const state = now.some(({ kind }) => kind === "onContact")
      ? "onContact"
      : now.length > 0
        ? "wrapUp"
        : presence.state;
    idleSince = state === "idle" ? (idleSince ?? moment) : null;
    if (state === null) continue;
    const kind = presence.kind;
    const gone = idleSince !== null && kind === "implied" ? idleSince + HALF_AN_HOUR : next;
    const ms = Math.max(0, Math.min(next, gone, to) - Math.max(from, moment)) / 1000;
    times[state] += ms;
    times[kind] += ms;
    if (idleSince !== null && gone <= next && kind === "implied") {
      presence.leave();
      idleSince = null;
    }
  }
  return times;
}

const ownWrapUps = (own: readonly CanonicalEvent[]): Work[] =>
  own.flatMap(({ agent, time, source, queue, data }) =>
    data.state === "wrapUp" && data.wrapUpMs !== undefined
      ? [{ agent: agent!, kind: "wrapUp" as const, queue: queue ?? "", source, from: time, to: time + data.wrapUpMs }]
      : [],
  );

/** What the agent chose, and what his work shows; a login is of the queue "". */
class Presence {
  #queues = new Map<string, { paused: boolean; signed: Signed }>();
  #wrappingUp = false;
  #source = "";
  kind: Signed = "implied";

  get state(): "idle" | "wrapUp" | "paused" | null {
    if (this.#queues.size === 0) return null;
    if (this.#wrappingUp) return "wrapUp";
    const queues = [...this.#queues].filter(([queue]) => queue !== "" || this.#queues.size === 1);
    return queues.every(([, { paused }]) => paused) ? "paused" : "idle";
  }

  leave(): void {
    this.#queues.clear();
    this.#wrappingUp = false;
  }

  restart(source: string): void {
    if (this.kind === "implied" && this.#source === source) this.leave();
  }

  works(queue: string, source: string): void {
    this.#member(queue);
    this.#told(source);
  }

  #told(source: string): void {
    this.#source = source;
    if (this.#queues.size === 0) this.#wrappingUp = false;
    else this.kind = [...this.#queues.values()].some(({ signed }) => signed === "explicit") ? "explicit" : "implied";
  }

  #member(queue: string) {
    const known = this.#queues.get(queue);
    if (known !== undefined) return known;
    const himself = this.#queues.get("");
    const first = this.#queues.size === 1 && himself?.paused === true;
    const membership = { paused: queue !== "" && first, signed: "implied" as Signed };
    if (membership.paused) himself!.paused = false;
    this.#queues.set(queue, membership);
    return membership;
  }

  take({ type, queue, source, data: { state, wrapUpMs } }: CanonicalEvent): void {
    if (type === "cc.agent.signedIn") this.#member(queue ?? "").signed = "explicit";
    else if (type === "cc.agent.signedOut" && queue === null) this.leave();
    else if (type === "cc.agent.signedOut") this.#queues.delete(queue!);
    else if (state === "wrapUp") this.#wrappingUp ||= wrapUpMs === undefined && this.#queues.size > 0;
    else if (state !== undefined) this.#change(queue, state === "paused");
    this.#told(source);
  }

  #change(queue: string | null, paused: boolean): void {
    this.#wrappingUp = false;
    const inQueues = [...this.#queues.keys()].some((each) => each !== "");
    if (queue === null && inQueues) {
      for (const [each, membership] of this.#queues) if (each !== "") membership.paused = paused;
    } else if (queue !== null || paused || this.#queues.size > 0) this.#member(queue ?? "").paused = paused;
  }
}
