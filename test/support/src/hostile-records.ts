/**
 * Records as they may lie on the event topic: written by somebody who is not ingest, years ago or by mistake. Fields are
 * missing, of any value and any name; times are absurd; the same identity comes with other contents.
 */
import { type CanonicalEvent, EVENT_TYPES } from "@floorwalker/domain";
import { decodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { BEGIN, SECOND } from "./histories/histories.ts";

/** JSON has no word for it, but a number too large is read as one. */
const INFINITE = "@infinite@";

const name = fc.constantFrom(
  "a",
  "b",
  "q1",
  "",
  "__proto__",
  "constructor",
  "toString",
  "a:b%2F",
  "é漢😀",
  "\u001e",
  "q\u001fcall",
  "x".repeat(300),
);
const number = fc.oneof(
  fc.constantFrom<number | string>(
    0,
    -0,
    -5,
    0.5,
    12.75,
    1e-300,
    1e308,
    -1e308,
    4e10,
    34_560_000_000,
    34_560_000_001,
    INFINITE,
  ),
  fc.nat(100_000),
);
const time = fc.oneof(
  { weight: 8, arbitrary: fc.nat(30_000).map((seconds) => new Date(BEGIN + seconds * SECOND).toISOString()) },
  fc.constantFrom(
    "1970-01-01T00:00:00.000Z",
    "1999-02-31T25:61:61.000Z",
    "9999-12-31T23:59:59.999Z",
    "2026-99-99T99:99:99.999Z",
    "yesterday",
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 });

const data = fc.record({
  waitMs: maybe(number),
  talkMs: maybe(number),
  holdMs: maybe(number),
  wrapUpMs: maybe(number),
  ringMs: maybe(number),
  score: maybe(fc.oneof(number, fc.integer({ min: 1, max: 5 }))),
  scale: maybe(fc.constantFrom("1-5", "0-10", "thumbs", "1-7", "stars", "__proto__")),
  reason: maybe(fc.oneof(name, fc.constantFrom("full", "callback"))),
  state: maybe(fc.constantFrom("idle", "paused", "wrapUp", "asleep", "constructor")),
  from: maybe(fc.constantFrom("agent", "customer", "nobody")),
  kind: maybe(name),
});

/** The bytes of one record. */
export const hostileRecord: fc.Arbitrary<string> = fc
  .record({
    specversion: fc.constant("1.0"),
    id: fc.nat(30).map((n) => `e${n}`),
    source: name,
    type: fc.constantFrom(...EVENT_TYPES, "cc.contact.unheard"),
    time,
    recordedtime: maybe(time),
    site: fc.constant("here"),
    channel: maybe(fc.constantFrom("call", "chat", "email", "fax")),
    contact: maybe(name),
    segment: maybe(name),
    queue: maybe(name),
    agent: maybe(name),
    data,
  })
  .map((wire) => JSON.stringify(wire).replaceAll(`"${INFINITE}"`, "1e999"));

/** Those that the decoder lets through. */
export const hostileEvents: fc.Arbitrary<CanonicalEvent[]> = fc
  .array(hostileRecord, { maxLength: 80, size: "max" })
  .map((records) => records.flatMap((record) => decodeEvent(Buffer.from(record)) ?? []))
  // An identity belongs to one contact: a source does not give it to two.
  .map((events) =>
    events.map((event) => ({ ...event, id: [event.id, event.channel, event.contact, event.agent].join() })),
  );
