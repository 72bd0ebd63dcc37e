/** Rule 24: which lines of one second are the same happening, and in which order they were written. */
import { encodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asteriskQueueLog, SecondOfLines } from "../src/index.ts";

const CONTEXT = { site: "krakow", now: Date.UTC(2026, 10, 21) };

/** The events of these lines, as text, told from line `from` on to a reader that begins there. */
function eventsOf(lines: readonly string[], from = 0, second = new SecondOfLines()): string[] {
  return lines.slice(from).flatMap((line, index) => {
    const context = { ...CONTEXT, lines: second.at(from + index) };
    const outcome = asteriskQueueLog.read(new TextEncoder().encode(line), context);
    return outcome.result === "accepted" ? outcome.events.map(({ event }) => encodeEvent(event)) : [];
  });
}

const read = (lines: readonly string[]) =>
  eventsOf(lines).map((text) => JSON.parse(text) as { id: string; type: string; sequence: string });
const REFUSED = "1793610000|c1.1|sales|PJSIP/101|RINGNOANSWER|0";

test("an agent's phone that refuses twice in one second did it twice, and the second time after the first", () => {
  const [first, again, later] = read([REFUSED, REFUSED, REFUSED.replace("000|", "001|")]);
  expect(again!.id).not.toBe(first!.id);
  expect([first!.sequence, again!.sequence, later!.sequence]).toEqual(["1", "2", "1"]);
  expect(read([REFUSED])[0]!.id).toBe(first!.id);
});

test("what a call can only have once in a second is one happening, however often it is written", () => {
  for (const own of [
    "NONE|ENTERQUEUE||600100200|1",
    "Ann|CONNECT|5|p|4",
    "Ann|COMPLETEAGENT|5|60|1",
    "Ann|COMPLETECALLER|5|60|1",
    "NONE|ABANDON|1|1|5",
    "NONE|EXITWITHTIMEOUT|1|1|5",
    "NONE|EXITWITHKEY|1|1|1|5",
    "NONE|EXITEMPTY|1|1|5",
    "NONE|WITHDRAW|1|1|5|",
    "Ann|BLINDTRANSFER|600|default|5|60|1",
    "Ann|ATTENDEDTRANSFER|BRIDGE|b|5|60|1",
    "Ann|ATTENDEDTRANSFER|TELEPATHY|5|60|1",
  ]) {
    const line = `1793610000|c1.1|sales|${own}`;
    expect(new Set(read([line, line]).map(({ id }) => id)).size, own).toBe(1);
  }
});

test("an agent who pauses, comes back and pauses again within a second is paused", () => {
  const pause = "1793610000|NONE|sales|Ann|PAUSE|Lunch";
  const events = read([pause, "1793610000|NONE|sales|Ann|UNPAUSE|", pause]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  expect(events.map(({ sequence }) => sequence)).toEqual(["1", "2", "3"]);
});

test("a member who joins paused does both at the same place in the second", () => {
  const events = read(["1793610000|MANAGER|sales|Bob|ADDMEMBER|", "1793610000|MANAGER|sales|Ann|ADDMEMBER|PAUSED"]);
  expect(events.map(({ sequence }) => sequence)).toEqual(["1", "2", "2"]);
});

test("lines that mean nothing have their place too, and those without a stamp have none", () => {
  const events = read([
    "1793610000|c1.1|sales|NONE|DID|600",
    "1793610000|c1.1|sales|NONE|COFFEE|",
    "1793610000|cut",
    "",
    "no stamp",
    "1793610000|c1.1|sales|NONE|ENTERQUEUE||600|1",
  ]);
  expect(events.map(({ sequence }) => sequence)).toEqual(["4"]);
});

const line = fc
  .record({
    second: fc.integer({ min: 1793610000, max: 1793610003 }),
    call: fc.constantFrom("c1.1", "c2.1"),
    own: fc.constantFrom(
      "NONE|ENTERQUEUE||600|1",
      "Ann|RINGNOANSWER|0",
      "Ann|CONNECT|5|p|4",
      "Ann|PAUSE|",
      "Ann|UNPAUSE|",
      "Ann|ADDMEMBER|PAUSED",
      "Ann|COFFEE|",
      "Ann",
    ),
  })
  .map(({ second, call, own }) => `${second}|${call}|sales|${own}`);
const anyLine = fc.oneof({ weight: 9, arbitrary: line }, fc.constantFrom("", "oops"));
const lines = fc.array(anyLine, { maxLength: 25 });

test("whoever begins where the newest second began reads on as if he had never stopped", () => {
  fc.assert(
    fc.property(lines, fc.nat(), (all, cut) => {
      const stop = cut % (all.length + 1);
      const second = new SecondOfLines();
      const before = eventsOf(all.slice(0, stop), 0, second);
      const whole = eventsOf(all);
      expect(eventsOf(all, stop, second)).toEqual(whole.slice(before.length));
      const again = eventsOf(all, second.begins ?? stop);
      expect(again).toEqual(whole.slice(whole.length - again.length));
    }),
  );
});

test("a copy of the lines that is read after them holds no other event", () => {
  fc.assert(
    fc.property(lines, (all) => {
      const between = "1793610009|c9.1|sales|NONE|ENTERQUEUE||600|1";
      const once = eventsOf([...all, between]);
      expect(new Set(eventsOf([...all, between, ...all]))).toEqual(new Set(once));
    }),
  );
});

test("what is read on approval leaves what was known as it was", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const second = new SecondOfLines();
      eventsOf(before, 0, second);
      const tried = eventsOf(after, 0, second.copy());
      expect(eventsOf(after, 0, second)).toEqual(tried);
    }),
  );
});

test("a file of one stamp does not fill the memory: beyond 65,536 different lines counting begins anew", () => {
  const second = new SecondOfLines();
  second.place(1);
  for (let index = 0; index < 65_536; index++) second.number(`line ${index}`);
  expect(second.number("line 0")).toBe(1);
  expect(second.number("line 0")).toBe(2);
});
