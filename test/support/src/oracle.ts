/**
 * A second, naive implementation of the report: the plain list of all events, rules.md and kpi.md, simple loops. It shares
 * no code with the fold, the timelines or the series, so that a number both agree on was derived twice.
 */
import { type Attribution, type CanonicalEvent, CHANNELS, type SiteConfig } from "@floorwalker/domain";
import { agentTimes, type Work } from "./oracle-agents.ts";
import {
  believed,
  distinct,
  entered,
  inOrder,
  isUnfinished,
  isWaiting,
  NO_QUEUE,
  type Stay,
  staysOf,
} from "./oracle-contact.ts";

export interface OracleOptions {
  readonly events: readonly CanonicalEvent[];
  readonly site: SiteConfig;
  readonly attribution: Attribution;
  /** The clock. */
  readonly asOf: number;
}

/** One thing that counts, at a moment, in a queue or for an agent. */
interface Fact {
  readonly where: string;
  readonly at: number;
  readonly what: string;
  readonly amount: number;
}

interface Wait {
  readonly where: string;
  readonly from: number;
  readonly to: number;
  readonly thresholdMs: number;
}

export type Numbers = Readonly<Record<string, number | null>>;

const PERCENTILES = [50, 80, 90, 95];

/** Places of what belongs to no queue: the site has it. */
export const NOWHERE: readonly string[] = CHANNELS.map((channel) => `${NO_QUEUE} ${channel}`);

export class Oracle {
  readonly #options: OracleOptions;
  readonly #facts: Fact[] = [];
  readonly #waits: Wait[] = [];
  readonly #work: Work[] = [];
  readonly #events: readonly CanonicalEvent[];

