/**
 * Closed intervals as they are told, over random histories: what the log of intervals says in the end is what the oracle foresees of
 * each, whatever came late, twice or in another order, and wherever the owner or the telling was cut off.
 */
import {
  type Attribution,
  type CanonicalEvent,
  channelCell,
  type Interval,
  mergeIntervals,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { BEGIN, HOUR, plausible, sites, toldOf } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";
import { ToldHistory } from "../support/src/told-history.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);
const END = BEGIN + 47 * HOUR;
const attribution = fc.constantFrom<Attribution>("outcome", "offered");

interface Course {
  readonly site: SiteConfig;
  /** Now and then the process dies; default true. */
  readonly dies?: boolean;
  readonly by: Attribution;
  readonly batch: number;
  readonly random: () => number;
}

interface Told {
  readonly owner: PureOwner;
  readonly history: ToldHistory;
}

/** Batch after batch; some of what is due is taken after each, comes to the log at some later commit, and now and then the process dies before or after that. */
function told(arriving: readonly CanonicalEvent[], { site, by, batch, random, dies = true }: Course): Told {
  const owner = new PureOwner({ sites: [site], attribution: by, graceMs: 60_000, tellsIntervals: true });
  const history = new ToldHistory();
  /** Taken, and not in the log yet; commits go on meanwhile. */
  let onTheWay: NonNullable<ReturnType<PureOwner["takeIntervals"]>>[] = [];
  let justBegan = true;
  const take = (most: number, changed: boolean): void => {
    const portion = justBegan ? null : owner.takeIntervals(most, changed);
    if (portion !== null) onTheWay.push(portion);
  };
  const append = (): void => {
    const { intervals, acknowledge } = onTheWay.shift()!;
    for (const interval of intervals) history.tell(interval);
    acknowledge();
  };
  const die = (): void => {
    // What was on its way may have come through all the same, and nobody heard of it.
    for (const { intervals } of onTheWay) if (random() < 0.3) for (const each of intervals) history.tell(each);
    onTheWay = [];
    justBegan = true;
    owner.crash();
  };
  for (let at = 0; at < arriving.length; at += batch) {
    owner.commit(arriving.slice(at, at + batch));
    justBegan = false;
    for (let portions = random() * 4; portions >= 1; portions--) take(1 + Math.floor(random() * 20), random() < 0.7);
    while (onTheWay.length > 0 && random() < 0.6) append();
    if (dies && random() < 0.15) die();
  }
  owner.tick(END);
  while (owner.state.telling.hasIntervals(true) || onTheWay.length > 0) {
    justBegan = false;
    take(50, true);
    if (dies && random() < 0.02) die();
    while (onTheWay.length > 0) append();
    owner.tick(END);
  }
  return { owner, history };
}

test("the last record of every interval is what the oracle foresees of it, and the quarters of a day add up to the day", {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(
      plausible,
      sites,
      fc.integer(),
      attribution,
      fc.integer({ min: 1, max: 30 }),
      (all, site, chance, by, batch) => {
        const events = toldOf(site, all);
        const random = seeded(chance);
        const { owner, history } = told(withRepeats(events, 1 / 4, random), { site, by, batch, random });
        for (const length of ["15m", "day"] as const) {
          const report = owner.report(length, END);
          if (report.from === null) return;
          const closed = report.intervals.filter(({ to }) => length === "15m" || to < END);
          const ofHistory = history.report({ ...report, intervals: closed }, length, site);
          expect(differences(ofHistory, { events, site, attribution: by, asOf: END })).toEqual([]);
        }
        for (const day of history.of("day")) expect(sumOf(history, day)).toEqual(numbersOf(day));
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("any order, any repetition, any size of commits and any crash tell the same in the end", {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(
      plausible,
      sites,
      fc.integer(),
      attribution,
      fc.integer({ min: 1, max: 30 }),
      (all, site, chance, by, batch) => {
        const events = toldOf(site, all);
        const random = seeded(chance);
        const inOrder = told(
          events.toSorted((a, b) => a.time - b.time),
          { site, by, batch: 1000, random: () => 0.5 },
        );
        const other = told(withRepeats(events, 1 / 3, random), { site, by, batch, random });
        expect(other.history.bytes()).toEqual(inOrder.history.bytes());
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("what is told again is another each time, and is counted only then", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(plausible, sites, fc.integer(), fc.integer({ min: 1, max: 30 }), (all, site, chance, batch) => {
      const random = seeded(chance);
      const arriving = withRepeats(toldOf(site, all), 1 / 2, random);
      const { history } = told(arriving, { site, by: "outcome", batch, random, dies: false });
      expect(history.toldAgainTheSame).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("a late call that is moved to another queue before it is told restates that one only", () => {
  const site = unconfiguredSite("here");
  const owner = new PureOwner({ sites: [site], tellsIntervals: true });
  const history = new ToldHistory();
  const tellAll = (): void => {
    for (let portion = owner.takeIntervals(50, true); portion !== null; portion = owner.takeIntervals(50, true)) {
      for (const interval of portion.intervals) history.tell(interval);
      portion.acknowledge();
    }
  };
  const call = (queue: string, contact: string, at: number, recordedTime: number | null = null): CanonicalEvent[] => [
    tell(at, "contact.queued", { contact, queue, id: `${contact}-1`, recordedTime }),
    tell(at + 30, "contact.abandoned", { contact, queue, id: `${contact}-2`, recordedTime }),
  ];
  owner.commit([...call("sales", "c1", 60), ...call("support", "c2", 90)]);
  owner.tick(T0 + 2 * HOUR);
  tellAll();
  const before = history.told;
  owner.commit(call("sales", "c3", 120));
  owner.commit(call("support", "c3", 120, T0 + HOUR));
  owner.tick(T0 + 2 * HOUR + 10_000);
  tellAll();
  const restated = Object.fromEntries(history.of("15m").map(({ cell, restated: count }) => [cell, count]));
  expect(restated).toEqual({
    [queueCell("sales", "call")]: 0,
    [queueCell("support", "call")]: 1,
    [channelCell("call")]: 1,
    [SITE_CELL]: 1,
  });
  expect(history.told - before).toBe(3);
  expect(owner.state.telling.hasIntervals(true)).toBe(false);
});

const numbersOf = ({ counters, waits, longestWait, atEnd }: Interval): unknown => ({
  counters: [...counters],
  waits: [0, 0.5, 0.9, 1].map((share) => waits.quantile(share)),
  count: waits.total,
  longestWait,
  atEnd,
});

function sumOf(history: ToldHistory, { cell, from, to, atEnd }: Interval): unknown {
  const quarters = history.of("15m").filter((each) => each.cell === cell && each.from >= from && each.to <= to);
  const sum = mergeIntervals(quarters);
  // Absent is zero: after the last quarter that there is, nobody was there and nobody waited.
  const isLast = quarters.at(-1)?.to === to;
  const nobody = {
    waiting: 0,
    waitingPastThreshold: 0,
    agents: atEnd.agents && { idle: 0, onContact: 0, wrapUp: 0, paused: 0 },
  };
  return numbersOf({ ...sum, atEnd: isLast ? sum.atEnd : nobody } as Interval);
}
