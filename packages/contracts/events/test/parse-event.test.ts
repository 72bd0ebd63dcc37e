import { EVENT_TYPES } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { eventSchema, isBinaryMode, parseBinary, parseEvent, REJECTIONS } from "../src/index.ts";

const ANSWERED = {
  specversion: "1.0",
  id: "a7f3",
  source: "/acd/krakow",
  type: "cc.contact.answered",
  time: "2026-11-21T09:00:12.345Z",
  site: "krakow",
  channel: "call",
  contact: "c-1",
  segment: "1",
  queue: "sales",
  agent: "a42",
  datacontenttype: "application/json",
  data: { waitMs: 12345 },
};

test("the sample of the event reference is read as it stands", () => {
  expect(parseEvent(ANSWERED)).toEqual({
    ok: true,
    event: {
      id: "a7f3",
      source: "/acd/krakow",
      type: "cc.contact.answered",
      time: Date.UTC(2026, 10, 21, 9, 0, 12, 345),
      recordedTime: null,
      site: "krakow",
      channel: "call",
      contact: "c-1",
      segment: "1",
      queue: "sales",
      agent: "a42",
      data: { waitMs: 12345 },
    },
  });
});

test("a time with an offset and microseconds is the same moment in UTC", () => {
  const parsed = parseEvent({ ...ANSWERED, time: "2026-11-21T10:00:12.345999+01:00", recordedtime: null, agent: "" });
  expect(parsed.ok && [parsed.event.time, parsed.event.agent]).toEqual([Date.UTC(2026, 10, 21, 9, 0, 12, 345), null]);
});

const refusals: readonly (readonly [what: string, value: unknown, code: string, path: string])[] = [
  ["a list", [ANSWERED], "not_an_object", ""],
  ["a bare value", 7, "not_an_object", ""],
  ["no type", { ...ANSWERED, type: undefined }, "missing_field", "type"],
  ["a type that is a number", { ...ANSWERED, type: 1 }, "wrong_type", "type"],
  ["a type nobody knows", { ...ANSWERED, type: "cc.contact.exploded" }, "unknown_type", "type"],
  ["a type that is a property of every object", { ...ANSWERED, type: "constructor" }, "unknown_type", "type"],
  ["another specversion", { ...ANSWERED, specversion: "0.3" }, "unsupported_version", "specversion"],
  ["no id", { ...ANSWERED, id: undefined }, "missing_field", "id"],
  ["an empty id", { ...ANSWERED, id: "" }, "missing_field", "id"],
  ["no site", { ...ANSWERED, site: null }, "missing_field", "site"],
  ["no contact", { ...ANSWERED, contact: null }, "missing_field", "contact"],
  ["a contact that is a number", { ...ANSWERED, contact: 12 }, "wrong_type", "contact"],
  ["a line break in a queue", { ...ANSWERED, queue: "a\nb" }, "invalid_text", "queue"],
  ["half a surrogate pair", { ...ANSWERED, agent: "\ud800" }, "invalid_text", "agent"],
  ["a channel nobody knows", { ...ANSWERED, channel: "fax" }, "unknown_channel", "channel"],
  ["no channel", { ...ANSWERED, channel: undefined }, "missing_field", "channel"],
  ["a time in words", { ...ANSWERED, time: "yesterday" }, "invalid_time", "time"],
  ["a day that does not exist", { ...ANSWERED, time: "2026-02-30T00:00:00Z" }, "invalid_time", "time"],
  ["a time before 1970", { ...ANSWERED, time: "1969-12-31T23:59:59Z" }, "invalid_time", "time"],
  ["a local time", { ...ANSWERED, time: "2026-11-21T09:00:12" }, "time_without_zone", "time"],
  ["a time as a number", { ...ANSWERED, time: 1763715612 }, "wrong_type", "time"],
  ["an end before its start", { ...ANSWERED, data: { talkMs: -1 } }, "end_before_start", "data.talkMs"],
  ["a duration in words", { ...ANSWERED, data: { waitMs: "12" } }, "wrong_type", "data.waitMs"],
  ["half a millisecond", { ...ANSWERED, data: { waitMs: 0.5 } }, "wrong_type", "data.waitMs"],
  ["a wait of centuries", { ...ANSWERED, data: { waitMs: 1e13 } }, "out_of_range", "data.waitMs"],
  ["data that is a list", { ...ANSWERED, data: [] }, "wrong_type", "data"],
  ["data in base64", { ...ANSWERED, data_base64: "e30=" }, "unsupported_content", "data_base64"],
  ["data in XML", { ...ANSWERED, datacontenttype: "text/xml" }, "unsupported_content", "datacontenttype"],
  ["a queued contact without a queue", { ...ANSWERED, type: "cc.contact.queued", queue: "" }, "missing_field", "queue"],
  ["a refusal without a reason", { ...ANSWERED, type: "cc.contact.refused" }, "missing_field", "data.reason"],
  [
    "a refusal for a reason nobody knows",
    { ...ANSWERED, type: "cc.contact.refused", data: { reason: "mood" } },
    "unknown_value",
    "data.reason",
  ],
  [
    "an agent event without an agent",
    { ...ANSWERED, type: "cc.agent.signedIn", agent: null },
    "missing_field",
    "agent",
  ],
  [
    "a state nobody knows",
    { ...ANSWERED, type: "cc.agent.stateChanged", data: { state: "lunch" } },
    "unknown_value",
    "data.state",
  ],
  [
    "a score beyond its scale",
    { ...ANSWERED, type: "cc.survey.answered", data: { score: 6, scale: "1-5" } },
    "score_out_of_scale",
    "data.score",
  ],
  [
    "a survey of nothing",
    { ...ANSWERED, type: "cc.survey.answered", contact: null, queue: null, data: { score: 1, scale: "0-10" } },
    "missing_field",
    "contact",
  ],
  [
    "a field nested too deep to write",
    { ...ANSWERED, nest: JSON.parse("[".repeat(9000) + "]".repeat(9000)) },
    "too_deep",
    "nest",
  ],
];

