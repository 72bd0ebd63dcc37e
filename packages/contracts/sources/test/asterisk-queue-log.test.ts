import { readFileSync } from "node:fs";
import { encodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asteriskQueueLog, type Outcome } from "../src/index.ts";

const CONTEXT = { site: "krakow", now: Date.UTC(2026, 10, 21) };
const read = (line: string, site: string | null = "krakow"): Outcome =>
  asteriskQueueLog.read(new TextEncoder().encode(line), { ...CONTEXT, site });
const events = (line: string) => {
  const outcome = read(line);
  return outcome.result === "accepted" ? outcome.events.map(({ event }) => event) : [];
};

const golden = (name: string) =>
  readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");

test("every verb of a queue_log becomes the event it stands for, with an id that never changes", () => {
  const outcomes = golden("every-verb.queue_log").flatMap((line) => {
    const outcome = read(line);
    if (outcome.result === "accepted") return outcome.events.map(({ event }) => encodeEvent(event));
    if (outcome.result === "ignored") return [`ignored ${outcome.reason}`];
    return [`rejected ${outcome.code} ${outcome.path}`];
  });
  expect(outcomes).toEqual(golden("every-verb.outcomes"));
});

test("identical lines are one event, with or without their line ending; any other line is another", () => {
  const line = "1763715610|1763715580.10|sales|Agent/1|COMPLETEAGENT|1|2|1";
  const [id] = events(line).map((event) => event.id);
  expect(events(`${line}\r\n`)[0]?.id).toBe(id);
  expect(events(line.replace("sales", "support"))[0]?.id).not.toBe(id);
});

test("the caller's number is in no part of the event, not even in its id", () => {
  const line = (number: string) => `1763715610|1763715580.10|sales|NONE|ENTERQUEUE||${number}|1`;
  expect(events(line("5005550100"))).toEqual(events(line("")));
});

test("digits below the millisecond order the events of one millisecond", () => {
  const [first] = events("1763715610.948070|c-2|sales|Agent/1|PAUSE|");
  const [second] = events("1763715610.948071|c-1|sales|Agent/1|UNPAUSE|");
  expect(second!.time).toBe(first!.time);
  expect(second!.time).toBe(1763715610948);
  expect(first!.id < second!.id).toBe(true);
});

test("a line without a site to belong to is rejected", () => {
  expect(read("1763715610|c|sales|NONE|ENTERQUEUE|||1", null)).toMatchObject({ code: "missing_field", path: "site" });
  expect(read("1763715610|c|sales|NONE|ENTERQUEUE|||1", "kra\tkow")).toMatchObject({
    code: "invalid_text",
    path: "site",
  });
});

test("no bytes make the format throw", () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom("NONE", "1763715610", "ENTERQUEUE", "CONNECT", "constructor", "-9"),
  );
  const line = fc.array(field, { maxLength: 10 }).map((fields) => fields.join("|"));
  fc.assert(fc.property(line, (text) => ["accepted", "ignored", "rejected"].includes(read(text).result)));
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) =>
      ["accepted", "ignored", "rejected"].includes(asteriskQueueLog.read(bytes, CONTEXT).result),
    ),
  );
  expect(asteriskQueueLog.read(new Uint8Array([0xff, 0xfe]), CONTEXT)).toMatchObject({ code: "invalid_utf8" });
});
