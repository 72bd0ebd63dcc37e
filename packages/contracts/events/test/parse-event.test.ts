import { EVENT_TYPES } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  allFaults,
  decodeEvent,
  encodeEvent,
  eventSchema,
  faultText,
  isBinaryMode,
  parseBinary,
  parseEvent,
  REJECTIONS,
} from "../src/index.ts";

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
  ["a line break in a contact", { ...ANSWERED, contact: "a\nb" }, "invalid_text", "contact"],
  ["half a surrogate pair", { ...ANSWERED, contact: "\ud800" }, "invalid_text", "contact"],
  ["a channel nobody knows", { ...ANSWERED, channel: "fax" }, "unknown_channel", "channel"],
  ["no channel", { ...ANSWERED, channel: undefined }, "missing_field", "channel"],
  ["a time in words", { ...ANSWERED, time: "yesterday" }, "invalid_time", "time"],
  ["a day that does not exist", { ...ANSWERED, time: "2026-02-30T00:00:00Z" }, "invalid_time", "time"],
  ["a time before 1970", { ...ANSWERED, time: "1969-12-31T23:59:59Z" }, "invalid_time", "time"],
  ["a local time", { ...ANSWERED, time: "2026-11-21T09:00:12" }, "time_without_zone", "time"],
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
    "a queue with a name that is a story",
    { ...ANSWERED, type: "cc.contact.queued", queue: "q".repeat(257) },
    "name_too_long",
    "queue",
  ],
  ["an id that nobody would look at", { ...ANSWERED, id: "i".repeat(1_025) }, "name_too_long", "id"],
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

test("a field that cannot be read is left out where the event can do without, and told", () => {
  const unreadable: readonly (readonly [path: string, event: object])[] = [
    ["queue", { ...ANSWERED, queue: "\n" }],
    ["agent", { ...ANSWERED, agent: "\ud800" }],
    ["segment", { ...ANSWERED, segment: { id: 1 } }],
    ["recordedtime", { ...ANSWERED, recordedtime: "later" }],
    ["data", { ...ANSWERED, data: [] }],
    ["data.talkMs", { ...ANSWERED, data: { talkMs: -1 } }],
    ["data.waitMs", { ...ANSWERED, data: { waitMs: "12" } }],
    ["data.waitMs", { ...ANSWERED, data: { waitMs: 1e13 } }],
    ["data.reason", { ...ANSWERED, data: { reason: 7 } }],
    ["data.by", { ...ANSWERED, data: { by: "nobody" } }],
  ];
  for (const [path, value] of unreadable) {
    const parsed = parseEvent(value);
    expect(parsed).toMatchObject({ ok: true, mended: [{ code: "bad_field", path }] });
    expect(parsed.ok && decodeEvent(encodeEvent(parsed.event)), path).toEqual(parsed.ok && parsed.event);
  }
  expect(parseEvent({ ...ANSWERED, data: { waitMs: 1, holdMs: -2, talkMs: 400 * 86_400_000 + 1 } })).toMatchObject({
    event: { data: { waitMs: 1 } },
    mended: [{ path: "data.talkMs" }, { path: "data.holdMs" }],
  });
});

test("nonsense in any duration costs that duration, whatever the event, channel or survey is", () => {
  const ofOthers = { state: "paused", reason: "full", from: "agent", score: 4, scale: "1-5" };
  const ofSchedules = { ...ofOthers, from: "2026-11-21T08:00:00Z", to: "2026-11-21T16:00:00Z" };
  for (const type of EVENT_TYPES) {
    const required = type === "cc.agent.scheduled" ? ofSchedules : ofOthers;
    for (const channel of ["call", "chat", "email"])
      for (const name of ["waitMs", "talkMs", "holdMs", "wrapUpMs", "ringMs"])
        for (const nonsense of [-1, 400 * 86_400_000 + 1, 1e300, "60", "soon", true, [], {}]) {
          const parsed = parseEvent({ ...ANSWERED, type, channel, data: { ...required, [name]: nonsense } });
          const what = JSON.stringify([type, channel, name, nonsense]);
          expect(parsed, what).toMatchObject({ ok: true, mended: [{ code: "bad_field", path: `data.${name}` }] });
          expect(parsed.ok && parsed.event.data, what).toEqual(required);
        }
  }
});

