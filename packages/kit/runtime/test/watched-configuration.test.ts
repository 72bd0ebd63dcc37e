import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  type Configuration,
  createHealth,
  createMetrics,
  loadConfiguration,
  silentLogger,
  type Timing,
  watchConfiguration,
} from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const named = (name: string): string => `sites: [{ id: here, name: ${name} }]\n`;

/** A file, a clock that a test moves by a look at a time, and what followers were told. */
function watching(text: string, now = 0) {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-watched-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "here.yaml");
  let written = 0;
  const write = (next: string): void => {
    writeFileSync(file, next);
    // Two edits within the same millisecond of a coarse clock are two all the same.
    utimesSync(file, ++written, written);
  };
  write(text);
  let due: (() => void) | null = null;
  const timing: Timing = {
    monotonic: () => 0,
    after: (_ms, call) => {
      due = call;
      return () => {
        due = null;
      };
    },
  };
  const signals = new EventEmitter();
  const metrics = createMetrics({ processMetrics: false });
  const read = () => loadConfiguration(file, RECEIVER_KINDS);
  const first = read();
  if (!first.ok) throw new Error(JSON.stringify(first.errors));
  const logger = { ...silentLogger, error: vi.fn(), warn: vi.fn() };
  const health = createHealth();
  const watched = watchConfiguration({
    first: first.configuration,
    file,
    read,
    logger,
    metrics,
    health,
    timing,
    clock: () => now,
    signals: signals as unknown as NodeJS.Process,
  });
  const told: string[] = [];
  const nameOf = ({ sites }: Configuration): string => sites.get("here")?.name ?? "";
  watched.follow((configuration) => void told.push(nameOf(configuration)));
  const looks = async (times: number): Promise<void> => {
    for (let look = 0; look < times; look++) due?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const metric = async (name: string): Promise<string[]> =>
    (await metrics.text()).split("\n").filter((line) => line.startsWith(`floorwalker_configuration_${name}`));
  const note = async (): Promise<string | undefined> => (await health.readiness()).notes?.configuration;
  return {
    note,
    file,
    write,
    folder,
    looks,
    signals,
    watched,
    told,
    metric,
    logger,
    now: () => nameOf(watched.current),
  };
}

test("a file that changed is taken once it rests, and whoever follows is told of it", async () => {
  const { write, looks, told, now } = watching(named("one"));
  await looks(3);
  write(named("two"));
  await looks(1);
  expect([now(), told]).toEqual(["one", []]);
  write(named("three"));
  await looks(1);
  expect(told).toEqual([]);
  await looks(2);
  expect([now(), told]).toEqual(["three", ["three"]]);
});

test("the same text is not taken twice, but on SIGHUP it is", async () => {
  const { write, looks, signals, told } = watching(named("one"));
  write(named("one"));
  await looks(3);
  expect(told).toEqual([]);
  signals.emit("SIGHUP");
  await looks(0);
  expect(told).toEqual(["one"]);
});

test("what is wrong with it is said, and the one before stays until it is mended", async () => {
  const { write, looks, told, now, metric, logger } = watching(named("one"));
  write("sites: [{ name: no id }]\n");
  await looks(2);
  expect([now(), told, await metric("problems")]).toEqual(["one", [], ["floorwalker_configuration_problems 1"]]);
  expect(logger.error).toHaveBeenCalledWith("configuration_refused", {
    problem: expect.stringContaining("sites[0].id"),
  });
  write(`partitions: 3\n${named("two")}`);
  await looks(2);
  expect([now(), await metric("problems")]).toEqual(["one", ["floorwalker_configuration_problems 1"]]);
  write(named("two"));
  await looks(2);
  expect([now(), told, await metric("problems")]).toEqual(["two", ["two"], ["floorwalker_configuration_problems 0"]]);
  expect(await metric("reloads")).toEqual([
    'floorwalker_configuration_reloads_total{result="taken"} 1',
    'floorwalker_configuration_reloads_total{result="refused"} 2',
  ]);
});

test("a follower that fails keeps no other from being told; nobody is told any more once it is stopped", async () => {
  const { write, looks, watched, told, now, logger } = watching(named("one"));
  watched.follow(() => Promise.reject(new Error("no")));
  watched.follow((configuration) => void told.push(`then ${configuration.sites.size}`));
  write(named("two"));
  await looks(2);
  expect(told).toEqual(["two", "then 1"]);
  expect(logger.error).toHaveBeenCalledWith("configuration_not_followed", expect.anything());
  watched.stop();
  write(named("three"));
  await looks(3);
  expect(now()).toBe("two");
});

const HOLIDAYS = (name: string): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "UID:1",
    "DTSTART;VALUE=DATE:20261224",
    `SUMMARY:${name}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

const opening = (name: string, files: string): string => `
sites:
  - id: here
    name: ${name}
    calendars: [{ id: office, hours: always, holidayFiles: [${files}] }]
    queues: [{ queue: mail, channel: email, calendar: office }]
