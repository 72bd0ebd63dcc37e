/** What a contact counts, where and when: one plain list of facts (rules 5 to 5e, 7, 10 to 14). */
import type { Attribution, CanonicalEvent, OpeningHours, SiteConfig } from "@floorwalker/domain";
import { businessTime } from "./business-time.ts";
import { againWithin, type FirstContactOf, firstContactsOf } from "./first-contacts.ts";
import type { Life } from "./life.ts";
import { judged, rulesOf } from "./policies.ts";
import { entered, held, type Left, type Leg, legOf, openLegs, type Stay, waited } from "./stay.ts";
import { talkLostAt, waitingLostAt, wrapUpLostAt } from "./untold-ends.ts";

/** One thing that counts, at a moment, in a queue or for an agent. */
export interface Fact {
  readonly where: string;
  readonly at: number;
  readonly what: string;
  readonly amount: number;
  /** Of what an agent did: when he took it. It counts for the team that he was in then. */
  readonly taken?: number;
  /** Of what an agent did of a contact: in which queue (`queue channel`). */
  readonly in: string | null;
  /** What its contact is about; null: nothing that is counted. */
  readonly about: string | null;
  /** Of what counts for a survey by its name alone: its name, as it is counted. */
  readonly survey?: string;
  /** Null: an agent told it of himself, or it names none. */
  readonly contact: string | null;
}

export interface Wait {
  readonly where: string;
  readonly contact: string | null;
  readonly from: number;
  readonly to: number;
  readonly thresholdMs: number;
  readonly hours: OpeningHours | null;
  readonly about: string | null;
}

/** `to` null: still. */
export interface Work {
  readonly agent: string;
  readonly queue: string;
  readonly origin: CanonicalEvent;
  readonly kind: "onContact" | "wrapUp";
  readonly from: number;
  readonly to: number | null;
}

export interface FactOptions {
  readonly site: SiteConfig;
  readonly attribution: Attribution;
  readonly asOf: number;
  readonly restarts: readonly CanonicalEvent[];
}

/** Where surveys stand that rate nobody's stay: no queue, but the site has them. */
export const NO_QUEUE = "";
/** Where surveys stand by their names alone. */
export const BY_NAME = "by name";
/** The top two boxes of each scale, and how it is brought to 1–5. */
const SCALES = {
  "1-5": { topTwo: 4, toFive: (score: number) => score },
  "1-7": { topTwo: 6, toFive: (score: number) => 1 + (2 * (score - 1)) / 3 },
  "0-10": { topTwo: 9, toFive: (score: number) => 1 + (4 * score) / 10 },
  thumbs: { topTwo: 1, toFive: (score: number) => 1 + 4 * score },
};
const FLOW_OUTS = "timeout overflow key voicemail callback empty withdrawn closed lost selfService".split(" ");
/** Whoever it was. */
const NOBODY = "nobody";

export class Facts {
  readonly facts: Fact[] = [];
  readonly waits: Wait[] = [];
  readonly work: Work[] = [];
  /** With the queue they rang for. */
  readonly rings: CanonicalEvent[] = [];
  readonly #options: FactOptions;
  /** Of the contact in hand. */
  #about: string | null = null;
  #contact: string | null = null;
  /** The stay in which the contact in hand, which is a first one, was answered, and whether its customer came again. */
  #first: FirstContactOf | null = null;
  /** Where the stay in hand is. */
  #in: string | null = null;

  constructor(lives: readonly Life[], options: FactOptions) {
    this.#options = options;
    const firsts = firstContactsOf(lives, (began) => againWithin(began, options.site));
    for (const life of lives) {
      const { stays, refusals, rated, rings, past } = life;
      this.rings.push(...rings);
      this.#first = firsts.get(life) ?? null;
      this.#about = aboutOf(past, options.site);
      this.#contact = past[0]?.contact ?? null;
      for (const event of refusals) this.#fact(`${event.queue} ${event.channel}`, event.time, event.data.reason!);
      for (const { queue, ratings } of rated) {
        this.#in = queue === null ? null : `${queue} ${past[0]!.channel}`;
        const told = [...ratings.values()];
        for (const [index, event] of told.entries()) {
          const others = told.slice(0, index);
          const low = this.#lowScoreAt(event.time);
          this.#rate(`${queue ?? NO_QUEUE} ${event.channel}`, event.time, event, others, low);
          if (event.agent !== null) this.#rate(event.agent, event.time, event, others, low);
          this.#rateByName(event.time, event, others, low);
        }
      }
      const offered = stays.filter(({ outbound }) => !outbound);
      const calledBack = past.some(({ data }) => data.callbackOf !== undefined)
        ? offered.find(({ left }) => left?.how === "answered")
        : undefined;
      for (const stay of stays) {
        this.#in = `${stay.queue} ${stay.channel}`;
        if (stay.outbound) this.#always(stay, (at) => at);
        else this.#count(stay, offered[0]!, stay === calledBack);
      }
    }
  }

