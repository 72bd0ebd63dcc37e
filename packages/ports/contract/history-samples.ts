/** Intervals that histories are tried with, and how two of them are compared. */
import {
  agentCell,
  C,
  COUNTERS,
  channelCell,
  type Interval,
  type KeptLength,
  newCounters,
  queueCell,
  SITE_CELL,
  teamCell,
  WaitSketch,
} from "@floorwalker/domain";
import fc from "fast-check";
import type { History, HistoryQuery } from "../src/index.ts";

export const QUARTER = 900_000;
export const DAY = 96 * QUARTER;
/** Midnight of some day, UTC. */
export const MIDNIGHT = 20_770 * DAY;

export const SALES = queueCell("sales", "call");
export const CELLS = [
  SALES,
  queueCell("sales", "chat"),
  channelCell("call"),
  SITE_CELL,
  agentCell("a'42"),
  teamCell("nö\u2028rd"),
];

/** Of one cell and quarter: `answered` of them in time. */
export function interval(changes: Partial<Interval> = {}, { offered = 10, answered = 8 } = {}): Interval {
  const counters = newCounters();
  counters[C.offered] = offered;
  counters[C.answered] = offered;
  counters[C.answeredInThreshold] = answered;
  counters[C.answeredWait] = offered * 7_000;
  const waits = new WaitSketch();
  waits.add(7_000, offered);
  const { from = MIDNIGHT, length = "15m" } = changes;
  return {
    site: "krakow",
    zone: "Europe/Warsaw",
    cell: SALES,
    length,
    from,
    to: from + (length === "day" ? DAY : QUARTER),
    version: { epoch: 1, sequence: 1 },
    restated: 0,
    restatedBy: changes.restated ?? 0,
    formula: "short-abandons-excluded",
    policies: ["20s-5s-short-abandons-excluded"],
    counters,
    waits,
    longestWait: 7_000,
    atEnd: { waiting: 0, waitingPastThreshold: 0, agents: null },
    ...changes,
  };
}

/** What a closed interval has: no transitions of agents, but the times they amounted to. */
const TOLD = COUNTERS.flatMap((name, index) => (/(Net|Moment)$/.test(name) ? [] : [index]));

const AMOUNTS = fc.uniqueArray(fc.tuple(fc.constantFrom(...TOLD), fc.integer({ min: -5, max: 2 ** 45 })), {
  selector: ([counter]) => counter,
  maxLength: 6,
});
const AGENTS = fc.record({ idle: fc.nat(9), onContact: fc.nat(9), wrapUp: fc.nat(9), paused: fc.nat(9) });

/** A few keys and versions, so that many meet. */
export const anyInterval = (site: string): fc.Arbitrary<Interval> =>
  fc
    .record({
      cell: fc.constantFrom(...CELLS),
      length: fc.constantFrom<KeptLength>("15m", "day"),
      step: fc.nat(3),
      version: fc.record({ epoch: fc.integer({ min: 1, max: 2 }), sequence: fc.nat(3) }),
    })
    .chain((key) => {
      // One commit tells one thing of a cell: the numbers follow from key and version.
      const seed = JSON.stringify(key);
      return fc.constant({ ...key, ...fc.sample(CONTENT, { numRuns: 1, seed: hash(seed) })[0]! });
    })
    .map(({ step, amounts, waits: told, ...rest }) => {
      const counters = newCounters();
      for (const [counter, amount] of amounts) counters[counter] = amount;
      const waits = new WaitSketch();
      for (const wait of told) waits.add(wait);
      const from = MIDNIGHT + step * (rest.length === "day" ? DAY : QUARTER);
      return interval({ ...rest, site, from, counters, waits });
    });

const CONTENT = fc.record({
  amounts: AMOUNTS,
  waits: fc.array(fc.nat(7_200_000), { maxLength: 5 }),
  longestWait: fc.option(fc.nat(7_200_000)),
  restated: fc.nat(2),
  restatedBy: fc.option(fc.nat(9)),
  policies: fc.subarray(["20s-5s-answered-only", "30s-none-abandons-count-office"]),
  formula: fc.constantFrom("answered-only" as const, "flow-outs-count" as const),
  atEnd: fc.record({ waiting: fc.nat(3), waitingPastThreshold: fc.nat(3), agents: fc.option(AGENTS) }),
});

function hash(text: string): number {
  let value = 0;
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) | 0;
  return value;
}

/** What can be seen of an interval. */
export function shown({ waits, counters, ...rest }: Interval): object {
  const buckets: number[] = [];
  const add = (value: number): void => void buckets.push(value);
  waits.write({ unsigned: add, signed: add });
  const told = counters.flatMap((amount, index) => (amount === 0 ? [] : [[COUNTERS[index], amount]]));
  return { ...rest, buckets, counters: told };
}

/** In the order in which they come; each chunk is checked against H3. */
export async function readAll(history: History, query: HistoryQuery): Promise<readonly Interval[]> {
  const all: Interval[] = [];
  for await (const chunk of history.read(query)) all.push(...chunk);
  return all;
}

export const ever = (site: string, length: KeptLength, of: HistoryQuery["of"] = { cells: CELLS }): HistoryQuery => ({
  site,
  length,
  of,
  from: 0,
  to: MIDNIGHT + 1_000 * DAY,
});