  constructor(options: OracleOptions) {
    this.#options = options;
    this.#events = inOrder(distinct(options.events).map(believed));
    const contacts = new Map<string, CanonicalEvent[]>();
    for (const event of this.#events) {
      if (event.channel === null) continue;
      const key = `${event.channel} ${event.contact ?? `of nobody ${event.id}`}`;
      contacts.set(key, [...(contacts.get(key) ?? []), event]);
    }
    for (const own of contacts.values()) for (const stay of staysOf(own)) this.#count(stay);
    for (const { agent, time, data } of this.#events)
      if (data.state === "wrapUp" && data.wrapUpMs !== undefined) this.#fact(agent!, time, "wrapUpTime", data.wrapUpMs);
  }

  agents(): string[] {
    return [
      ...new Set([...this.#work.map(({ agent }) => agent), ...this.#events.map(({ agent }) => agent ?? "")]),
    ].filter((agent) => agent !== "");
  }

  /** Over queues (`queue channel`), as the report names them; seconds and counts. `now`: how long they have waited until. */
  numbers(queues: readonly string[], from: number, to: number, now = to): Numbers {
    const facts = this.#facts.filter(({ where, at }) => queues.includes(where) && at >= from && at < to);
    const sum = (what: string): number => facts.reduce((all, fact) => all + (fact.what === what ? fact.amount : 0), 0);
    const per = (time: number, count: number): number | null => (count === 0 ? null : time / 1000 / count);
    const longest = facts.filter(({ what }) => what.endsWith("Wait")).map(({ amount }) => amount / 1000);
    const answeredWaits = facts.filter(({ what }) => what === "answeredWait").map(({ amount }) => amount / 1000);
    const { waiting, past } = this.#waitingAt(queues, from, to, now);
    const [answered, abandoned, handled] = [sum("answered"), sum("abandoned"), sum("handled")];
    const decided = answered + abandoned - sum("shortAbandoned") + past;
    return {
      offered: sum("offered"),
      answered,
      answeredInThreshold: sum("answeredInThreshold"),
      abandoned,
      abandonedInThreshold: sum("abandonedInThreshold"),
      shortAbandoned: sum("shortAbandoned"),
      flowedOut: sum("flowedOut"),
      handled,
      waiting,
      full: sum("full"),
      empty: sum("empty"),
      closed: sum("closed"),
      diverted: sum("diverted"),
      averageSpeedOfAnswer: per(sum("answeredWait"), answered),
      ...Object.fromEntries(PERCENTILES.map((percent) => [`waitP${percent}`, nearestRank(answeredWaits, percent)])),
      averageWait: per(sum("answeredWait") + sum("abandonedWait"), answered + abandoned),
      longestWait: longest.length === 0 ? null : Math.max(...longest),
      averageTalkTime: per(sum("talkTime"), sum("talked")),
      averageHoldTime: per(sum("holdTime"), sum("talked")),
      averageWrapUpTime: per(sum("wrapUpTime"), handled),
      averageHandleTime: per(sum("handleTime"), handled),
      csatCount: sum("ratings"),
      csat: sum("ratings") === 0 ? null : sum("topTwo") / sum("ratings"),
      csatMean: per(sum("score"), sum("ratings")),
      firstResponseTime: per(sum("firstResponseTime"), sum("firstResponses")),
      notAnswered: sum("notAnswered"),
      transferred: sum("transferred"),
      serviceLevelNow: decided === 0 ? null : sum("answeredInThreshold") / decided,
    };
  }

  agent(agent: string, from: number, to: number): Numbers {
    const facts = this.#facts.filter(({ where, at }) => where === agent && at >= from && at < to);
    const sum = (what: string): number => facts.reduce((all, fact) => all + (fact.what === what ? fact.amount : 0), 0);
    const times = agentTimes(this.#events, this.#work, agent, from, Math.min(to, this.#options.asOf));
    return {
      ...times,
      answered: sum("answered"),
      talkTime: sum("talkTime") / 1000,
      wrapUpTime: sum("wrapUpTime") / 1000,
    };
  }

  #waitingAt(queues: readonly string[], from: number, to: number, now: number): { waiting: number; past: number } {
    const offeredHere = (wait: Wait): boolean => this.#options.attribution === "outcome" || wait.from >= from;
    // By offer everything about a segment belongs to where it was offered, also its leaving.
    const still = (wait: Wait): boolean =>
      this.#options.attribution === "outcome" ? wait.to >= to : wait.to === Number.POSITIVE_INFINITY;
    const there = this.#waits.filter(
      (wait) => queues.includes(wait.where) && wait.from < to && still(wait) && offeredHere(wait),
    );
    const clock = this.#options.attribution === "outcome" ? now : this.#options.asOf;
    return { waiting: there.length, past: there.filter((wait) => clock - wait.from > wait.thresholdMs).length };
  }

  #fact(where: string, at: number, what: string, amount = 1): void {
    this.#facts.push({ where, at, what, amount });
  }

  #count(stay: Stay): void {
    const { site, attribution, asOf } = this.#options;
    const where = `${stay.queue} ${stay.channel}`;
    const config = site.queues.find(({ queue, channel }) => queue === stay.queue && channel === stay.channel);
    const { thresholdMs, shortAbandonMs, lostAfterMs } = config ?? UNCONFIGURED[stay.channel];
    if (stay.left?.how === "refused") this.#fact(where, stay.left.at, stay.left.why);
    const restart = this.#events.find(
      ({ type, source, time }) => type === "cc.source.restarted" && source === stay.lastSource && time > stay.lastSeen,
    );
    const silent = Math.min(stay.lastSeen + lostAfterMs, restart?.time ?? Number.POSITIVE_INFINITY);
    const lostAt = isUnfinished(stay) && silent <= asOf ? silent : null;
    const queued = entered(stay);
    const pin = (at: number): number => (attribution === "offered" && stay.left?.how !== "rated" ? queued : at);

    for (const { at, score } of stay.ratings)
      for (const place of stay.left?.how === "answered" || stay.left?.how === "rated" ? [where, stay.agent] : [where]) {
        if (place === null) continue;
        this.#fact(place, pin(at), "ratings");
        this.#fact(place, pin(at), "score", 1000 * score);
        if (score >= 4) this.#fact(place, pin(at), "topTwo");
      }
    if (stay.left?.how === "refused" || stay.left?.how === "rated") return;