  /** What has not happened yet counts nowhere. */
  #fact(where: string, at: number, what: string, amount = 1, happened = at, taken = at, survey?: string): void {
    if (happened > this.#options.asOf) return;
    const fact = { where, at, what, amount, taken, in: this.#in, about: this.#about, contact: this.#contact };
    this.facts.push(survey === undefined ? fact : { ...fact, survey });
  }

  /** Of a survey that rates nothing that was queued. */
  #lowScoreAt(at: number): number {
    const { lowScore = 2, changes = [] } = this.#options.site;
    return changes.findLast((change) => change.lowScore !== undefined && change.from <= at)?.lowScore ?? lowScore;
  }

  /** Where the site counts surveys by name: the listed ones, and all others together. */
  #rateByName(at: number, event: CanonicalEvent, others: readonly CanonicalEvent[], lowScore: number): void {
    const { surveys } = this.#options.site;
    if (surveys === undefined) return;
    const listed = surveys.some(({ survey }) => survey === event.data.survey);
    this.#rate(BY_NAME, at, event, others, lowScore, at, listed ? event.data.survey! : "other");
  }

  /** `others`: surveys of the same stay that came before. */
  #rate(
    where: string,
    at: number,
    { type, data }: CanonicalEvent,
    others: readonly CanonicalEvent[],
    lowScore: number,
    taken = at,
    survey?: string,
  ): void {
    const count = (what: string, amount = 1): void => this.#fact(where, at, what, amount, at, taken, survey);
    if (type === "cc.survey.offered") {
      count("surveysOffered");
      return;
    }
    const again = others.some((other) => other.type === type && (other.data.survey ?? "") === (data.survey ?? ""));
    if (!again) count("surveyResponses");
    const scale = data.scale ?? "1-5";
    const { toFive, topTwo } = SCALES[scale];
    const score = data.score!;
    if (data.measure === "nps") {
      count("nps");
      if (score >= 9) count("promoters");
      if (score <= 6) count("detractors");
    } else if (data.measure === "ces") {
      count("ces");
      count("effort", Math.round(1000 * (1 + ((toFive(score) - 1) * 6) / 4)));
    } else {
      count("ratings");
      count("score", Math.round(1000 * toFive(score)));
      if (score >= topTwo) count("topTwo");
      if (toFive(score) <= lowScore) count("lowScores");
    }
  }

  /** `callsBack`: it is the answer to a customer who asked to be called back. */
  #count(stay: Stay, first: Stay, callsBack: boolean): void {
    const { site, restarts, asOf } = this.#options;
    const { thresholdMs, attribution, hours } = rulesOf(stay, site, this.#options.attribution);
    const where = `${stay.queue} ${stay.channel}`;
    // With attribution to the offer as stamped, also where that is after the stay was left.
    const queued = attribution === "offered" ? (stay.queued ?? entered(stay)) : entered(stay);
    const pin = (at: number): number => (attribution === "offered" ? queued : at);
    this.#fact(where, queued, "offered");
    if (stay === first) this.#fact(where, queued, "contacts");
    if (callsBack) this.#fact(where, pin(stay.left!.at), "callbacksDone");
    if (stay.resolved !== null && stay.channel !== "call") {
      const { at, since } = stay.resolved;
      this.#fact(where, pin(at), "resolved");
      this.#fact(where, pin(at), "resolutionTime", Math.max(0, businessTime(hours, since ?? entered(first), at)));
      this.#fact(where, pin(at), "resolutionCalendarTime", Math.max(0, at - (since ?? entered(first))));
    }
    if (stay.reopened) this.#fact(where, queued, "reopened");
    if (this.#first?.stay === stay) {
      this.#fact(where, pin(stay.left!.at), "first");
      if (this.#first.again) this.#fact(where, pin(stay.left!.at), "again");
    }
    const lost = waitingLostAt(stay, site, restarts);
    const left =
      stay.left ??
      (lost <= asOf ? ({ how: "flowedOut", at: lost, why: "lost", told: undefined, by: stay.last } as const) : null);
    const to = left?.at ?? Number.POSITIVE_INFINITY;
    this.waits.push({ where, contact: this.#contact, from: entered(stay), to, thresholdMs, hours, about: this.#about });
    if (left !== null) this.#leaving(stay, left, where, pin);
    for (const { time, agent } of stay.rings.filter(({ type }) => type === "cc.contact.notAnswered"))
      for (const place of [where, agent])
        if (place !== null) this.#fact(place, pin(time), "notAnswered", 1, pin(time), time);
    for (const { event, leg } of stay.escalations)
      for (const place of [where, leg?.agent ?? null])
        if (place !== null) {
          const at = pin(event.time);
          const what = event.data.kind === "complaint" ? "complaints" : "escalated";
          this.#fact(place, at, what, 1, at, leg === undefined ? at : takenAt(stay, leg));
        }
    for (const { at, since } of stay.responses) {
      const from = typeof since === "number" ? since : entered(since);
      this.#fact(where, pin(at), "firstResponses");
      this.#fact(where, pin(at), "firstResponseTime", Math.max(0, businessTime(hours, from, at)));
      this.#fact(where, pin(at), "firstResponseCalendarTime", Math.max(0, at - from));
    }
    this.#always(stay, pin);
    if (stay.left?.how === "answered" && openLegs(stay).length === 0) this.#handling(stay, where, pin);
  }

  /** Also of one that was never offered, as an agent wrote first: who was called and who worked, and how it was rated. */
  #always(stay: Stay, pin: (at: number) => number): void {
    const where = `${stay.queue} ${stay.channel}`;
    const rang = stay.rings.filter(({ type, agent }) => type !== "cc.contact.alerted" || !legOf(stay, agent));
    this.rings.push(...rang.map((event) => ({ ...event, queue: stay.queue })));
    const ratings = [...stay.ratings.values()];
    for (const [index, event] of ratings.entries()) {
      const rated = event.agent ?? stay.legs.at(-1)?.agent ?? null;
      const leg = legOf(stay, rated);
      const taken = leg === undefined ? event.time : takenAt(stay, leg);
      const { lowScore } = rulesOf(stay, this.#options.site);
      for (const place of [where, rated])
        if (place !== null) this.#rate(place, pin(event.time), event, ratings.slice(0, index), lowScore, taken);
      this.#rateByName(pin(event.time), event, ratings.slice(0, index), lowScore);
    }
    for (const leg of stay.legs) this.#leg(stay, leg, where, pin);
  }

  #leaving(stay: Stay, left: Left, where: string, pin: (at: number) => number): void {
    const { thresholdMs, shortAbandonMs, formula, siteFormula, hours } = rulesOf(stay, this.#options.site);
    const wait = waited(stay, left, hours);
    const leaving = {
      how: left.how,
      inTime: wait <= thresholdMs,
      short: left.how === "abandoned" && wait <= shortAbandonMs,
      callback: left.how === "flowedOut" && left.why === "callback",
    };
    for (const [of, by] of [
      ["queue", formula],
      ["site", siteFormula],
    ] as const) {
      const { served, counts } = judged(by, leaving);
      if (served) this.#fact(where, pin(left.at), `${of} served`);
      if (counts) this.#fact(where, pin(left.at), `${of} decided`);
    }
    this.#fact(where, pin(left.at), left.how);
    this.#fact(where, pin(left.at), `${left.how}Wait`, wait);
    if (left.how === "flowedOut")
      this.#fact(where, pin(left.at), `flowedOut ${FLOW_OUTS.includes(left.why) ? left.why : "other"}`);
    if (wait <= thresholdMs) this.#fact(where, pin(left.at), `${left.how}InThreshold`);
    if (left.how === "abandoned" && wait <= shortAbandonMs) this.#fact(where, pin(left.at), "shortAbandoned");
  }

  /** What an agent did (rule 5a). */
  #leg(stay: Stay, leg: Leg, where: string, pin: (at: number) => number): void {
    const { site, restarts, asOf } = this.#options;
    const agent = leg.agent ?? NOBODY;
    const did = (at: number, what: string, amount = 1, happened = at): void =>
      this.#fact(agent, pin(at), what, amount, happened, takenAt(stay, leg));
    const answeredAt = answered(stay, leg);
    if (answeredAt !== null) {
      did(answeredAt, "answered");
      const { thresholdMs, hours } = rulesOf(stay, site, this.#options.attribution);
      const isFirst = stay.legs.find((each) => answered(stay, each) !== null) === leg;
      if (isFirst && this.#first?.stay === stay) {
        did(answeredAt, "first");
        if (this.#first.again) did(answeredAt, "again");
      }
      if (isFirst && waited(stay, stay.left!, hours) <= thresholdMs) did(answeredAt, "answeredInThreshold");
    }
    if (leg.handedOnAt !== null && !stay.outbound) {
      this.#fact(where, pin(leg.handedOnAt), "transferred");
      did(leg.handedOnAt, "transferred");
      if (leg.handedOnHow !== undefined) this.#fact(where, pin(leg.handedOnAt), `transferred ${leg.handedOnHow}`);
      if (leg.handedOnHow !== undefined) did(leg.handedOnAt, `transferred ${leg.handedOnHow}`);
    }
    const over = wrapUpOver(leg);
    if (stay.left?.how === "answered" && leg.to !== null && !leg.untouched) {
      did(leg.to, "talked");
      did(leg.to, "talkTime", talkOf(leg));
      did(leg.to, "holdTime", holdOf(leg));
      did(leg.to, "holds", leg.holds.length);
      if (over !== null) {
        did(over, "wrapUpTime", wrapUpOf(leg), over);
        did(over, "handled", 1, over);
        did(over, "talkAndHoldOfHandled", talkOf(leg) + holdOf(leg), over);
      }
    }
    if (leg.agent === null || leg.untouched) return;
    const lost = talkLostAt(stay, site, restarts);
    const work = { agent: leg.agent, queue: stay.queue, origin: leg.origin };
    this.work.push({ ...work, kind: "onContact", from: leg.from, to: leg.to ?? (lost <= asOf ? lost : null) });
    if (leg.to === null) return;
    const from = leg.wrapFrom ?? leg.to;
    const wrapLost = wrapUpLostAt(stay, leg, site, restarts);
    const to = over ?? (wrapLost <= asOf ? wrapLost : null);
    if (to === null || to > from) this.work.push({ ...work, kind: "wrapUp", from, to });
  }

  /** Of the queue: what the stay's legs took together, when the last of them is over. */
  #handling(stay: Stay, where: string, pin: (at: number) => number): void {
    const { hours } = rulesOf(stay, this.#options.site);
    const last = stay.legs.at(-1)!;
    const endedAt = Math.max(...stay.legs.map(({ to }) => to!));
    const sum = (of: (leg: Leg) => number): number => stay.legs.reduce((all, leg) => all + of(leg), 0);
    const [talk, hold] = [sum(talkOf), sum(holdOf)];
    this.#fact(where, pin(endedAt), "talked");
    this.#fact(where, pin(endedAt), "talkTime", talk);
    this.#fact(where, pin(endedAt), "holdTime", hold);
    for (const { from, at } of stay.replies) {
      this.#fact(where, pin(endedAt), "replies");
      this.#fact(where, pin(endedAt), "replyTime", Math.max(0, businessTime(hours, from, at)));
      this.#fact(where, pin(endedAt), "replyCalendarTime", Math.max(0, at - from));
    }
    this.#fact(
      where,
      pin(endedAt),
      "holds",
      sum(({ holds }) => holds.length),
    );
    const over = wrapUpOver(last);
    if (over === null) return;
    const wrapUp = sum(wrapUpOf);
    this.#fact(where, pin(over), "handled", 1, over);
    for (const { survey } of this.#options.site.surveys ?? [])
      this.#fact(BY_NAME, pin(over), "handled", 1, over, over, survey);
    this.#fact(where, pin(over), "wrapUpTime", wrapUp, over);
    this.#fact(where, pin(over), "handleTime", talk + hold + wrapUp, over);
  }
}

/** The last reason told; one that is not configured is `other`. */
function aboutOf(past: readonly CanonicalEvent[], { reasons }: SiteConfig): string | null {
  const told = past.findLast(({ contactReason }) => contactReason !== undefined)?.contactReason;
  if (told === undefined || reasons === undefined) return null;
  return reasons.some(({ reason }) => reason === told) ? told : "other";
}

/** When the leg's agent answered: a mail that one took and another answered is the other's (rules 5a, 10). */
function answered({ left }: Stay, { from, wrote }: Leg): number | null {
  return left?.how === "answered" && (wrote || from >= left.at) ? Math.max(from, left.at) : null;
}

/** Its team is asked for then. */
const takenAt = ({ left }: Stay, { from }: Leg): number => Math.max(from, left?.at ?? from);

const holdOf = (leg: Leg): number => leg.told.holdMs ?? held(leg, leg.to!);
const talkOf = (leg: Leg): number => leg.told.talkMs ?? Math.max(0, leg.to! - leg.from - holdOf(leg));
const wrapUpOf = (leg: Leg): number =>
  leg.told.wrapUpMs ?? (leg.wrapTo === null ? 0 : Math.max(0, leg.wrapTo - (leg.wrapFrom ?? leg.to!)));

/** When a leg's wrap-up is over, also when its length was reported beforehand (rule 5a); null: nobody knows yet. */
function wrapUpOver(leg: Leg): number | null {
  if (leg.to === null) return null;
  if (leg.wrapTo !== null) return leg.wrapTo;
  if (leg.told.wrapUpMs !== undefined) return (leg.wrapFrom ?? leg.to) + leg.told.wrapUpMs;
  return leg.wrapFrom === null ? leg.to : null;
}
