import type { CanonicalEvent } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEvent, encodeEvent, parseEvent } from "../src/index.ts";
import { anyEvent, anyFields } from "./arbitrary-event.ts";

const SHAPE = "id,source,type,time,recordedTime,site,channel,contact,segment,queue,agent,data";
const RARE = ["contactReason", "sequence"] as const;

test("an event comes back from its bytes as it went in, and in the one shape of those that say as much", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const decoded = decodeEvent(encodeEvent(event));
      expect(decoded).toEqual(event);
      expect(Object.keys(decoded!).join()).toBe([SHAPE, ...RARE.filter((name) => event[name] !== undefined)].join());
      expect(decodeEvent(new TextEncoder().encode(encodeEvent(event)))).toEqual(event);
    }),
  );
});

test("the aggregator's guard and the parser read the same event out of everything we write, extras included", () => {
  fc.assert(
    fc.property(anyEvent, anyFields, anyFields, (event, attributes, data) => {
      const known = JSON.parse(encodeEvent(event)) as Record<string, unknown>;
      const given = { ...attributes, ...known, data: { ...data, ...(known.data as object) } };
      const parsed = parseEvent(JSON.parse(JSON.stringify(given)));
      if (!parsed.ok) throw new Error(`${parsed.code} ${parsed.path}`);
      const bytes = encodeEvent(parsed.event, parsed.extra);
      expect(parsed.event).toEqual(event);
      expect(decodeEvent(bytes)).toEqual(event);
      const again = parseEvent(JSON.parse(bytes));
      expect(again).toEqual(parsed);
      expect(again.ok && encodeEvent(again.event, again.extra)).toBe(bytes);
    }),
  );
});

test("bytes that were changed anywhere read the same whether they are scanned or parsed", () => {
  const ascii = anyEvent.map((event) => encodeEvent(event).replace(/[^\x20-\x7e]/g, "x"));
  fc.assert(
    fc.property(fc.oneof(ascii, anyEvent.map(encodeOf)), changes, (text, edits) => {
      const bytes = Buffer.from(text);
      for (const { at, byte } of edits) bytes[at % bytes.length] = byte;
      expect(decodeEvent(bytes)).toEqual(decodeEvent(bytes.toString("utf8")));
      expect(decodeEvent(new Uint8Array(bytes))).toEqual(decodeEvent(bytes));
    }),
    { numRuns: 2000 },
  );
});

test("of bytes that are cut short, doubled or followed by something else the same becomes, scanned or parsed", () => {
  fc.assert(
    fc.property(anyEvent, fc.nat(), fc.constantFrom("", "}", " ", "\n", ',"x":1}'), (event, cut, tail) => {
      const line = encodeEvent(event);
      for (const text of [line.slice(0, cut % line.length), line + tail, line.slice(0, -1) + tail, line + line]) {
        const bytes = Buffer.from(text);
        expect(decodeEvent(bytes)).toEqual(decodeEvent(bytes.toString("utf8")));
      }
    }),
  );
});

test("a text that is taken from the cache is the text of the bytes", () => {
  for (let round = 0; round < 3; round++)
    for (let index = 0; index < 20_000; index += 7) {
      const event = decodeEvent(
        Buffer.from(JSON.stringify({ ...WRITTEN, contact: `c-${index}`, agent: `${index}-a` })),
      );
      expect(event).toMatchObject({ contact: `c-${index}`, agent: `${index}-a` });
    }
});

test("a field that is not known passes through, also when it is named __proto__", () => {
  const line =
    '{"specversion":"1.0","id":"1","source":"/a","type":"cc.contact.queued","time":"2026-11-21T09:00:12Z","site":"k","channel":"call","contact":"c","queue":"q","subject":"s","__proto__":{"x":1},"data":{"skill":["b","a"],"waitMs":5}}';
  const parsed = parseEvent(JSON.parse(line));
  expect(parsed.ok && encodeEvent(parsed.event, parsed.extra)).toBe(
    '{"specversion":"1.0","id":"1","source":"/a","type":"cc.contact.queued","time":"2026-11-21T09:00:12.000Z","site":"k","channel":"call","contact":"c","queue":"q","datacontenttype":"application/json","data":{"waitMs":5,"skill":["b","a"]},"__proto__":{"x":1},"subject":"s"}',
  );
  expect(parsed.ok && parsed.event.data).toEqual({ waitMs: 5 });
});

test("equal events give equal bytes, however their fields were ordered", () => {
  const one: CanonicalEvent = {
    id: "1",
    source: "/a",
    type: "cc.contact.ended",
    time: 1,
    recordedTime: null,
    site: "k",
    channel: "call",
    contact: "c",
    segment: null,
    queue: null,
    agent: null,
    data: { waitMs: 1, talkMs: 2, by: "agent" },
  };
  expect(encodeEvent({ ...one, data: { by: "agent", talkMs: 2, waitMs: 1 } })).toBe(encodeEvent(one));
});

test("the guard's calendar is the calendar", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }), (time) => {
      const event = { ...SAMPLE, time: new Date(time).toISOString() };
      expect(decodeEvent(JSON.stringify(event))?.time).toBe(time);
    }),
    { numRuns: 1000 },
  );
  for (const day of ["2000-02-29", "1999-12-31", "2100-03-01", "2024-02-29", "1970-01-01"])
    expect(decodeEvent(JSON.stringify({ ...SAMPLE, time: `${day}T23:59:59.999Z` }))?.time).toBe(
      Date.parse(`${day}T23:59:59.999Z`),
    );
});

test("anything else than our own bytes is null to the guard, never an exception", () => {
  const wrong = [
    "",
    "{",
    "null",
    "[]",
    "1",
    "{}",
    ...Object.entries({
      id: 1,
      source: null,
      type: "cc.contact.exploded",
      time: "2026-11-21T09:00:12Z",
      recordedtime: 5,
      site: 7,
      channel: "fax",
      contact: {},
      segment: 1,
      queue: 1,
      agent: false,
      data: null,
    }).map(([name, value]) => JSON.stringify({ ...SAMPLE, [name]: value })),
    JSON.stringify({ ...SAMPLE, data: { waitMs: "1" } }),
    JSON.stringify({ ...SAMPLE, data: { reason: 1 } }),
    JSON.stringify({ ...SAMPLE, time: "2026-11-21T09:00:1x.000Z" }),
  ];
  for (const bytes of wrong) expect(decodeEvent(bytes), bytes).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => decodeEvent(bytes) === null));
  expect(decodeEvent(JSON.stringify(SAMPLE))).not.toBeNull();
});

const encodeOf = (event: CanonicalEvent): string => encodeEvent(event);

const changes = fc.array(
  fc.record({
    at: fc.nat(),
    byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x22, 0x5c, 0x7b, 0x7d)),
  }),
  { maxLength: 2 },
);

/** In the order of `encodeEvent`, so that it is scanned. */
const WRITTEN = {
  specversion: "1.0",
  id: "1",
  source: "/a",
  type: "cc.contact.answered",
  time: "2026-11-21T09:00:12.000Z",
  site: "k",
  channel: "call",
  contact: "c",
  queue: "q",
  agent: "a",
  datacontenttype: "application/json",
  data: {},
};

const SAMPLE = {
  specversion: "1.0",
  id: "1",
  source: "/a",
  type: "cc.contact.queued",
  time: "2026-11-21T09:00:12.000Z",
  site: "k",
  channel: "call",
  contact: "c",
  queue: "q",
  data: {},
};
