/** Nothing depends on the zone of the machine: the same input gives the same bytes wherever it is read (rule 29). */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../support/src/run-program.ts";
import type { Day, ZoneMoments } from "../support/src/zone-days.ts";

/** Processes start. */
const SLOW = { timeout: 60_000 };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Whose own clocks change at other times: at midnight, by half an hour, in the other half of the year, never. */
const MACHINES = [
  "UTC",
  "America/Santiago",
  "Europe/Warsaw",
  "Australia/Lord_Howe",
  "America/New_York",
  "Pacific/Chatham",
];
const CHILD = fileURLToPath(new URL("../support/src/zone-days.ts", import.meta.url));

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock shows there, as a number that can be compared: UTC of the same digits. */
function shown(zone: string, at: number): number {
  const options = { timeZone: zone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" } as const;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", options);
  formats.set(zone, format);
  return Date.parse(`${format.format(at).replace(" ", "T")}Z`);
}

/** Moments at which the clocks of a zone change, 2025–2027. No two changes are within a week. */
function changes(zone: string): number[] {
  const found: number[] = [];
  const ahead = (at: number): number => shown(zone, at) - at;
  const step = 7 * DAY;
  for (let from = Date.UTC(2025, 0); from < Date.UTC(2028, 0); from += step) {
    if (ahead(from) === ahead(from + step)) continue;
    let [before, after] = [from, from + step];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000;
      if (ahead(middle) === ahead(before)) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  return found;
}

function daysOn(machine: string, asked: ZoneMoments): Promise<readonly [offset: number, days: Day[]]> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, TZ: machine }, maxBuffer: 64 * 1024 * 1024, timeout: 60_000 };
    const child = execFile(process.execPath, [CHILD], options, (error, stdout) =>
      error === null ? resolve(JSON.parse(stdout)) : reject(error),
    );
    child.stdin!.end(JSON.stringify(asked));
  });
}

test("the business day around every change of the clocks is the same on any machine, and the one the wall clock there shows", {
  timeout: 60_000,
}, async () => {
  const asked: ZoneMoments = Intl.supportedValuesOf("timeZone")
    .map((zone) => [zone, changes(zone).flatMap((at) => [-DAY, -1, 0, DAY].map((by) => at + by))] as const)
    .map(([zone, moments]) => [zone, moments.length > 0 ? moments : [Date.UTC(2026, 6, 1, 12)]]);
  const answers = await Promise.all(MACHINES.map((machine) => daysOn(machine, asked)));
  // The machines do stand in different zones.
  expect(new Set(answers.map(([offset]) => offset)).size).toBe(MACHINES.length);
  const [, days] = answers[0]!;
  for (const [index, machine] of MACHINES.entries())
    expect(JSON.stringify(answers[index]![1]) === JSON.stringify(days), machine).toBe(true);

  const dateOf = (zone: string, at: number): number => Math.floor(shown(zone, at) / DAY);
  const wrong = asked
    .flatMap(([zone, moments]) => moments.map((at) => [zone, at] as const))
    .filter(([zone, at], index) => {
      const [from, to] = days[index]!;
      const date = dateOf(zone, from);
      const begins = dateOf(zone, from - 1) < date && dateOf(zone, from) === date;
      const ends = dateOf(zone, to - 1) <= date && dateOf(zone, to) > date;
      return !(from <= at && at < to && begins && ends && to - from >= 22 * HOUR && to - from <= 26 * HOUR);
    });
  expect(wrong).toEqual([]);
  expect(days.length).toBeGreaterThan(2_000);
});

const OVER_MIDNIGHT = ["2026-04-04T13:10:00Z", "2026-04-04T13:30:00Z", "2026-04-04T20:00:00Z"];

test.each(["America/Santiago"])(
  "calls of a Sydney day are counted in that day by a machine in %s",
  SLOW,
  async (machine) => {
    const folder = await mkdtemp(join(tmpdir(), "floorwalker-zone-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const call = (type: string, time: string, index: number): string =>
      JSON.stringify({
        specversion: "1.0",
        id: `${type}-${index}`,
        source: "/acd",
        type: `cc.contact.${type}`,
        time,
        site: "harbour",
        channel: "call",
        contact: `c-${index}`,
        queue: "sales",
      });
    const lines = OVER_MIDNIGHT.flatMap((time, index) => [
      call("queued", time, index),
      call("abandoned", new Date(Date.parse(time) + 30_000).toISOString(), index),
    ]);
    await writeFile(join(folder, "day.ndjson"), lines.join("\n"));
    await writeFile(join(folder, "sites.yaml"), "sites:\n  - id: harbour\n    zone: Australia/Sydney\n");
    const parameters = ["--source", "canonical", "--interval", "day", "--site", "harbour", "--json"];
    const files = [join(folder, "day.ndjson"), "--config", join(folder, "sites.yaml")];
    const run = await runProgram(["replay", ...files, ...parameters], { TZ: machine });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    const { intervals } = JSON.parse(run.stdout);
    // Their clocks are set back that night: the day that began at 13:00 UTC has 25 hours.
    expect(intervals).toHaveLength(1);
    expect(intervals[0]).toMatchObject({
      from: "2026-04-04T13:00:00.000Z",
      site: { counters: { offered: 3, abandoned: 3 } },
    });
  },
);

test("without a configuration a day is UTC's, whatever the machine's zone", SLOW, async () => {
  const at = { TZ: "Pacific/Auckland" };
  const event = `{"specversion":"1.0","id":"1","source":"/acd","type":"cc.contact.queued","time":"2026-04-04T13:10:00Z","site":"here","channel":"call","contact":"c","queue":"q"}`;
  const parameters = ["replay", "-", "--source", "canonical", "--site", "here", "--interval", "day", "--json"];
  const runs = await Promise.all([at, { TZ: "UTC" }].map((zone) => runProgram(parameters, zone, Buffer.from(event))));
  expect(runs[0]!.stdout).toBe(runs[1]!.stdout);
  expect(JSON.parse(runs[0]!.stdout).intervals[0].from).toBe("2026-04-04T00:00:00.000Z");
});
