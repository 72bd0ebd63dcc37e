/** Vectors as bytes: they come back, they add up, and a reader of another release reads the same numbers. */
import {
  ANSWERED_WAIT,
  C,
  type CanonicalEvent,
  type EventType,
  FINISHED_WAIT,
  KPIS,
  SITE_CELL,
  unconfiguredSite,
  WINDOW_IDS,
} from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Span } from "../../src/cells/span.ts";
import { ByteReader } from "../../src/columns/byte-reader.ts";
import { ByteWriter } from "../../src/columns/byte-writer.ts";
import { PartitionState } from "../../src/partition-state.ts";
import { SiteReader } from "../../src/site-reader.ts";
import { TOLD_COUNTERS } from "../../src/views/counter-numbers.ts";
import { type NumberVector, VectorSum, writeVector } from "../../src/views/number-vector.ts";
import { readWindows, writeWindows } from "../../src/views/window-vectors.ts";

interface Amount {
  readonly counter: number;
  readonly amount: number;
}

const amount: fc.Arbitrary<Amount> = fc.oneof(
  fc.record({ counter: fc.constantFrom(...TOLD_COUNTERS.map(([, counter]) => counter)), amount: fc.nat(10 ** 11) }),
  fc.record({ counter: fc.constantFrom(C.offered, C.answered), amount: fc.constant(1) }),
  fc.record({ counter: fc.constantFrom(ANSWERED_WAIT, FINISHED_WAIT), amount: fc.nat(10 ** 7) }),
);
const amounts = fc.array(amount, { maxLength: 30 });

function spanOf(all: readonly Amount[]): Span {
  const span = new Span(0);
  for (const { counter, amount: size } of all) {
    span.add(0, counter, size, 1);
    if (counter === ANSWERED_WAIT || counter === FINISHED_WAIT) span.longest = Math.max(span.longest ?? 0, size);
  }
  return span;
}

function bytesOf(write: (writer: ByteWriter) => void): ByteReader {
  const writer = new ByteWriter();
  write(writer);
  return new ByteReader().open(writer.taken());
}

/** All that a KPI reads of it; a distribution by what is written of it. */
const numbersOf = ({ counters, waits, longest }: NumberVector): unknown => [
  TOLD_COUNTERS.map(([, counter]) => counters[counter]),
  [...bytesOf((writer) => waits.write(writer)).bytes],
  longest,
];

test("vectors read one after the other are the vector of everything in them", () => {
  fc.assert(
    fc.property(fc.array(amounts, { maxLength: 6 }), (parts) => {
      const sum = new VectorSum();
      for (const part of parts) {
        const reader = bytesOf((writer) => writeVector(writer, spanOf(part), null));
        sum.read(reader);
        expect(reader.isAtEnd).toBe(true);
      }
      expect(numbersOf(sum)).toEqual(numbersOf(spanOf(parts.flat())));
    }),
  );
});

test("the windows of a cell come back, each within the next, also of a day that has just begun", () => {
  const rings = fc.tuple(amounts, amounts, amounts, amounts, amounts);
  fc.assert(
    fc.property(rings, fc.boolean(), (parts, dayHasBegun) => {
      const spans = Object.fromEntries(
        WINDOW_IDS.map((window, index) => {
          const begins = window === "day" && dayHasBegun;
          return [window, spanOf(begins ? parts[index]! : parts.slice(0, index + 1).flat())];
        }),
      );
      const reader = bytesOf((writer) => writeWindows(writer, (window) => spans[window]!));
      const read: unknown[] = [];
      readWindows(reader, (window, vector) => read.push([window, numbersOf(vector)]));
      expect(read).toEqual(WINDOW_IDS.map((window) => [window, numbersOf(spans[window]!)]));
      expect(reader.isAtEnd).toBe(true);
    }),
  );
});

