import { expect, test } from "vitest";
import { decodeEvent, encodeEvent, parseBinary, parseEvent } from "../src/index.ts";

const RANG = {
  specversion: "1.0",
  id: "1",
  source: "/acd",
  type: "cc.contact.notAnswered",
  time: "2026-11-21T09:00:12.000Z",
  site: "krakow",
  channel: "call",
  contact: "c",
};

const sequenceOf = (sequence: unknown): number | null | undefined => {
  const parsed = parseEvent({ ...RANG, sequence });
  return parsed.ok ? parsed.event.sequence : null;
};

test("the source's order of one instant may be text of digits, with leading zeros too, or a number", () => {
  for (const [given, sequence] of [
    ["0", 0],
    [0, 0],
    ["12", 12],
    ["00000000000000000012", 12],
    [9007199254740991, Number.MAX_SAFE_INTEGER],
    ["9007199254740991", Number.MAX_SAFE_INTEGER],
  ])
    expect(sequenceOf(given), String(given)).toBe(sequence);
  for (const nothing of ["", null, undefined])
    expect(parseEvent({ ...RANG, sequence: nothing })).not.toHaveProperty("mended");
});

test("an order that cannot be read is left out and counted; it never costs the event", () => {
  for (const sequence of [-1, "-1", 1.5, "1.5", 2 ** 53, "9007199254740992", "first", "0x10", " 1", true, {}, []])
    expect(parseEvent({ ...RANG, sequence }), JSON.stringify(sequence)).toMatchObject({
      ok: true,
      event: expect.not.objectContaining({ sequence: expect.anything() }),
      mended: [{ code: "bad_field", path: "sequence" }],
    });
});

test("the order goes through the log as text, and is no extra field", () => {
  const parsed = parseEvent({ ...RANG, sequence: 7 });
  if (!parsed.ok) throw new Error(parsed.code);
  expect(parsed.extra).toBeUndefined();
  expect(encodeEvent(parsed.event)).toContain('"contact":"c","sequence":"7","datacontenttype"');
  expect(decodeEvent(encodeEvent(parsed.event))?.sequence).toBe(7);
  expect(decodeEvent(Buffer.from(encodeEvent(parsed.event)))?.sequence).toBe(7);
});

test("in binary mode the order is a header like any other attribute", () => {
  const headers = Object.fromEntries(Object.entries(RANG).map(([name, value]) => [`ce_${name}`, value]));
  expect(parseBinary({ ...headers, ce_sequence: "3" }, null)).toMatchObject({ ok: true, event: { sequence: 3 } });
});

test("a header that is not UTF-8 is read in the encoding of its source", () => {
  const headers = Object.fromEntries(Object.entries(RANG).map(([name, value]) => [`ce_${name}`, value]));
  const named = { ...headers, ce_agent: Buffer.from("\xb3ukasz", "latin1") };
  expect(parseBinary(named, null, undefined, "iso-8859-2")).toMatchObject({
    event: { agent: "\u0142ukasz" },
    mended: [{ code: "other_encoding", path: "agent" }],
  });
});

test("a survey may say which of the source's surveys it is; a name that is none costs the name", () => {
  const answered = { ...RANG, type: "cc.survey.answered", data: { score: 4, scale: "1-5", survey: "after the call" } };
  const parsed = parseEvent(answered);
  expect(parsed.ok && parsed.event.data.survey).toBe("after the call");
  expect(parsed.ok && decodeEvent(encodeEvent(parsed.event))?.data.survey).toBe("after the call");
  expect(parseEvent({ ...answered, data: { ...answered.data, survey: 7 } })).toMatchObject({
    event: { data: { score: 4, scale: "1-5" } },
    mended: [{ code: "bad_field", path: "data.survey" }],
  });
});
