/**
 * A second, naive implementation of the report: the plain list of all events, rules.md and kpi.md, simple loops. It shares
 * no code with the fold, the timelines or the series, so that a number both agree on was derived twice. The files beside it
 * each take one group of rules.
 */
import { type Attribution, type CanonicalEvent, CHANNELS, type SiteConfig } from "@floorwalker/domain";
import { type AgentState, agentStretches, agentTimes, type Stretch } from "./agent-times.ts";
import { businessTime } from "./business-time.ts";
import { livesOf } from "./contacts-of-site.ts";
import { believed, distinct, inOrder } from "./event-order.ts";
import { type Fact, Facts, NO_QUEUE, type Wait, type Work } from "./facts.ts";
import { againWithin } from "./first-contacts.ts";
import { thresholdAt } from "./policies.ts";
import { withDuties } from "./schedule.ts";
import { oneName, ownWrapUps, ownWrapUpTimes, signsOf } from "./signs-of-agent.ts";
import { teamOf, timesIn } from "./team-of.ts";
import { finish, talkLostAt } from "./untold-ends.ts";
import { whatTheyAnswered } from "./what-they-answered.ts";
import { timeShares, whatTheyDid } from "./what-they-did.ts";

export interface OracleOptions {
  readonly events: readonly CanonicalEvent[];
  readonly site: SiteConfig;
  readonly attribution: Attribution;
  /** The clock. */
  readonly asOf: number;
}

export type Numbers = Readonly<Record<string, number | null>>;

export interface WaitingContact {
  readonly contact: string | null;
  readonly from: number;
  readonly thresholdMs: number;
  /** In the time of its promise, ms. */
  readonly age: number;
  readonly ageAt: (moment: number) => number;
}

const HALF_AN_HOUR_MS = 30 * 60_000;
/** A callback is told as one that was asked for. */
const FLOW_OUTS = "timeout overflow key voicemail empty withdrawn closed lost other selfService".split(" ");
const PERCENTILES = [50, 80, 90, 95];

/** Places of what belongs to no queue: the site has it. */
export const NOWHERE: readonly string[] = CHANNELS.map((channel) => `${NO_QUEUE} ${channel}`);

export class Oracle {
  readonly #options: OracleOptions;
  readonly #events: readonly CanonicalEvent[];
  readonly #facts: readonly Fact[];
  readonly #waits: readonly Wait[];
  readonly #work: readonly Work[];
  readonly #rings: readonly CanonicalEvent[];
  /** By agent, once it was asked for. */
  readonly #stretches = new Map<string, readonly Stretch[]>();

  constructor(options: OracleOptions) {
    this.#options = options;
    const { site, attribution, asOf } = options;
    this.#events = inOrder(
      distinct(options.events)
        .map(believed)
        .map((event) => oneName(event, site)),
    );
    const restarts = this.#events.filter(({ type }) => type === "cc.source.restarted");
    const lives = livesOf(this.#events, (stay) => talkLostAt(stay, site, restarts));
    finish(lives, site, restarts);
    const { facts, waits, work, rings } = new Facts(lives, { site, attribution, asOf, restarts });
    this.#facts = [...facts, ...ownWrapUpTimes(this.#events)];
    this.#waits = waits;
    this.#rings = rings;
    this.#work = [...work, ...ownWrapUps(this.#events)];
  }

