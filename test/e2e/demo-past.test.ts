/**
 * The days behind the demo, as whoever starts the real program finds them: told while it is live, once, also when it is killed on the way.
 * What they must hold is counted from the simulated days themselves.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localDate } from "@floorwalker/domain";
import { demoConfiguration } from "@floorwalker/runtime";
import { daysBehind, type PastDay, pastDay } from "@floorwalker/simulator";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningProgram, startProgram } from "../support/src/program.ts";

const SITE = [...demoConfiguration().sites.values()][0]!;
const PATIENCE = { timeout: 240_000, interval: 200 };
const HOUR = 3_600_000;

let folder: string;
let program: RunningProgram;
let startedAt: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-past-"));
  startedAt = Date.now();
  program = await startProgram([], folder);
});
afterAll(async () => {
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

const get = async <T>(path: string): Promise<T> => (await (await fetch(`${program.url}${path}`)).json()) as T;
const note = async (): Promise<string | null> =>
  (await get<{ notes?: { past?: string } }>("readyz")).notes?.past ?? null;
const told = async (): Promise<number> => Number(/^(\d+) of/.exec((await note()) ?? "")?.[1] ?? Number.NaN);

interface HistoryAnswer {
  readonly rows: readonly {
    readonly from: string;
    readonly counters: Record<string, number>;
    readonly restated: number;
  }[];
}

const wholeDays = (): readonly PastDay[] => daysBehind(8, startedAt - HOUR, SITE.zone).slice(0, -1);
const within = (from: number, to: number): string =>
  `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
/** Midnight may come while this runs. */
function yesterday(): string {
  const { from, to } = wholeDays().at(-1)!;
  return within(from, to);
}
const history = (query: string): Promise<HistoryAnswer> => get(`v1/history?site=${SITE.id}&${query}`);

test("killed while the days are being told and started again: each counts once, and is told as a whole", async () => {
  await vi.waitUntil(async () => (await told()) >= 2, PATIENCE);
  // Live all the while, and nothing is told of a part of the past.
  const floor = await get<{ rows: readonly Record<string, unknown>[] }>("v1/views/floor");
  expect(floor.rows.find(({ id }) => id === `site:${SITE.id}`)).toMatchObject({ "offered.60m": expect.any(Number) });
  expect((await history("from=this-month&interval=day")).rows.length).toBeLessThanOrEqual(1);
  process.kill(program.pid, "SIGKILL");
  await program.stop();
  program = await startProgram([], folder);
  await vi.waitUntil(async () => (await note()) === null, PATIENCE);

  const days = wholeDays();
  const asked = `${within(days[0]!.from, days.at(-1)!.to)}&interval=day`;
  const offered: number[] = [];
  for (const day of days) {
    const { contacts } = await pastDay(SITE, 1, day, async () => {});
    const begun = ["cc.contact.queued", "cc.contact.reopened"];
    offered.push(contacts.flat().filter(({ type }) => begun.includes(type)).length);
  }
  // What came last is told anew a moment after it was counted.
  await vi.waitFor(async () => {
    const { rows } = await history(asked);
    expect(rows.map(({ counters }) => counters.offered)).toEqual(offered);
  }, PATIENCE);
  const { rows } = await history(asked);
  expect(rows.map((row) => localDate(Date.parse(row.from), SITE.zone))).toEqual(
    days.map((day) => localDate(day.from, SITE.zone)),
  );
  // Only what came later still is restated, and said.
  expect(rows.map(({ restated }) => restated > 0)).toEqual(rows.map((_, index) => index === rows.length - 1));
  const { restatements } = await get<{ restatements: readonly object[] }>(
    `v1/restatements?site=${SITE.id}&from=today&limit=1000`,
  );
  expect(restatements.length).toBeGreaterThan(20);
  expect(restatements.length).toBeLessThan(1_000);
}, 600_000);

test("every view has something to show: yesterday by half hour, explained, forecast, reasons against the weeks before, the week's goals", async () => {
  const halves = await history(`${yesterday()}&interval=30m&kpis=serviceLevel,offered`);
  expect(halves.rows.length).toBeGreaterThan(40);
  for (const scope of ["queue=*", "team=*", "agent=*"])
    expect((await history(`${yesterday()}&interval=day&${scope}`)).rows.length).toBeGreaterThan(1);
  const shown = await history(`${yesterday()}&interval=day&queue=support&channel=call`);
  const explained = await get<{ denominator: { count: number }; value: number }>(
    `v1/explain?site=${SITE.id}&queue=support&channel=call&kpi=serviceLevel&${yesterday()}`,
  );
  const { answered, abandoned, shortAbandoned } = shown.rows[0]!.counters as Record<string, number>;
  expect(explained.denominator.count).toBe(answered! + abandoned! - shortAbandoned!);
  const planning = await get<{ queues: { queue: string; forecast: { days: number } | null }[] }>(
    `v1/planning?site=${SITE.id}`,
  );
  expect(planning.queues.find(({ queue }) => queue === "support")?.forecast?.days).toBeGreaterThanOrEqual(2);
  const { reasons } = await get<{ reasons: { reason: string; usualShare: number | null }[] }>(
    `v1/reasons?site=${SITE.id}`,
  );
  expect(reasons.filter(({ usualShare }) => usualShare !== null).length).toBeGreaterThan(0);
  const { goals } = await get<{ goals: { month: { countedFrom: number } | null }[] }>(`v1/goals?site=${SITE.id}`);
  expect(goals.some(({ month }) => month !== null)).toBe(true);
});

test("another start on the same folder tells nothing again", async () => {
  const day = `${yesterday()}&interval=day`;
  const numbers = async () => (await history(day)).rows.map(({ from, counters }) => ({ from, counters }));
  const before = await numbers();
  await program.stop();
  program = await startProgram([], folder);
  expect(await note()).toBeNull();
  expect(await numbers()).toEqual(before);
});