    this.#fact(where, queued, "offered");
    const left = stay.left ?? (isWaiting(stay) && lostAt !== null ? { how: "flowedOut", at: lostAt } : null);
    this.#waits.push({ where, from: queued, to: left?.at ?? Number.POSITIVE_INFINITY, thresholdMs });
    if (left !== null) {
      const wait = stay.told.waitMs ?? Math.max(0, left.at - queued);
      this.#fact(where, pin(left.at), left.how);
      this.#fact(where, pin(left.at), `${left.how}Wait`, wait);
      if (wait <= thresholdMs) this.#fact(where, pin(left.at), `${left.how}InThreshold`);
      if (left.how === "abandoned" && wait <= shortAbandonMs) this.#fact(where, pin(left.at), "shortAbandoned");
      if (left.how === "answered") this.#fact(stay.agent ?? "nobody", pin(left.at), "answered");
    }
    for (const { time, agent } of stay.missed) {
      this.#fact(where, pin(time), "notAnswered");
      if (agent !== null) this.#fact(agent, pin(time), "notAnswered");
    }
    if (stay.movedAt !== null) this.#fact(where, pin(stay.movedAt), "transferred");
    if (stay.firstReply !== null && stay.channel !== "call") {
      this.#fact(where, pin(stay.firstReply), "firstResponses");
      this.#fact(where, pin(stay.firstReply), "firstResponseTime", Math.max(0, stay.firstReply - queued));
    }
    if (left?.how === "answered" && stay.workTo !== null) this.#handling(stay, [where, stay.agent ?? "nobody"], pin);
    this.#working(stay, lostAt);
  }

  #handling(stay: Stay, places: readonly string[], pin: (at: number) => number): void {
    const { workFrom, workTo, wrapFrom, wrapTo, told } = stay;
    const held = stay.holds.reduce((all, { from, to }) => all + (to ?? workTo!) - from, 0);
    const hold = told.holdMs ?? held;
    const talk = told.talkMs ?? Math.max(0, workTo! - workFrom! - hold);
    const stamped = wrapTo === null ? null : wrapTo - (wrapFrom ?? workTo!);
    const wrapUp = told.wrapUpMs ?? stamped ?? (wrapFrom === null ? 0 : null);
    for (const place of places) {
      this.#fact(place, pin(workTo!), "talked");
      this.#fact(place, pin(workTo!), "talkTime", talk);
      this.#fact(place, pin(workTo!), "holdTime", hold);
      if (wrapUp === null) continue;
      this.#fact(place, pin(wrapTo ?? workTo!), "handled");
      this.#fact(place, pin(wrapTo ?? workTo!), "wrapUpTime", wrapUp);
      this.#fact(place, pin(wrapTo ?? workTo!), "handleTime", talk + hold + wrapUp);
    }
  }

  #working(stay: Stay, lostAt: number | null): void {
    const { agent, workFrom, workTo, wrapFrom, wrapTo, told, queue, lastSource: source } = stay;
    for (const { agent: called, time } of stay.missed)
      if (called !== null) this.#work.push({ agent: called, kind: "rang", queue, source, from: time, to: time });
    if (agent === null || workFrom === null) return;
    this.#work.push({ agent, kind: "onContact", queue, source, from: workFrom, to: workTo ?? lostAt });
    if (workTo === null) return;
    const from = wrapFrom ?? workTo;
    if (wrapTo !== null) this.#work.push({ agent, kind: "wrapUp", queue, source, from, to: wrapTo });
    else if (told.wrapUpMs !== undefined)
      this.#work.push({ agent, kind: "wrapUp", queue, source, from, to: from + told.wrapUpMs });
    else if (wrapFrom !== null) this.#work.push({ agent, kind: "wrapUp", queue, source, from, to: lostAt });
  }
}

/** 20 s, 5 s, and 4 h for calls, a day for chats, 30 days for e-mails. */
const UNCONFIGURED = {
  call: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 14_400_000 },
  chat: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 86_400_000 },
  email: { thresholdMs: 20_000, shortAbandonMs: 5_000, lostAfterMs: 2_592_000_000 },
};

/** The smallest value that at least so many percent of the values do not exceed; null when there are none. */
function nearestRank(values: readonly number[], percent: number): number | null {
  const rank = Math.max(1, Math.ceil((percent * values.length) / 100));
  return values.toSorted((a, b) => a - b)[rank - 1] ?? null;
}
