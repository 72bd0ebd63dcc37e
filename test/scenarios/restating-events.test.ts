/**
 * By how many events a closed interval was restated: those that came to contacts and agents whose share of it a commit made another
 * one. The oracle says so of queues, contact by contact; of everything: neither order within a commit nor repetition nor crashes matter.
 */
import {
  agentCell,
  type CanonicalEvent,
  cellName,
  channelCell,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, HOUR, plausible, sites, toldOf } from "../support/src/histories/histories.ts";
import { foreseen } from "../support/src/oracle/places.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";
import { ToldHistory } from "../support/src/told-history.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);
const END = BEGIN + 47 * HOUR;
const QUARTER = 900_000;
const SHOWN = 120_000;

/** An owner whose intervals come to the log after each commit. */
class Telling {
  readonly history = new ToldHistory();
  readonly owner: PureOwner;
  restating = 0;

  constructor(site: SiteConfig) {
    this.owner = new PureOwner({ sites: [site], graceMs: 60_000, tellsIntervals: true });
  }

  commit(events: readonly CanonicalEvent[], clock: number | null = null): this {
    this.owner.commit(events, clock);
    this.restating += this.owner.state.telling.takeRestatingEvents();
    return this.tellAll();
  }

  tellAll(isHeard: () => boolean = () => true): this {
    for (
      let portion = this.owner.takeIntervals(50, true);
      portion !== null;
      portion = this.owner.takeIntervals(50, true)
    ) {
      if (portion.intervals.length === 0 && !this.owner.state.telling.hasIntervals(true)) break;
      for (const interval of portion.intervals) this.history.tell(interval);
      if (isHeard()) portion.acknowledge();
    }
    return this;
  }

  /** By cell, of those that were restated. */
  restatedBy(length: "15m" | "day", from?: number): Record<string, number | null> {
    const told = this.history
      .of(length)
      .filter((each) => each.restated > 0 && (from === undefined || each.from === from));
    return Object.fromEntries(told.map(({ cell, restatedBy }) => [cell, restatedBy]));
  }
}

/** What comes with each commit. */
function batches(events: readonly CanonicalEvent[], size: number): CanonicalEvent[][] {
  const cut: CanonicalEvent[][] = [];
  for (let at = 0; at < events.length; at += size) cut.push(events.slice(at, at + size));
  return cut;
}

/** Calls may turn out to be one: then the events of both count. */
const byThemselves = (events: readonly CanonicalEvent[]): CanonicalEvent[] =>
  events.filter(({ channel, contact }) => contact !== null && channel !== "call");

const firstOfEach = (events: readonly CanonicalEvent[]): CanonicalEvent[] => [
  ...new Map(events.toReversed().map((event) => [`${event.source} ${event.id}`, event])).values(),
];

/** Of queues and channels. */
const countsOf = (history: ToldHistory): string[] =>
  (["15m", "day"] as const)
    .flatMap((length) =>
      history.of(length).flatMap(({ cell, from, restated, restatedBy }) => {
        const { kind } = cellName(cell);
        return restated > 0 && (kind === "queue" || kind === "channel")
          ? [`${length} ${from} ${cell} ${restatedBy}`]
          : [];
      }),
    )
    .sort();

