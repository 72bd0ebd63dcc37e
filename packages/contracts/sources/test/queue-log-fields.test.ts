/** What a queue_log line may hold besides what the manual says; nothing of it costs the line (rule 6). */
import { expect, test } from "vitest";
import { asteriskQueueLog, type Outcome } from "../src/index.ts";

const read = (line: string | Uint8Array, encoding?: string): Outcome =>
  asteriskQueueLog.read(typeof line === "string" ? Buffer.from(line) : line, {
    site: "krakow",
    now: Date.UTC(2026, 10, 21),
    ...(encoding === undefined ? {} : { encoding }),
  });
const first = (line: string | Uint8Array, encoding?: string) => {
  const outcome = read(line, encoding);
  return outcome.result === "accepted" ? outcome.events[0]!.event : null;
};
const told = (line: string | Uint8Array) => {
  const outcome = read(line);
  return outcome.result === "accepted" ? (outcome.mended ?? []).map(({ code, path }) => `${code} ${path}`) : null;
};

/** The own fields of every verb that reports a duration, with their meaning. */
const REPORTED: readonly (readonly [own: string, data: object])[] = [
  ["CONNECT|5|p|4", { waitMs: 5000, ringMs: 4000 }],
  ["COMPLETEAGENT|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["COMPLETECALLER|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["ABANDON|1|1|5", { waitMs: 5000 }],
  ["RINGNOANSWER|3500", { ringMs: 3500 }],
  ["EXITWITHTIMEOUT|1|1|5", { waitMs: 5000 }],
  ["EXITEMPTY|1|1|5", { waitMs: 5000 }],
  ["EXITWITHKEY|1|1|1|5", { waitMs: 5000 }],
  ["WITHDRAW|1|1|5|moved", { waitMs: 5000 }],
  ["BLINDTRANSFER|600|default|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["TRANSFER|600|default|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["ATTENDEDTRANSFER|BRIDGE|b|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["ATTENDEDTRANSFER|APP|Queue|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["ATTENDEDTRANSFER|LINK|a|b|5|60|1", { waitMs: 5000, talkMs: 60_000 }],
  ["WRAPUPSTART|15", { wrapUpMs: 15_000 }],
];
const DURATIONS = ["waitMs", "talkMs", "ringMs", "wrapUpMs"] as const;
const NONSENSE = ["179361010000", "-1", "soon", "NaN", "Infinity", "1e9", "9".repeat(20), "5s", "0x10", " "];

test("each verb's durations stand where the manual says, in its units", () => {
  for (const [own, data] of REPORTED) expect(first(`1793610100|c|sales|Ann|${own}`)?.data, own).toMatchObject(data);
});

test("nonsense in any duration of any verb costs that duration and nothing else", () => {
  for (const [own, data] of REPORTED) {
    const fields = own.split("|");
    const whole = first(`1793610100|c|sales|Ann|${own}`)!;
    for (const [name, duration] of Object.entries(data) as [string, number][]) {
      const written = String(name === "ringMs" && duration === 3500 ? duration : duration / 1000);
      const at = fields.lastIndexOf(written);
      for (const nonsense of NONSENSE) {
        const line = `1793610100|c|sales|Ann|${fields.with(at, nonsense).join("|")}`;
        const { [name as "waitMs"]: _, ...others } = whole.data;
        expect(first(line), line).toEqual({ ...whole, id: expect.any(String), data: others });
        expect(told(line), line).toEqual([`bad_field data${at}`]);
      }
    }
  }
});

test("a line that lost its last fields says what it still says", () => {
  for (const [own] of REPORTED) {
    const verb = own.split("|")[0]!;
    const event = first(`1793610100|c|sales|Ann|${verb}`);
    expect(event, own).not.toBeNull();
    for (const name of DURATIONS) expect(event!.data[name], own).toBeUndefined();
  }
});

test("a pause says its queue and its reason, one of all queues names none", () => {
  const pause = (queue: string, own: string) => first(`1793610000|NONE|${queue}|Ann|${own}`);
  expect(pause("sales", "PAUSE|Lunch")).toMatchObject({ queue: "sales", data: { state: "paused", reason: "Lunch" } });
  expect(pause("NONE", "PAUSEALL|Break")).toMatchObject({ queue: null, data: { state: "paused", reason: "Break" } });
  expect(pause("sales", "UNPAUSE|Auto-Unpause")).toMatchObject({ data: { state: "idle", reason: "Auto-Unpause" } });
  expect(pause("NONE", "UNPAUSEALL|")).toMatchObject({ queue: null, data: { state: "idle" } });
  expect(pause("sales", "PAUSE|")!.data).toEqual({ state: "paused" });
  expect(pause("sales", "PAUSE")!.data).toEqual({ state: "paused" });
  expect(pause("sales", "PAUSE|tea | biscuits|")!.data.reason).toBe("tea | biscuits");
});

test("a member who joins and leaves a queue does so there alone; who logs off is gone", () => {
  const type = (line: string) => [first(line)?.type, first(line)?.queue];
  expect(type("1793610000|MANAGER|sales|Ann|ADDMEMBER|")).toEqual(["cc.agent.signedIn", "sales"]);
  expect(type("1793610000|REALTIME|sales|Ann|REMOVEMEMBER|")).toEqual(["cc.agent.signedOut", "sales"]);
  expect(type("1793610000|c|NONE|Agent/1|AGENTLOGIN|SIP/1")).toEqual(["cc.agent.signedIn", null]);
  expect(type("1793610000|c|NONE|Agent/1|AGENTCALLBACKLOGOFF|1@x|60|CommandLogoff")).toEqual([
    "cc.agent.signedOut",
    null,
  ]);
});

test("a | in a member's name shifts the fields, and they are put back where the verb leaves no doubt", () => {
  for (const [own, data] of REPORTED) {
    const line = `1793610000|c|sales|Ann | Support|${own}`;
    expect(first(line), own).toMatchObject({ queue: "sales", data });
    // Who leaves a queue leaves it without an agent.
    expect([null, "Ann | Support"], own).toContain(first(line)!.agent);
    expect(told(line), own).toEqual(["bar_in_name agent"]);
  }
  expect(first("1793610000|NONE|sales|Ann|Support|PAUSE|Lunch")).toMatchObject({
    type: "cc.agent.stateChanged",
    agent: "Ann|Support",
    data: { reason: "Lunch" },
  });
  expect(first("1793610000|NONE|sales|a|b|c|ADDMEMBER|")?.agent).toBe("a|b|c");
});

test("a verb that nobody knows stays unknown, also when its fields hold the name of one that is known", () => {
  for (const own of ["COFFEE|PAUSE|", "COFFEE|CONNECT|black", "SURVEY|COMPLETEAGENT", "COFFEE"])
    expect(read(`1793610000|c|sales|Ann|${own}`), own).toEqual({ result: "ignored", reason: "unknown_verb" });
});

test("names in any encoding, marks, line ends and holes in the file cost no line", () => {
  const connect = (name: string) => `1793610005|c1.1|ventas|${name}|CONNECT|5|p|4`;
  for (const name of [
    "Jos\u00e9 P\u00e9rez",
    "\u0141ukasz",
    "\u674e\u96f7",
    "O'Brien",
    "Z\u00fcrich/7",
    "\ud83d\udc69",
  ])
    expect(first(connect(name))).toMatchObject({ agent: name, data: { waitMs: 5000 } });
  expect(first(Buffer.from(connect("Jos\u00e9"), "latin1"))?.agent).toBe("Jos\u00e9");
  expect(first(Buffer.from(connect("\xb3ukasz"), "latin1"), "iso-8859-2")?.agent).toBe("\u0142ukasz");
  expect(first(Buffer.from(connect("\x80uro"), "latin1"))?.agent).toBe("\u20acuro");
  expect(first(Buffer.from(`\ufeff${connect("Ann")}`))?.agent).toBe("Ann");
  expect(first(Buffer.from(`\ufeff${connect("\u0141ukasz")}`, "utf16le"))?.agent).toBe("\u0141ukasz");
  for (const line of [`${connect("Ann")}\r`, `${connect("Ann")}\r\n`, connect("A\0nn"), `\0\0${connect("Ann")}\0`])
    expect(first(line)).toMatchObject({ agent: "Ann", data: { waitMs: 5000, ringMs: 4000 } });
  expect(first(connect("A\x07n\tn"))?.agent).toBe("Ann");
});

test("an epoch may have a fraction, with a dot or a comma", () => {
  const at = (stamp: string) => first(`${stamp}|c|sales|Ann|CONNECT|5|p|4`)?.time;
  expect(["1793610005", "1793610005.5", "1793610005,250", "1793610005.948070"].map(at)).toEqual([
    1793610005000, 1793610005500, 1793610005250, 1793610005948,
  ]);
});
