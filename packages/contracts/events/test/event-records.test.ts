/** One record of the event topic holds one event or a list of them: what is written comes back, and what is wrong in one spoils that one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEvent, decodeRecord, encodeEvent, eventRecords, parseEvent, RECORD_BYTES } from "../src/index.ts";
import { anyEvent, anyFields } from "./arbitrary-event.ts";

const encoded = anyEvent.map((event) => Buffer.from(encodeEvent(event)));
/** With fields that only pass through, in any spelling of JSON. */
const strange = fc.tuple(anyEvent, anyFields, fc.boolean()).map(([event, extra, indented]) => {
  const known = JSON.parse(encodeEvent(event)) as object;
  return Buffer.from(JSON.stringify({ ...extra, ...known }, null, indented ? 2 : 0));
});
const garbage = fc.constantFrom("1", "{", '"x', "[{}]", '{"id":1}', "null", '{"specversion":"1.0","id":"a"}', '"]"');

test("events come back from their records in their order, each with its own bytes, and no record is larger than it may be", () => {
  fc.assert(
    fc.property(fc.array(encoded, { maxLength: 20 }), fc.integer({ min: 1, max: 120 }), (few, times) => {
      const events = Array.from({ length: times }, () => few).flat();
      const records = eventRecords(events);
      const back = records.flatMap(({ value }) =>
        decodeRecord(value).map(({ event, from, to }) => ({ event, bytes: Buffer.from(value.subarray(from, to)) })),
      );
      expect(back.length).toBe(events.length);
      for (const [index, { event, bytes }] of back.entries()) {
        if (!bytes.equals(events[index]!)) throw new Error(`other bytes at ${index}`);
        if (index < few.length) expect(event).toEqual(decodeEvent(bytes));
      }
      for (const { key, value } of records) expect([key, value.length <= RECORD_BYTES]).toEqual([null, true]);
      // Never fewer in a record than would fit.
      for (const [index, { value }] of records.slice(1).entries()) {
        const [{ to: length } = { to: 0 }] = decodeRecord(value);
        expect(records[index]!.value.length + length + 1).toBeGreaterThan(RECORD_BYTES);
      }
    }),
    { numRuns: 25 },
  );
});

test("one event alone is written as it is, without a list around it", () => {
  const event = Buffer.from("{}");
  expect(eventRecords([event]).map(({ value }) => value)).toEqual([event]);
  expect(eventRecords([event, event]).map(({ value }) => value.toString())).toEqual(["[{},{}]"]);
  expect(eventRecords([])).toEqual([]);
});

test("in a list written by anybody, in any spelling, each event is the one that its own bytes are", () => {
  const space = fc.constantFrom("", " ", "\n\t", "\r\n  ");
  fc.assert(
    fc.property(fc.array(fc.oneof(encoded, strange), { minLength: 1, maxLength: 8 }), space, space, (events, a, b) => {
      const value = Buffer.from(`${a}[${b}${events.map(String).join(`${a},${b}`)}${a}]${b}`);
      const back = decodeRecord(value);
      expect(back.map(({ event }) => event)).toEqual(events.map((bytes) => decodeEvent(bytes)));
      expect(back.map(({ from, to }) => value.toString("utf8", from, to))).toEqual(events.map(String));
    }),
  );
});

test("what is no event in a list spoils only itself, unless the list cannot be told apart", () => {
  const good = encodeEvent(sample());
  fc.assert(
    fc.property(garbage, (bad) => {
      const value = Buffer.from(`[${good},${bad},${good}]`);
      const back = decodeRecord(value);
      const isList = (() => {
        try {
          return (JSON.parse(`[${bad}]`) as unknown[]).length === 1;
        } catch {
          return false;
        }
      })();
      expect(back.map(({ event }) => event !== null)).toEqual(isList ? [true, false, true] : [false]);
      if (isList) expect(value.toString("utf8", back[1]!.from, back[1]!.to)).toBe(bad);
      else expect([back[0]!.from, back[0]!.to]).toEqual([0, value.length]);
    }),
  );
});

test("a record that is no list to its end is one thing that is no event; an empty list is nothing", () => {
  const good = encodeEvent(sample());
  for (const text of [
    "[",
    "]",
    "[,]",
    `[${good}`,
    `[${good},`,
    `[${good},]`,
    `[${good}]]`,
    `[${good}] x`,
    `[${good} ${good}]`,
  ])
    expect([text, decodeRecord(Buffer.from(text))]).toEqual([
      text,
      [{ event: null, from: 0, to: Buffer.byteLength(text) }],
    ]);
  expect(decodeRecord(Buffer.from("[ ]"))).toEqual([]);
  expect(decodeRecord(Buffer.from(good))).toEqual([{ event: sample(), from: 0, to: Buffer.byteLength(good) }]);
});

test("no bytes make the reading of a record fail, and its events lie in it, in order and apart", () => {
  const edits = fc.array(fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(encoded, { maxLength: 4 }), edits, (events, changes) => {
      const value = Buffer.from(`[${events.map(String).join(",")}]`);
      for (const { at, byte } of changes) value[at % value.length] = byte;
      let before = 0;
      for (const { event, from, to } of decodeRecord(value)) {
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to).toBeLessThanOrEqual(value.length);
        expect(event).toEqual(decodeEvent(value.subarray(from, to)));
        before = to;
      }
    }),
    { numRuns: 300 },
  );
});

function sample() {
  const parsed = parseEvent({
    specversion: "1.0",
    id: "a7f3",
    source: "/acd/krakow",
    type: "cc.contact.answered",
    time: "2026-11-21T09:00:12.345Z",
    site: "krakow",
    channel: "call",
    contact: "c-1",
    data: { reason: 'a]}\\" b', waitMs: 12345 },
  });
  if (!parsed.ok) throw new Error("the sample is no event");
  return parsed.event;
}