test.for(refusals)("%s is refused with a code, a path and a fix", ([, value, code, path]) => {
  const parsed = parseEvent(value);
  expect(parsed).toMatchObject({ ok: false, code, path });
  expect(!parsed.ok && parsed.fix).toBe(REJECTIONS[code as keyof typeof REJECTIONS].fix);
});

test("a refusal does not repeat what was sent", () => {
  const secret = "+48 600 100 200";
  for (const name of Object.keys(ANSWERED)) {
    const parsed = parseEvent({ ...ANSWERED, [name]: { secret } });
    expect(JSON.stringify({ ...parsed, event: null, extra: null })).not.toContain(secret);
    expect(
      JSON.stringify({ ...parseEvent({ ...ANSWERED, [name]: `${secret}\n` }), event: null, extra: null }),
    ).not.toContain(secret);
  }
});

test("a survey may name its queue instead of a contact", () => {
  const survey = { ...ANSWERED, type: "cc.survey.answered", contact: null, data: { score: 1, scale: "thumbs" } };
  expect(parseEvent(survey)).toMatchObject({ ok: true, event: { contact: null, queue: "sales" } });
});

test("an agent's event is about no contact", () => {
  expect(parseEvent({ ...ANSWERED, type: "cc.agent.signedOut" })).toMatchObject({
    ok: true,
    event: { channel: null, contact: null, segment: null, agent: "a42", queue: "sales" },
  });
});

test("no JSON value makes the parser throw", () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom("call", "1.0", "2026-11-21T09:00:12Z", ...EVENT_TYPES));
  const nearly = fc.record(Object.fromEntries(Object.keys(ANSWERED).map((name) => [name, field])));
  fc.assert(fc.property(fc.jsonValue(), (value) => typeof parseEvent(value).ok === "boolean"));
  fc.assert(fc.property(nearly, (value) => typeof parseEvent({ ...value, type: "cc.contact.ended" }).ok === "boolean"));
});

test("in binary mode the attributes are headers and the value is the data", () => {
  const { data, datacontenttype, ...attributes } = ANSWERED;
  const headers: Record<string, Uint8Array | string> = { "content-type": datacontenttype };
  for (const [name, value] of Object.entries(attributes)) headers[`ce_${name}`] = new TextEncoder().encode(value);
  expect(isBinaryMode(headers)).toBe(true);
  expect(parseBinary(headers, data)).toEqual(parseEvent(ANSWERED));
  expect(parseBinary({ ...headers, ce_id: new Uint8Array([0xff]) }, data)).toMatchObject({ code: "invalid_utf8" });
  expect(parseBinary({ ...headers, "content-type": "text/plain" }, data)).toMatchObject({
    code: "unsupported_content",
  });
  expect(isBinaryMode({ "content-type": "application/cloudevents+json" })).toBe(false);
});

test("the schemas can be published as JSON Schema", () => {
  const schema = z.toJSONSchema(eventSchema) as { oneOf?: unknown[]; anyOf?: unknown[] };
  expect((schema.oneOf ?? schema.anyOf)?.length).toBe(EVENT_TYPES.length);
});