describe("another release", () => {
  // Offered 3, wrap-up 70 s, surveys 1; a wait of 5 s; then the longest wait.
  const written = [3, 6, 45, 224, 197, 8, 10, 0, 1, 156, 7, 137, 39];

  test("reads these bytes as this one did: a counter's number is given once", () => {
    const sum = new VectorSum();
    sum.read(new ByteReader().open(Uint8Array.from(written)));
    expect([sum.counters[C.offered], sum.counters[C.wrapUpTime], sum.counters[C.surveys]]).toEqual([3, 70_000, 1]);
    expect([sum.waits.total, sum.longest]).toEqual([1, 5_000]);
    const span = spanOf([
      { counter: C.offered, amount: 3 },
      { counter: C.wrapUpTime, amount: 70_000 },
      { counter: C.surveys, amount: 1 },
      { counter: ANSWERED_WAIT, amount: 5_000 },
    ]);
    expect([...bytesOf((writer) => writeVector(writer, span, null)).bytes]).toEqual(written);
    expect(new Set(TOLD_COUNTERS.map(([number]) => number)).size).toBe(TOLD_COUNTERS.length);
  });

  test("that counts more is read without what this one does not know", () => {
    const sum = new VectorSum();
    const reader = bytesOf((writer) => {
      writer.unsigned(2 * 1);
      // Number 500: 7 of it.
      writer.unsigned(2 * 500 + 1);
      writer.signed(7);
      writer.unsigned(0);
      writer.unsigned(0);
      writer.unsigned(0);
    });
    sum.read(reader);
    expect(reader.isAtEnd).toBe(true);
    expect(sum.counters.reduce((all, count) => all + count, 0)).toBe(1);
    expect(sum.counters[C.offered]).toBe(1);
  });
});

const T0 = Date.UTC(2026, 0, 5, 9);
const call = fc.record({
  queue: fc.constantFrom("sales", "service", "claims"),
  at: fc.nat(3_600_000),
  wait: fc.nat(120_000),
  talk: fc.nat(300_000),
  ends: fc.constantFrom<EventType>("cc.contact.ended", "cc.contact.abandoned"),
});

test("the ratios of the queues' vectors together are those of the site", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 25 }), (calls) => {
      const state = new PartitionState({
        siteConfig: unconfiguredSite,
        attribution: "outcome",
        horizonMs: null,
        graceMs: 0,
        retentionMs: null,
        longestKept: 64,
        viewLimit: 1_000,
      });
      const insert = (contact: string, type: EventType, time: number, queue: string): unknown =>
        state.insert(eventOf(contact, type, time, queue), time);
      for (const [index, { queue, at, wait, talk, ends }] of calls.entries()) {
        const contact = `c${index}`;
        insert(contact, "cc.contact.queued", T0 + at, queue);
        if (ends === "cc.contact.ended") insert(contact, "cc.contact.answered", T0 + at + wait, queue);
        insert(contact, ends, T0 + at + wait + talk, queue);
      }
      state.advance(T0 + 3_700_000);
      const site = state.site("here");
      const reader = new SiteReader(site);
      const live = reader.siteLive();
      for (const window of WINDOW_IDS) {
        const sum = new VectorSum();
        for (const key of site.cells.queueKeys())
          sum.read(bytesOf((writer) => writeVector(writer, reader.cellSpan(key, window), null)));
        const ofSite = reader.cellSpan(SITE_CELL, window);
        const policy = "short-abandons-excluded";
        const told = ({ counters, waits, longest }: NumberVector): unknown =>
          KPIS.filter(({ scopes }) => scopes.includes("queue")).map((kpi) => [
            kpi.id,
            kpi.read({ counters, waits, longestWait: longest, live, policy }),
          ]);
        expect(told(sum)).toEqual(told(ofSite));
      }
    }),
    { numRuns: 50 },
  );
});

const eventOf = (contact: string, type: EventType, time: number, queue: string): CanonicalEvent => ({
  id: `${contact}-${type}`,
  source: "/acd",
  type,
  time,
  recordedTime: null,
  site: "here",
  channel: "call",
  contact,
  segment: null,
  queue,
  agent: type === "cc.contact.abandoned" || type === "cc.contact.queued" ? null : "ann",
  data: {},
});