test("a crash anywhere changes nothing of how many events restated an interval", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(plausible, sites, fc.integer(), fc.integer({ min: 1, max: 30 }), (all, site, chance, size) => {
      const random = seeded(chance);
      const commits = batches(shuffled(toldOf(site, all), random), size);
      const one = new Telling(site);
      for (const events of commits) one.commit(events);
      one.commit([], END);
      const other = new Telling(site);
      for (const events of commits) {
        other.owner.commit(events);
        // Dies before anything is told, or while what was told is not heard of.
        if (random() < 0.2) other.owner.crash().commit([]);
        const isHeard = random() < 0.7;
        other.tellAll(() => isHeard);
        if (!isHeard) other.owner.crash().commit([]);
      }
      other.commit([], END);
      expect(countsOf(other.history)).toEqual(countsOf(one.history));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("order within a commit and repetition change nothing of how many events of chats and mails restated an interval", {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(plausible, sites, fc.integer(), fc.integer({ min: 1, max: 30 }), (all, site, chance, size) => {
      const random = seeded(chance);
      const commits = batches(shuffled(firstOfEach(byThemselves(all)), random), size);
      const [one, other] = [new Telling(site), new Telling(site)];
      for (const [at, events] of commits.entries()) {
        one.commit(events);
        const repeated = commits
          .slice(0, at + 1)
          .flat()
          .filter(() => random() < 0.2);
        other.commit(shuffled([...events, ...repeated], random));
      }
      expect(countsOf(other.commit([], END).history)).toEqual(countsOf(one.commit([], END).history));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

const nameOf = ({ channel, contact }: CanonicalEvent): string => `${channel} ${contact}`;

/** Of these contacts alone, in one span and place; null: it is in none of its numbers. */
function sharesOf(
  events: readonly CanonicalEvent[],
  site: SiteConfig,
  asOf: number,
  spans: readonly { from: number; to: number }[],
) {
  if (events.length === 0) return new Map<string, string>();
  const named = spans.map(({ from, to }) => ({ name: String(from), from, to: Math.min(to, asOf) }));
  const told = foreseen({ events, site, attribution: "outcome", asOf }, named);
  const shares = new Map<string, string>();
  for (const [from, places] of Object.entries(told))
    for (const [place, numbers] of Object.entries(places)) {
      const { expectedWait: _, ...rest } = numbers;
      const something = Object.entries(rest).filter(([, value]) => value !== null && value !== 0);
      if (/ (call|chat|email)$/.test(place) && something.length > 0)
        shares.set(`${from} ${place}`, JSON.stringify(something));
    }
  return shares;
}

test("of queues it is at least what the oracle sees change, contact by contact, in commits that make the interval another one, and at most what has numbers there", {
  timeout: 300_000,
}, () => {
  const site = unconfiguredSite("here");
  fc.assert(
    fc.property(plausible, fc.integer(), fc.integer({ min: 1, max: 30 }), (all, chance, size) => {
      const events = shuffled(firstOfEach(byThemselves(all)), seeded(chance));
      const telling = new Telling(site);
      /** Of contacts whose numbers are others, and of all that had or have any there. */
      const least = new Map<string, number>();
      const most = new Map<string, number>();
      let clock = Number.NEGATIVE_INFINITY;
      let arrived: CanonicalEvent[] = [];
      let first = Number.POSITIVE_INFINITY;
      for (const batch of batches(events, size)) {
        const now = Math.max(clock, ...batch.map(({ time }) => time));
        const spans = closedBefore(first, clock).filter(({ to }) => now - to > SHOWN);
        arrived = [...arrived, ...batch];
        // What one of them takes out of a place another may put in: then nothing of it is restated.
        const ofBatch = new Set(batch.map(nameOf));
        const together = arrived.filter((each) => ofBatch.has(nameOf(each)));
        const [allBefore, allAfter] = [
          sharesOf(
            together.filter((each) => !batch.includes(each)),
            site,
            clock,
            spans,
          ),
          sharesOf(together, site, now, spans),
        ];
        for (const [key, came] of Map.groupBy(batch, nameOf)) {
          const own = arrived.filter((each) => nameOf(each) === key);
          const before = sharesOf(
            own.filter((each) => !came.includes(each)),
            site,
            clock,
            spans,
          );
          const after = sharesOf(own, site, now, spans);
          for (const place of new Set([...before.keys(), ...after.keys()])) {
            most.set(place, (most.get(place) ?? 0) + came.length);
            if (before.get(place) !== after.get(place) && allBefore.get(place) !== allAfter.get(place))
              least.set(place, (least.get(place) ?? 0) + came.length);
          }
        }
        telling.commit(batch);
        clock = now;
        for (const { from } of telling.history.of("15m")) first = Math.min(first, from);
      }
      telling.commit([], END);
      const ours = new Map<string, number>();
      for (const { cell, from, restatedBy } of telling.history.of("15m")) {
        const name = cellName(cell);
        if (name.kind === "queue") ours.set(`${from} ${name.queue} ${name.channel}`, restatedBy!);
      }
      // What contacts have changed for each other's sake is not told anew.
      for (const [place, events] of least)
        if (ours.has(place)) expect([place, ours.get(place)! >= events]).toEqual([place, true]);
      for (const [place, events] of ours) expect([place, events <= (most.get(place) ?? 0)]).toEqual([place, true]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

const call = (contact: string, at: number, queue = "sales"): CanonicalEvent[] => [
  tell(at, "contact.queued", { contact, queue }),
  tell(at + 30, "contact.abandoned", { contact, queue }),
];

/** Something in every quarter of an hour, so that all of them are told. */
const live = (from: number, to: number): CanonicalEvent[] => {
  const calls: CanonicalEvent[] = [];
  for (let at = from; at < to; at += 300) calls.push(...call(`live-${at}`, at));
  return calls;
};

const NINE = { from: T0, to: T0 + QUARTER };

test("late events are counted for each interval that they change, once for the day, and repetitions and what changes nothing are not", () => {
  const telling = new Telling(unconfiguredSite("here"));
  telling.commit(live(0, 30 * 3600));
  const midnight = Math.floor(T0 / (24 * HOUR)) * 24 * HOUR;
  const late = [...call("late-1", 60), ...call("late-2", 1200), ...call("late-1", 60)];
  telling.commit(late);
  telling.commit(late);
  const cells = [queueCell("sales", "call"), channelCell("call"), SITE_CELL];
  const all = (events: number) => Object.fromEntries(cells.map((cell) => [cell, events]));
  expect(telling.restatedBy("15m", NINE.from)).toEqual(all(2));
  expect(telling.restatedBy("15m", NINE.to)).toEqual(all(2));
  expect(telling.restatedBy("day", midnight)).toEqual(all(4));
  expect(telling.restating).toBe(4);
  // One more commit adds to what was counted before.
  telling.commit(call("late-3", 90, "support"));
  expect(telling.restatedBy("15m", NINE.from)).toEqual({
    ...all(4),
    [cells[0]!]: 2,
    [queueCell("support", "call")]: 2,
  });
});

test("an interval that somebody waits through, or is signed in through, is changed by the event that said otherwise", () => {
  const telling = new Telling(unconfiguredSite("here"));
  telling.commit([
    tell(0, "contact.queued", { contact: "waits" }),
    tell(0, "agent.signedIn", { agent: "ann" }),
    ...live(10, 9000),
    tell(7200, "contact.abandoned", { contact: "waits" }),
  ]);
  // Queued half an hour later than told: who waits at the end of two quarters is another number.
  telling.commit([
    tell(1800, "contact.abandoned", { contact: "waits", id: "really" }),
    tell(3600, "agent.signedOut", { agent: "ann" }),
  ]);
  for (const from of [1800, 2700, 3600, 5400, 6300])
    expect([from, telling.restatedBy("15m", T0 + from * 1000)[queueCell("sales", "call")]]).toEqual([from, 1]);
  expect(telling.restatedBy("15m", T0 + 900_000)).toEqual({});
  for (const from of [3600, 4500, 5400, 6300])
    expect([from, telling.restatedBy("15m", T0 + from * 1000)[agentCell("ann")]]).toEqual([from, 1]);
  expect(telling.restatedBy("15m", T0 + 3600_000)[SITE_CELL]).toBe(2);
  expect(telling.restating).toBe(2);
});

test("an agent's interval is changed by the contact he worked on, a talk by the agent's next one, and a lost one by nobody", () => {
  const site: SiteConfig = { ...unconfiguredSite("here"), oneCallPerAgent: true };
  const telling = new Telling(site);
  telling.commit([
    tell(0, "agent.signedIn", { agent: "ann" }),
    tell(10, "contact.queued", { contact: "a" }),
    tell(20, "contact.answered", { contact: "a", agent: "ann" }),
    ...live(100, 6 * 3600),
  ]);
  // Of the call nobody told the end: it was lost by time alone.
  const lost = telling.restatedBy("15m");
  expect(Object.values(lost).every((events) => events === 0)).toBe(true);
  telling.commit([
    tell(1000, "contact.queued", { contact: "b" }),
    tell(1010, "contact.answered", { contact: "b", agent: "ann" }),
    tell(1040, "contact.ended", { contact: "b", agent: "ann" }),
  ]);
  expect(telling.restatedBy("15m", T0 + 900_000)[agentCell("ann")]).toBe(3);
  // What was talked of the first call until then is another too: its own quarter, by the events of the second.
  expect(telling.restating).toBe(3);
});

/** Quarters that had closed by the clock, once the first in which something was had. */
function closedBefore(first: number, clock: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  if (!Number.isFinite(first)) return spans;
  const begin = Math.floor((BEGIN - 24 * HOUR) / QUARTER) * QUARTER;
  for (let from = begin; from + QUARTER <= clock; from += QUARTER) spans.push({ from, to: from + QUARTER });
  return spans;
}