  agents(): string[] {
    return [
      ...new Set([...this.#work.map(({ agent }) => agent), ...this.#events.map(({ agent }) => agent ?? "")]),
    ].filter((agent) => agent !== "");
  }

  /** Who waits in a queue just before a moment, by how long and by how long until he is due. */
  backlog(queue: string, at: number, now: number, bounds: readonly (readonly number[])[] | null): Numbers {
    const parts = [
      ["backlogAge1", "backlogAge2", "backlogAge3", "backlogAge4"],
      ["backlogDue1", "backlogDue2", "backlogDue3"],
    ] as const;
    const counts: Record<string, number> = { backlogOverdue: 0 };
    for (const part of parts.flat()) counts[part] = 0;
    for (const { from, hours, thresholdMs } of this.#waitsAt([queue], at)) {
      const age = from > now ? 0 : businessTime(hours, from, now);
      const [ages, due] = bounds ?? usual(this.#options.site, queue, now);
      const name = parts[0][ages!.filter((bound) => age > bound).length]!;
      counts[name]!++;
      const left = thresholdMs - age;
      counts[left < 0 ? "backlogOverdue" : parts[1][due!.filter((bound) => left > bound).length]!]!++;
    }
    return counts;
  }

  /** The contacts that wait in a queue just before a moment: since when, and whether their promise is broken by `now`. */
  waitingContacts(queue: string, at: number, now: number): WaitingContact[] {
    return this.#waitsAt([queue], at).map(({ contact, from, hours, thresholdMs }) => ({
      contact,
      from,
      thresholdMs,
      age: from > now ? 0 : businessTime(hours, from, now),
      ageAt: (moment) => businessTime(hours, from, moment),
    }));
  }