`;

test("a file of holidays that changes is read again, also one that is named only since; what is wrong in it is said", async () => {
  const { write, folder, looks, told, metric } = watching(opening("one", ""));
  const holidays = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  holidays("poland.ics", HOLIDAYS("Wigilia"));
  write(opening("two", "poland.ics"));
  await looks(3);
  expect(told).toEqual(["two"]);
  holidays("poland.ics", HOLIDAYS("Wigilia Bożego Narodzenia"));
  await looks(3);
  expect(told).toEqual(["two", "two"]);
  await looks(3);
  expect(told).toHaveLength(2);
  holidays("poland.ics", "no calendar, and longer than the one before, so that its size is another");
  await looks(3);
  expect(told).toHaveLength(2);
  expect(await metric("problems")).toEqual(["floorwalker_configuration_problems 1"]);
  rmSync(join(folder, "poland.ics"));
  write(opening("three", ""));
  await looks(3);
  expect(told).toEqual(["two", "two", "three"]);
});

test("a file of holidays that a refused configuration names is looked at too: who mends it has mended the configuration", async () => {
  const { write, folder, looks, told, note } = watching(opening("one", ""));
  write(opening("two", "poland.ics"));
  await looks(3);
  expect(told).toEqual([]);
  expect(await note()).toContain("sites[0].calendars[0].holidayFiles[0] [unreadable_file]");
  writeFileSync(join(folder, "poland.ics"), HOLIDAYS("Wigilia"));
  await looks(3);
  expect([told, await note()]).toEqual([["two"], undefined]);
});

test("a file that is gone, and stays away, is said; the one before stays until it is there again", async () => {
  const { write, file, looks, told, metric, now } = watching(named("one"));
  rmSync(file);
  await looks(1);
  expect(await metric("problems")).toEqual(["floorwalker_configuration_problems 0"]);
  await looks(2);
  expect([await metric("problems"), now()]).toEqual([["floorwalker_configuration_problems 1"], "one"]);
  write(named("two"));
  await looks(3);
  expect([await metric("problems"), told]).toEqual([["floorwalker_configuration_problems 0"], ["two"]]);
});

test("by which clock the days of a site are cut is not changed while the program runs, nor by taking the site out", async () => {
  const in_ = (zone: string): string => `sites: [{ id: there }, { id: here, zone: ${zone} }]\n`;
  const { write, looks, told, note, logger } = watching(in_("Europe/Warsaw"));
  write(in_("America/New_York"));
  await looks(3);
  expect(await note()).toContain("sites[1].zone [zone_changed]");
  write("sites: [{ id: there }]\n");
  await looks(3);
  expect(await note()).toContain("sites [site_removed]");
  expect(logger.error.mock.calls.at(-1)).toMatchObject([
    "configuration_refused",
    { problem: expect.stringContaining("Europe/Warsaw") },
  ]);
  expect(told).toEqual([]);
  write(`${in_("Europe/Warsaw")}# as before\n`);
  await looks(3);
  expect(told).toHaveLength(1);
});

test("departments and regions are as they are configured now, for past numbers too: whoever moves a team or a site is told", async () => {
  const teams = (department: string, region: string): string => `
sites:
  - id: here
    region: ${region}
    departments: [{ id: sale }, { id: help }]
    teams: [{ id: north, department: ${department} }, { id: south, department: help }]
`;
  const { write, looks, logger } = watching(teams("sale", "east"));
  write(teams("help", "west"));
  await looks(3);
  expect(logger.warn.mock.calls).toEqual([
    [
      "organisation_edited",
      { site: "here", region: { before: "east", after: "west" }, teams: ["north"], fix: expect.any(String) },
    ],
  ]);
});

test("a holiday that is added to a day that is over is said, by day; one that is still to come is not", async () => {
  const closed = (...dates: readonly string[]): string => `sites:
  - id: here
    zone: Europe/Warsaw
    calendar: office
    calendars:
      - id: office
        hours: { monday: 08:00-18:00, tuesday: 08:00-18:00 }
        exceptions: [${dates.map((date) => `{ date: ${date} }`).join(", ")}]
`;
  const { write, looks, logger } = watching(closed("2026-11-23"), Date.parse("2026-11-25T12:00:00Z"));
  write(closed("2026-11-23", "2026-11-30"));
  await looks(2);
  expect(logger.warn).not.toHaveBeenCalled();
  write(closed("2026-11-24", "2026-11-30"));
  await looks(2);
  expect(logger.warn.mock.calls).toEqual([
    [
      "past_days_edited",
      { site: "here", calendar: "office", days: ["2026-11-23", "2026-11-24"], fix: expect.any(String) },
    ],
  ]);
});