describe("what an agent is scheduled to do", () => {
  const scheduled = (data: object) =>
    parseEvent({ ...ANSWERED, type: "cc.agent.scheduled", data: { from: "2026-11-21T08:00:00+01:00", ...data } });

  test("has a beginning, an end and a state, and is read back as it was told", () => {
    const parsed = scheduled({ to: "2026-11-21T16:00:00Z", state: "working" });
    expect(parsed).toMatchObject({
      ok: true,
      event: { agent: "a42", contact: null, data: { from: "2026-11-21T08:00:00+01:00", to: "2026-11-21T16:00:00Z" } },
    });
    expect(parsed.ok && decodeEvent(encodeEvent(parsed.event))).toEqual(parsed.ok && parsed.event);
  });

  test("is refused without one of them, with a state of the phone, and when it ends before it begins", () => {
    expect(scheduled({ to: "2026-11-21T16:00:00Z" })).toMatchObject({ code: "missing_field", path: "data.state" });
    expect(scheduled({ state: "off" })).toMatchObject({ code: "missing_field", path: "data.to" });
    expect(scheduled({ to: "2026-11-21T16:00:00Z", state: "idle" })).toMatchObject({ path: "data.state" });
    expect(scheduled({ to: "2026-11-21T07:00:00Z", state: "off" })).toMatchObject({ code: "ends_before" });
  });

  test("alone has an end: `to` of other events is a field of their own that passes through", () => {
    const parsed = parseEvent({ ...ANSWERED, data: { to: 7 } });
    expect(parsed).toMatchObject({ ok: true, event: { data: {} }, extra: { data: [["to", 7]] } });
    const bytes = parsed.ok ? encodeEvent(parsed.event, parsed.extra) : "";
    expect(decodeEvent(bytes)).toEqual(parsed.ok && parsed.event);
  });
});

test("a name with a tab, a line break or half a character is the name without; an identity with one is refused", () => {
  const parsed = parseEvent({ ...ANSWERED, queue: "sa\tles", agent: "Ann\ud800\n", data: { reason: "no\nreason" } });
  expect(parsed).toMatchObject({
    event: { queue: "sales", agent: "Ann", data: { reason: "noreason" } },
    mended: [
      { code: "control_cut", path: "data.reason" },
      { code: "control_cut", path: "queue" },
      { code: "control_cut", path: "agent" },
    ],
  });
  for (const name of ["id", "source", "site", "contact"])
    expect(parseEvent({ ...ANSWERED, [name]: "a\tb" })).toMatchObject({ ok: false, code: "invalid_text", path: name });
});

test("NULs are cut, numbers that name something are names, and a fraction of a millisecond is rounded", () => {
  const parsed = parseEvent({ ...ANSWERED, contact: "c\0-1", queue: 600, agent: 7, data: { waitMs: 12.5 } });
  expect(parsed).toMatchObject({
    event: { contact: "c-1", queue: "600", agent: "7", data: { waitMs: 13 } },
    mended: [{ code: "nul_cut", path: "contact" }],
  });
});

test("a refusal names everything that is wrong with an event, in one line too", () => {
  const { id: _, ...withoutId } = ANSWERED;
  const parsed = parseEvent({ ...withoutId, channel: "fax", time: "2030-01-01T00:00:00Z" }, Date.UTC(2027, 0));
  if (parsed.ok) throw new Error("it was taken");
  expect(allFaults(parsed).map(({ code, path }) => [code, path])).toEqual([
    ["missing_field", "id"],
    ["unknown_channel", "channel"],
    ["future_time", "time"],
  ]);
  expect(faultText(parsed)).toMatch(/^id: .+; channel: .+; time: .+$/);
  const unknown = parseEvent({ type: "x", data_base64: "e30=" });
  if (unknown.ok) throw new Error("it was taken");
  expect(allFaults(unknown).map(({ path }) => path)).toEqual([
    "type",
    "data_base64",
    "specversion",
    "id",
    "source",
    "time",
    "site",
  ]);
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
  expect(parseBinary({ ...headers, ce_id: new Uint8Array([0xff]) }, data)).toMatchObject({
    event: { id: "\u00ff" },
    mended: [{ code: "other_encoding", path: "id" }],
  });
  expect(parseBinary({ ...headers, "content-type": "text/plain" }, data)).toMatchObject({
    code: "unsupported_content",
  });
  expect(isBinaryMode({ "content-type": "application/cloudevents+json" })).toBe(false);
});

test("the schemas can be published as JSON Schema", () => {
  const schema = z.toJSONSchema(eventSchema) as { oneOf?: unknown[]; anyOf?: unknown[] };
  expect((schema.oneOf ?? schema.anyOf)?.length).toBe(EVENT_TYPES.length);
});