  /** By name, as they are counted. */
  surveys(): string[] {
    return [...new Set(this.#facts.flatMap(({ survey }) => survey ?? []))];
  }

  /** What contacts in these queues are about, as it is counted. */
  reasons(queues: readonly string[]): string[] {
    const there = [...this.#facts, ...this.#waits].filter(({ where }) => queues.includes(where));
    return [...new Set(there.flatMap(({ about }) => about ?? []))];
  }

  /**
   * Over queues (`queue channel`), as the report names them; seconds and counts. `now`: how long they have waited until. `of`: of
   * contacts that are about this alone.
   */
  numbers(queues: readonly string[], from: number, to: number, now = to, of: string | null = null): Numbers {
    const facts = this.#facts.filter(
      ({ where, at, about }) => queues.includes(where) && at >= from && at < to && (of === null || of === about),
    );
    const sum = (what: string): number => facts.reduce((all, fact) => all + (fact.what === what ? fact.amount : 0), 0);
    const per = (time: number, count: number): number | null => (count === 0 ? null : time / 1000 / count);
    const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
    const answers = whatTheyAnswered(facts);
    const longest = facts.filter(({ what }) => what.endsWith("Wait")).map(({ amount }) => amount / 1000);
    const answeredWaits = facts.filter(({ what }) => what === "answeredWait").map(({ amount }) => amount / 1000);
    const { waiting, past } = this.#waitingAt(queues, to, now, of);
    const [answered, abandoned, handled] = [sum("answered"), sum("abandoned"), sum("handled")];
    // The site's own number is by the site's formula, whatever its queues are judged by.
    const level = of !== null || queues.includes(NOWHERE[0]!) ? "site" : "queue";
    const decided = sum(`${level} decided`) + past;
    return {
      contacts: sum("contacts"),
      reopened: sum("reopened"),
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
      ...answers,
      firstResponseCalendarTime: per(sum("firstResponseCalendarTime"), sum("firstResponses")),
      nextResponseCalendarTime: per(sum("replyCalendarTime"), sum("replies")),
      resolutionCalendarTime: per(sum("resolutionCalendarTime"), sum("resolved")),
      nextResponseTime: per(sum("replyTime"), sum("replies")),
      resolved: sum("resolved"),
      resolutionTime: per(sum("resolutionTime"), sum("resolved")),
      callbacksDone: sum("callbacksDone"),
      waitingPastThreshold: past,
      firstResponseTime: per(sum("firstResponseTime"), sum("firstResponses")),
      notAnswered: sum("notAnswered"),
      transferred: sum("transferred"),
      transferredBlind: sum("transferred blind"),
      transferredConsult: sum("transferred attended"),
      transferRate: share(sum("transferred"), answered),
      notAnsweredRate: share(sum("notAnswered"), sum("notAnswered") + answered),
      holdsPerContact: share(sum("holds"), sum("talked")),
      averageTimeToAbandon: per(sum("abandonedWait"), abandoned),
      escalated: sum("escalated"),
      complaints: sum("complaints"),
      received: sum("offered") + sum("full") + sum("empty") + sum("closed") + sum("diverted"),
      callbacksRequested: sum("flowedOut callback"),
      ...Object.fromEntries(
        FLOW_OUTS.map((reason) => [
          `flowedOut${reason[0]!.toUpperCase()}${reason.slice(1)}`,
          sum(`flowedOut ${reason}`),
        ]),
      ),
      serviceLevelNow: share(sum(`${level} served`), decided),
      ...this.#firstContacts(facts, to),
    };
  }

  /** As it stands, and once it is decided of the whole span. */
  #firstContacts(facts: readonly Fact[], to: number): Numbers {
    const count = (what: string): number => facts.filter((fact) => fact.what === what).length;
    const { site, asOf } = this.#options;
    const soFar = count("first") === 0 ? null : (count("first") - count("again")) / count("first");
    // The last who could have begun under each version.
    const last = [to, ...(site.changes ?? []).map(({ from }) => from)].filter((at) => at <= to).map((at) => at - 1);
    const isDecided = last.every((began) => began + againWithin(began, site) < asOf);
    return { firstContactResolution: soFar, firstContactResolutionMature: isDecided ? soFar : null };
  }

  /** Of one survey by its name. */
  survey(name: string, from: number, to: number): Numbers {
    const facts = this.#facts.filter(({ survey, at }) => survey === name && at >= from && at < to);
    return whatTheyAnswered(facts);
  }

  /** How long one who joins a queue will wait, by the pace of the span. */
  expectedWait(queue: string, from: number, to: number): number | null {
    const there = this.#facts.filter(({ where, at }) => where === queue && at >= from && at < to);
    const waits = there.filter(({ what }) => what === "answeredWait").map(({ amount }) => amount / 1000);
    if (waits.length === 0) return null;
    const { waiting } = this.#waitingAt([queue], to, to);
    const waited = waits.reduce((sum, wait) => sum + wait, 0);
    return (waiting === 0 ? waited : ((waiting + 1) * (to - from)) / 1000) / waits.length;
  }

  /** How all agents spent their time. */
  floor(from: number, to: number): Numbers {
    const until = Math.min(to, this.#options.asOf);
    const all = this.agents().map((agent) => agentTimes(this.#stretchesOf(agent), from, until));
    return timeShares((what) => all.reduce((total, numbers) => total + (numbers[what] ?? 0), 0));
  }

  agent(agent: string, from: number, to: number, until = Math.min(to, this.#options.asOf)): Numbers {
    const facts = this.#facts.filter(({ where, at }) => where === agent && at >= from && at < to);
    return {
      ...whatTheyDid(facts, agentTimes(this.#stretchesOf(agent), from, until)),
      ...this.#firstContacts(facts, to),
    };
  }

  /** In which queues (`queue channel`) an agent did anything at all. */
  queuesOf(agent: string): string[] {
    return [...new Set(this.#facts.flatMap((fact) => (fact.where === agent ? (fact.in ?? []) : [])))].sort();
  }

  /** What he did of one queue; his time is of none. */
  agentIn(agent: string, queue: string, from: number, to: number): Numbers {
    const facts = this.#facts.filter(
      ({ where, at, in: of }) => where === agent && of === queue && at >= from && at < to,
    );
    return { ...whatTheyDid(facts, {}), ...this.#firstContacts(facts, to) };
  }

  /**
   * What its agents did while they were in it: each talk counts where its agent was when he took it. Null: of no team. `until`: to
   * when their time is looked at.
   */
  team(team: string | null, from: number, to: number, until = Math.min(to, this.#options.asOf)): Numbers {
    const { site } = this.#options;
    const agents = this.agents();
    const facts = this.#facts.filter(
      ({ where, at, taken }) =>
        at >= from && at < to && agents.includes(where) && teamOf(where, taken ?? at, site) === team,
    );
    const times: Record<string, number> = {};
    for (const agent of agents) {
      const his = timesIn(team, agent, this.#stretchesOf(agent), from, until, site);
      for (const [what, seconds] of Object.entries(his)) times[what] = (times[what] ?? 0) + seconds!;
    }
    return { ...whatTheyDid(facts, times), ...this.#firstContacts(facts, to) };
  }

  /** What he did just before a moment, which is not after the clock; null: he was not there. */
  stateAt(agent: string, at: number): AgentState | null {
    return this.#stretchesOf(agent).find(({ from, to }) => from < at && to >= at)?.state ?? null;
  }

  /** Since when the one waits who has waited longest, of those who wait just before a moment; null: nobody does. */
  waitingSince(queues: readonly string[], at: number): number | null {
    const there = this.#waits.filter(({ where, from, to }) => queues.includes(where) && from < at && to >= at);
    return there.length === 0 ? null : Math.min(...there.map(({ from }) => from));
  }

  #stretchesOf(agent: string): readonly Stretch[] {
    const known = this.#stretches.get(agent);
    if (known !== undefined) return known;
    const { site, asOf } = this.#options;
    const idleForMs = site.impliedPresenceMs ?? HALF_AN_HOUR_MS;
    const busy = this.#work.filter((work) => work.agent === agent);
    const there = agentStretches(signsOf(agent, this.#events, this.#rings, busy), busy, idleForMs, asOf);
    const stretches = withDuties(there, agent, this.#events, asOf);
    this.#stretches.set(agent, stretches);
    return stretches;
  }

  /** Whatever the attribution (rule 13). */
  #waitingAt(
    queues: readonly string[],
    to: number,
    now: number,
    of: string | null = null,
  ): { waiting: number; past: number } {
    const there = this.#waitsAt(queues, to).filter(({ about }) => of === null || of === about);
    return { waiting: there.length, past: there.filter((wait) => isPast(wait, now)).length };
  }

  #waitsAt(queues: readonly string[], to: number): readonly Wait[] {
    return this.#waits.filter((wait) => queues.includes(wait.where) && wait.from < to && wait.to >= to);
  }

  /** Contacts of which one of these counts, in order. */
  contactsCounted(queues: readonly string[], what: readonly string[], from: number, to: number): string[] {
    return named(this.#factsIn(queues, from, to).filter((fact) => what.includes(fact.what)));
  }

  contactsWaiting(queues: readonly string[], to: number): string[] {
    return named(this.#waitsAt(queues, to));
  }

  /** Those that are decided and were not served in time, and those that wait past the threshold. */
  contactsMissed(queues: readonly string[], from: number, to: number, now: number): string[] {
    const level = queues.includes(NOWHERE[0]!) ? "site" : "queue";
    const missed = [...Map.groupBy(this.#factsIn(queues, from, to), ({ contact }) => contact).values()].filter(
      (facts) =>
        facts.filter(({ what }) => what === `${level} decided`).length >
        facts.filter(({ what }) => what === `${level} served`).length,
    );
    return named([...missed.flat(), ...this.#waitsAt(queues, to).filter((wait) => isPast(wait, now))]);
  }

  #factsIn(queues: readonly string[], from: number, to: number): readonly Fact[] {
    return this.#facts.filter(({ where, at }) => queues.includes(where) && at >= from && at < to);
  }
}

/** By the threshold that is in force. */
function usual(site: SiteConfig, place: string, now: number): readonly (readonly number[])[] {
  const thresholdMs = thresholdAt(site, place, now);
  return [
    [thresholdMs / 2, thresholdMs, 2 * thresholdMs],
    [thresholdMs / 4, thresholdMs / 2],
  ];
}

const isPast = (wait: Wait, now: number): boolean => businessTime(wait.hours, wait.from, now) > wait.thresholdMs;

const named = (all: readonly { readonly contact: string | null }[]): string[] =>
  [...new Set(all.flatMap(({ contact }) => contact ?? []))].sort();

/** The smallest value that at least so many percent of the values do not exceed; null when there are none. */
function nearestRank(values: readonly number[], percent: number): number | null {
  const rank = Math.max(1, Math.ceil((percent * values.length) / 100));
  return values.toSorted((a, b) => a - b)[rank - 1] ?? null;
}
