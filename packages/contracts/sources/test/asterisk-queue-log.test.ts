import { readFileSync } from "node:fs";
import { encodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asteriskQueueLog, type Outcome, SecondOfLines } from "../src/index.ts";

const CONTEXT = { site: "krakow", now: Date.UTC(2026, 10, 21) };
const read = (line: string, site: string | null = "krakow", zone?: string): Outcome =>
  asteriskQueueLog.read(new TextEncoder().encode(line), { ...CONTEXT, site, ...(zone === undefined ? {} : { zone }) });
const events = (line: string) => {
  const outcome = read(line);
  return outcome.result === "accepted" ? outcome.events.map(({ event }) => event) : [];
};

const golden = (name: string) =>
  readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");

test("every verb of a queue_log becomes the event it stands for, with an id that never changes", () => {
  const lines = new SecondOfLines();
  const outcomes = golden("every-verb.queue_log").flatMap((line) => {
    const outcome = asteriskQueueLog.read(new TextEncoder().encode(line), { ...CONTEXT, lines });
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

test("a database's local time is read in the site's zone; where clocks change the guess is told", () => {
  const at = (stamp: string, zone?: string) => {
    const outcome = read(`${stamp}|c|sales|Ann|CONNECT|5|p|4`, "krakow", zone);
    return outcome.result === "accepted"
      ? [outcome.events[0]!.event.time, outcome.mended?.map(({ code }) => code)]
      : outcome.result === "rejected" && outcome.code;
  };
  expect(at("2026-11-21 09:00:12", "Europe/Warsaw")).toEqual([Date.UTC(2026, 10, 21, 8, 0, 12), undefined]);
  expect(at("2026-07-21 09:00:12.345678", "America/New_York")).toEqual([
    Date.UTC(2026, 6, 21, 13, 0, 12, 345),
    undefined,
  ]);
  expect(at("2026-10-25 02:30:00", "Europe/Warsaw")).toEqual([Date.UTC(2026, 9, 25, 0, 30), ["hour_twice"]]);
  expect(at("2026-03-29 02:30:00", "Europe/Warsaw")).toEqual([Date.UTC(2026, 2, 29, 1, 30), ["hour_missing"]]);
  expect(at("2026-11-21 09:00:12+01", "Asia/Tokyo")).toEqual([Date.UTC(2026, 10, 21, 8, 0, 12), undefined]);
  expect(at("1763715612345")).toEqual([1763715612345, undefined]);
  expect(at("2026-11-21 09:00:12")).toBe("time_without_zone");
});

test("an agent's name that is no UTF-8 is read as Windows-1252, or as the encoding of its source", () => {
  const bytes = Buffer.from("1793610005|c1.1|ventas|Jos\u00e9 P\u00e9rez|CONNECT|5|p|4", "latin1");
  const agentIn = (input: Uint8Array, encoding?: string) => {
    const outcome = asteriskQueueLog.read(input, { ...CONTEXT, ...(encoding === undefined ? {} : { encoding }) });
    return outcome.result === "accepted" && [outcome.events[0]!.event.agent, outcome.mended?.map(({ code }) => code)];
  };
  expect(agentIn(bytes)).toEqual(["Jos\u00e9 P\u00e9rez", ["other_encoding"]]);
  expect(agentIn(Buffer.from("1793610005|c|q|\xb3ukasz|CONNECT|5|p|4", "latin1"), "iso-8859-2")).toEqual([
    "\u0142ukasz",
    ["other_encoding"],
  ]);
  expect(agentIn(Buffer.from("\0\0\u00001793610005|c|q|An\0n|CONNECT|5|p|4"))).toEqual(["Ann", ["nul_cut"]]);
  expect(agentIn(Buffer.from("1793610005|c|q|An\tn|CONNECT|5|p|4"))).toEqual(["Ann", ["control_cut"]]);
});

test("nonsense in a duration costs the duration, not the line", () => {
  for (const talk of ["1793610100", "-3", "soon", "1e9", "9".repeat(20)]) {
    const outcome = read(`1793610100|c1.1|sales|Ann|COMPLETECALLER|5|${talk}|1`);
    expect(outcome).toMatchObject({ result: "accepted", mended: [{ code: "bad_field", path: "data2" }] });
    expect(outcome.result === "accepted" && outcome.events[0]!.event.data).toEqual({ waitMs: 5000, by: "customer" });
  }
  expect(events("1793610100|c|sales|Ann|COMPLETECALLER|5|95.5|1")[0]!.data.talkMs).toBe(95_500);
});

test("a line with several faults names each", () => {
  expect(read("noon||NONE|NONE|ENTERQUEUE||1|1")).toMatchObject({
    code: "invalid_time",
    path: "time",
    others: [
      { code: "missing_field", path: "callid" },
      { code: "missing_field", path: "queue" },
    ],
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
});

test("a line whose queue, agent or call has no name but a story is refused; a reason of that kind is left out", () => {
  const story = "n".repeat(2_000);
  const line = (call: string, queue: string, agent: string, verb: string): string =>
    `1763715610|${call}|${queue}|${agent}|${verb}`;
  expect(read(line(story, "sales", "NONE", "ENTERQUEUE|||1"))).toMatchObject({ code: "name_too_long", path: "callid" });
  expect(read(line("1.1", story, "NONE", "ENTERQUEUE|||1"))).toMatchObject({ code: "name_too_long", path: "queue" });
  expect(read(line("1.1", "sales", story, "CONNECT|5|1.2|3"))).toMatchObject({ code: "name_too_long", path: "agent" });
  const paused = read(line("NONE", "sales", "ann", `PAUSE|${story}`));
  expect(paused).toMatchObject({ result: "accepted", mended: [{ code: "bad_field" }] });
  expect(events(line("NONE", "sales", "ann", `PAUSE|${story}`))[0]!.data).toEqual({ state: "paused" });
});
