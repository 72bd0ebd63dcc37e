import {
  agentCell,
  type CellKey,
  COUNTER_COUNT,
  channelCell,
  type Interval,
  isLater,
  queueCell,
  SITE_CELL,
  tagCell,
  teamCell,
  WaitSketch,
} from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intervalKey, readInterval, writeInterval } from "../src/index.ts";

const NAME = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
const CELL: fc.Arbitrary<CellKey> = fc.oneof(
  fc.tuple(NAME, fc.constantFrom("call", "chat", "email")).map(([queue, channel]) => queueCell(queue, channel)),
  fc.constantFrom("call", "chat", "email").map(channelCell),
  fc.constant(SITE_CELL),
  NAME.map(agentCell),
  NAME.map(teamCell),
  NAME.map((value) => tagCell("reason", value)),
);
const AGENTS = fc.record({ idle: fc.nat(), onContact: fc.nat(), wrapUp: fc.nat(), paused: fc.nat() });
const COUNTERS = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer()), {
  minLength: COUNTER_COUNT,
  maxLength: COUNTER_COUNT,
});

const INTERVAL: fc.Arbitrary<Interval> = fc
  .record({
    site: NAME,
    cell: CELL,
    length: fc.constantFrom("15m" as const, "day" as const),
    from: fc.integer({ min: 0, max: 4e12 }),
    counters: COUNTERS,
    waits: fc.array(fc.nat(), { maxLength: 30 }),
    longestWait: fc.option(fc.nat()),
    atEnd: fc.record({ waiting: fc.nat(), waitingPastThreshold: fc.nat(), agents: fc.option(AGENTS) }),
    version: fc.record({ epoch: fc.nat(), sequence: fc.nat() }),
    restated: fc.nat(),
    restatedBy: fc.option(fc.nat()),
    policies: fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
  })
  .map(({ waits, ...rest }) => {
    const sketch = new WaitSketch();
    for (const wait of waits) sketch.add(wait);
    return {
      ...rest,
      waits: sketch,
      to: rest.from + 900_000,
      zone: "Europe/Warsaw",
      formula: "answered-only" as const,
    };
  });

describe("a record of a closed interval", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(INTERVAL, (interval) => {
        const { waits, ...rest } = readInterval(writeInterval(interval));
        const { waits: told, ...written } = interval;
        expect(rest).toEqual(written);
        expect([0.1, 0.5, 0.95].map((q) => waits.quantile(q))).toEqual([0.1, 0.5, 0.95].map((q) => told.quantile(q)));
      }),
    );
  });

  test("has the key of its interval and of no other one", () => {
    fc.assert(
      fc.property(INTERVAL, INTERVAL, (one, other) => {
        const keyOf = ({ site, cell, length, from }: Interval) => ({ site, cell, length, from });
        expect(intervalKey(one)).toBe(intervalKey({ ...other, ...keyOf(one) }));
        const same = JSON.stringify(keyOf(one)) === JSON.stringify(keyOf(other));
        expect(intervalKey(one) === intervalKey(other)).toBe(same);
      }),
    );
  });

  test("of a program that counts something more is read all the same", () => {
    fc.assert(
      fc.property(INTERVAL, (interval) => {
        const record = JSON.parse(writeInterval(interval));
        const read = readInterval(JSON.stringify({ ...record, counters: { ...record.counters, somethingNew: 3 } }));
        expect(read.counters).toEqual(interval.counters);
      }),
    );
  });

  test("of a program that did not count the events is read: nobody knows how many there were", () => {
    fc.assert(
      fc.property(INTERVAL, (interval) => {
        const { restatedBy: _, ...record } = JSON.parse(writeInterval(interval));
        expect(readInterval(JSON.stringify(record)).restatedBy).toBeNull();
      }),
    );
  });

  test("of a newer format is refused", () => {
    expect(() => readInterval(JSON.stringify({ format: 2 }))).toThrow();
  });

  test("is true where its owner is the later one, or the same owner committed it later", () => {
    expect(isLater({ epoch: 2, sequence: 1 }, { epoch: 1, sequence: 9 })).toBe(true);
    expect(isLater({ epoch: 2, sequence: 2 }, { epoch: 2, sequence: 1 })).toBe(true);
    expect(isLater({ epoch: 2, sequence: 1 }, { epoch: 2, sequence: 1 })).toBe(false);
  });
});
