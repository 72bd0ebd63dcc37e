import { parseEvent } from "@floorwalker/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asteriskQueueLog, canonical, intake } from "../src/index.ts";

const NOW = Date.UTC(2026, 10, 21, 9);
const CONTEXT = { site: "krakow", now: NOW };
const bytes = (text: string) => new TextEncoder().encode(text);
const at = (time: number, more: object = {}) => ({
  specversion: "1.0",
  id: "1",
  source: "/acd",
  type: "cc.contact.queued",
  time: new Date(time).toISOString(),
  site: "krakow",
  channel: "chat",
  contact: "c",
  queue: "sales",
  ...more,
});
const take = (event: object) => intake(canonical, bytes(JSON.stringify(event)), CONTEXT);

test("an event up to 5 minutes ahead of the clock is taken, later ones are refused, whatever the format", () => {
  expect(take(at(NOW + 300_000))).toMatchObject({ result: "accepted" });
  expect(take(at(NOW + 300_001))).toMatchObject({ result: "rejected", code: "future_time", path: "time" });
  const line = bytes(`${NOW / 1000 + 301}|c|sales|NONE|ENTERQUEUE|||1`);
  expect(intake(asteriskQueueLog, line, CONTEXT)).toMatchObject({ code: "future_time" });
});

test("an event of more than 64 KB is refused before it is read", () => {
  expect(intake(canonical, new Uint8Array(64 * 1024 + 1), CONTEXT)).toMatchObject({ code: "too_large" });
  expect(take(at(NOW, { note: "x".repeat(60_000) }))).toMatchObject({ result: "accepted" });
});

test("an event that would outgrow 64 KB when written is refused", () => {
  const text = JSON.stringify(at(NOW, { numbers: [] })).replace("[]", `[${Array(12_000).fill("1e20").join()}]`);
  expect(intake(canonical, bytes(text), CONTEXT)).toMatchObject({ code: "too_large" });
});

test("a canonical event may come as one line or with its attributes in headers", () => {
  const event = at(NOW, { data: { waitMs: 7 } });
  const { data, ...attributes } = { ...event, data: { waitMs: 7 } };
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));
  const binary = intake(canonical, bytes(JSON.stringify(data)), { ...CONTEXT, headers });
  for (const taken of [binary, take(event)])
    expect(taken).toMatchObject({ result: "accepted", events: [{ event: parsed(event) }] });
  expect(intake(canonical, new Uint8Array(), { ...CONTEXT, headers })).toMatchObject({ result: "accepted" });
});

test("NaN and Infinity, which JSON has no word for, cost their field and not the event; in a text they are a text", () => {
  const text = JSON.stringify(
    at(NOW, { type: "cc.contact.ended", agent: 'a "NaN" b', data: { talkMs: 7, waitMs: 8, holdMs: 9 } }),
  );
  const sent = text.replace("7", "NaN").replace(":8", ":-Infinity").replace(":9", ": Infinity");
  expect(intake(canonical, bytes(sent), CONTEXT)).toMatchObject({
    result: "accepted",
    events: [{ event: { agent: 'a "NaN" b', data: {} } }],
    mended: ["waitMs", "talkMs", "holdMs"].map((name) => ({ code: "bad_field", path: `data.${name}` })),
  });
  const rated = JSON.stringify(at(NOW, { type: "cc.survey.answered", data: { score: 7, scale: "0-10" } }));
  expect(intake(canonical, bytes(rated.replace(":7", ":NaN")), CONTEXT)).toMatchObject({
    code: "missing_field",
    path: "data.score",
  });
  for (const broken of [text.replace("7", "Nan"), `${text.slice(0, -9)}NaN`, '{"NaN', "NaN,"])
    expect(intake(canonical, bytes(broken), CONTEXT)).toMatchObject({ code: "not_json" });
});

test("what is not an event is refused with the reason, and a blank line is nothing", () => {
  expect(intake(canonical, bytes("{"), CONTEXT)).toMatchObject({ code: "not_json" });
  expect(intake(canonical, bytes("\ufeff{}"), CONTEXT)).toMatchObject({ code: "missing_field", path: "type" });
  expect(intake(canonical, new Uint8Array([123, 0xff, 125]), CONTEXT)).toMatchObject({ code: "not_json" });
  expect(intake(canonical, bytes(" \r\n"), CONTEXT)).toEqual({ result: "ignored", reason: "blank_line" });
});

test("no bytes make the door throw", () => {
  const results = ["accepted", "ignored", "rejected"];
  fc.assert(fc.property(fc.uint8Array(), (input) => results.includes(intake(canonical, input, CONTEXT).result)));
  fc.assert(fc.property(fc.json(), (input) => results.includes(intake(canonical, bytes(input), CONTEXT).result)));
  const nested = bytes(
    JSON.stringify(at(NOW, { deep: 0 })).replace(":0}", `:${"[".repeat(32_000)}${"]".repeat(32_000)}}`),
  );
  expect(intake(canonical, nested, CONTEXT)).toMatchObject({ code: "too_deep" });
});

const parsed = (value: object) => {
  const result = parseEvent(value);
  return result.ok ? result.event : null;
};
