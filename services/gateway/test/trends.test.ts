import { type CanonicalEvent, DEFAULT_POLICY, type EventType, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { partitionOfSite } from "@floorwalker/events";
import type { StoredPartition } from "@floorwalker/ports";
import { claimed } from "@floorwalker/ports/contract";
import type { Row } from "@floorwalker/protocol";
import { emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { keptLevelPrefixes, viewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { HeldRow } from "../src/held-row.ts";
import type { LiveHub } from "../src/live-hub.ts";
import { KeptTrends } from "../src/trends/kept-trends.ts";
import { POINTS, type TrendPoint, Trends } from "../src/trends/trends.ts";
import { createTurns, type Turns } from "../src/turns.ts";
import { PARTITIONS, runGateway, until } from "./running-gateway.ts";
import { StoredFloor } from "./stored-floor.ts";

const MINUTE = 60_000;
const queue = (over: object = {}) => ({
  id: "queue:s:q:call",
  kind: "queue",
  site: "s",
  staleSince: null,
  "inTime.30m": 8,
  "decided.30m": 10,
  ...over,
});
const none = new Set<string>();

test("a point a minute of what boards show, of a day one a quarter of an hour, and never more than are kept", () => {
  const trends = new Trends();
  for (let n = 0; n < 3 * POINTS; n += 1) trends.sample([queue()], none, n * MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toHaveLength(POINTS);
  expect(trends.of("queue:s:q:call", "30m").at(-1)).toEqual([(3 * POINTS - 1) * MINUTE, 8, 10]);
  expect(trends.of("queue:s:q:call", "day")).toHaveLength((3 * POINTS) / 15);
});

test("what is not to be believed has no point: a silent source, a site that catches up", () => {
  const trends = new Trends();
  trends.sample([queue({ staleSince: 1 })], none, 0);
  trends.sample([queue()], new Set(["s"]), MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([]);
  trends.sample([queue()], none, 2 * MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([[2 * MINUTE, 8, 10]]);
});

test("a queue that is gone leaves nothing behind", () => {
  const trends = new Trends();
  trends.sample([queue()], none, 0);
  trends.sample([], none, MINUTE);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([]);
});

test("of a site with more rows than a call takes arguments the past is read too", async () => {
  const row = { name: { site: "s", kind: "agent" }, row: null, moment: MINUTE };
  const rows = new Array(200_000).fill(row);
  const replica = {
    row: () => ({ row: { dayFrom: 0 } }),
    live: () => true,
    rows: () => rows,
    position: () => [[1, 1]],
  };
  const logged: unknown[] = [];
  const asked = Promise.withResolvers<void>();
  const kept = new KeptTrends({
    store: {
      stored: async () => ({ checkpoint: { epoch: 1, sequence: 1 } }) as unknown as StoredPartition,
      async *rows() {
        asked.resolve();
        yield [];
      },
    },
    partitions: 1,
    hub: { replica } as unknown as LiveHub,
    trends: new Trends(),
    turns: {} as Turns,
    logger: { warn: (...line: readonly unknown[]) => void logged.push(line) },
    clock: () => 0,
  });
  await kept.fill("s");
  expect(logged).toEqual([]);
  await asked.promise;
});

test("what was before this gateway began goes before its own points, and is not said twice", () => {
  const trends = new Trends();
  trends.sample([queue()], none, 10 * MINUTE);
  trends.before("queue:s:q:call", "30m", [
    [8 * MINUTE, 1, 2],
    [9 * MINUTE, 3, 4],
    [9.6 * MINUTE, 5, 6],
    [11 * MINUTE, 7, 8],
  ]);
  expect(trends.of("queue:s:q:call", "30m")).toEqual([
    [8 * MINUTE, 1, 2],
    [9 * MINUTE, 3, 4],
    [10 * MINUTE, 8, 10],
  ]);
});

const T0 = Date.parse("2026-11-29T06:00:00Z");
const SALES = "queue:krakow:sales:call";
const SITE = {
  ...unconfiguredSite("krakow"),
  zone: "Europe/Warsaw",
  queues: [
    { ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 } as const,
  ],
};
const WINDOWS = ["15m", "30m", "60m", "day"] as const;

/** A call every eleven seconds or so for three hours: answered in time and late, abandoned, and one who waits for an hour. */
function calls(): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  const tell = (contact: string, at: number, type: EventType): void =>
    void events.push({
      id: `${contact}-${type}`,
      source: "/acd",
      type,
      time: T0 + at,
      recordedTime: null,
      site: "krakow",
      channel: "call",
      contact,
      segment: "1",
      queue: "sales",
      agent: null,
      data: {},
    });
  for (let n = 0; n < 1_000; n++) {
    const at = n * 10_793;
    const wait = ((n * 7_919) % 47_000) + 100;
    tell(`c${n}`, at, "cc.contact.queued");
    if (n % 5 === 0) tell(`c${n}`, at + wait, "cc.contact.abandoned");
    else tell(`c${n}`, at + (n % 211 === 0 ? 3_600_000 : wait), "cc.contact.answered");
  }
  return events.sort((a, b) => a.time - b.time);
}

test("a gateway that has just begun shows the trend that rows had, in every window", async () => {
  const end = T0 + 180 * MINUTE;
  const config = () => ({ ...emptyConfiguration(), sites: new Map([["krakow", SITE]]) });
  const running = await runGateway({ config, clock: () => end });
  try {
    const { store } = running.embedded;
    const floor = new StoredFloor(store, SITE);
    const told = calls();
    const before = (at: number) => told.splice(0, told.filter(({ time }) => time < at).length);
    const shown = new Map<number, Row>();
    for (let at = T0 + 120 * MINUTE; at <= end; at += 5 * MINUTE) {
      await floor.commit(before(at), at - 1);
      const bytes = (await store.snapshot(partitionOfSite("krakow", PARTITIONS))).rows.get(SALES)!;
      shown.set(at, viewRow(SALES, bytes) as Row);
    }
    // What comes within the last minute: those before are told as they were.
    await floor.commit(before(end + 30_000), end + 30_000);
    await running.restart({ clock: () => end + 30_000 });
    for (const window of WINDOWS) {
      let points: readonly TrendPoint[] = [];
      await until(async () => {
        const answer = (await (await running.get(`v1/trends?site=krakow&window=${window}`)).json()) as {
          queues: { points: TrendPoint[] }[];
        };
        points = answer.queues[0]?.points ?? [];
        return points.length > 0;
      }, `a trend over ${window}`);
      expect(points.length).toBe({ "15m": 15, "30m": 30, "60m": 60, day: 41 }[window]);
      expect(points.filter(([at]) => shown.has(at))).toEqual(
        [...shown].flatMap(([at, row]) =>
          points.some(([of]) => of === at) ? [[at, row[`inTime.${window}`], row[`decided.${window}`]]] : [],
        ),
      );
      expect(points.filter(([at]) => shown.has(at))).toHaveLength({ "15m": 3, "30m": 6, "60m": 12, day: 5 }[window]);
      expect(points.some(([, inTime, decided]) => decided > 20 && inTime < decided)).toBe(true);
    }
  } finally {
    await running.stop();
  }
});

test("a site whose owner commits while it is read has its trend; what is read in vain rests before all of it is read again", async () => {
  const end = T0 + 60 * MINUTE;
  const embedded = openEmbedded(":memory:");
  const partition = partitionOfSite("krakow", PARTITIONS);
  const { store } = embedded;
  const floor = new StoredFloor(store, SITE);
  const told = calls();
  await floor.commit(
    told.filter(({ time }) => time < end),
    end,
  );
  const snapshot = await store.snapshot(partition);
  const rows = new Map([...snapshot.rows].map(([id, bytes]) => [id, new HeldRow(id, bytes)]));
  let { epoch } = snapshot.position;
  let [reads, now, commits] = [0, end, 0];
  let meanwhile = async (): Promise<void> => {};
  const trends = new Trends();
  const filling = (): KeptTrends =>
    new KeptTrends({
      store: {
        stored: (of) => store.stored(of),
        async *rows(...given) {
          reads++;
          yield* store.rows(...given);
          await meanwhile();
        },
      },
      partitions: PARTITIONS,
      hub: {
        replica: {
          live: () => true,
          row: (id) => rows.get(id) ?? null,
          rows: () => rows.values(),
          position: () => ({ [partition]: [epoch, snapshot.position.sequence] }),
        },
      },
      trends,
      turns: createTurns(),
      logger: silentLogger,
      clock: () => now,
    });
  const asked = async (kept: KeptTrends): Promise<number> => {
    const before = reads;
    for (let request = 0; request < 10; request++) await kept.fill("krakow");
    return reads - before;
  };
  const once = keptLevelPrefixes("krakow").length;

  // Each time another owner.
  meanwhile = async () => {
    ({ epoch } = await claimed(store, partition));
  };
  const inVain = filling();
  expect(await asked(inVain)).toBe(once);
  expect(trends.of(SALES, "30m")).toEqual([]);
  now += 10 * MINUTE;
  expect(await asked(inVain)).toBe(once);

  const later = new StoredFloor(store, SITE);
  await later.commit([], end);
  ({ epoch } = (await store.stored(partition))!.checkpoint);
  meanwhile = () => later.commit([], end + ++commits);
  expect(await asked(filling())).toBe(once);
  expect(commits).toBe(once);
  expect(trends.of(SALES, "30m").length).toBeGreaterThan(25);
  await embedded.close();
});

test("what its owner commits between the rows and what is stored moves no moment before: callers who are answered, and who cross the threshold", async () => {
  const end = T0 + 60 * MINUTE;
  const embedded = openEmbedded(":memory:");
  const partition = partitionOfSite("krakow", PARTITIONS);
  const { store } = embedded;
  const floor = new StoredFloor(store, SITE);
  const told = (from: number, to: number) => calls().filter(({ time }) => time >= from && time < to);
  await floor.commit(told(0, end), end);
  const { position, rows: kept } = await store.snapshot(partition);
  const rows = new Map([...kept].map(([id, bytes]) => [id, new HeldRow(id, bytes)]));
  const filled = async (meanwhile: () => Promise<void>) => {
    const trends = new Trends();
    const replica = {
      live: () => true,
      row: (id: string) => rows.get(id) ?? null,
      rows: () => rows.values(),
      position: (): Record<string, [string, number]> => ({ [partition]: [position.epoch, position.sequence] }),
    };
    const stored = { stored: (of: number) => store.stored(of), rows: (of: number, prefix: string) => read(of, prefix) };
    async function* read(of: number, prefix: string) {
      await meanwhile();
      yield* store.rows(of, prefix);
    }
    const parts = { partitions: PARTITIONS, turns: createTurns(), logger: silentLogger, clock: () => end };
    await new KeptTrends({ ...parts, store: stored, hub: { replica }, trends }).fill("krakow");
    return WINDOWS.map((window) => [window, trends.of(SALES, window).filter(([at]) => at < end)] as const);
  };
  const quietly = await filled(async () => {});
  const waiting = rows.get(SALES)!.row!.waitingPastThreshold;
  let later = end;
  const meanwhile = await filled(async () => {
    const from = later;
    later += 45_000;
    await floor.commit(told(from, later), later);
  });
  const now = (await store.snapshot(partition)).rows.get(SALES)!;
  expect(viewRow(SALES, now).waitingPastThreshold).not.toBe(waiting);
  expect(meanwhile).toEqual(quietly);
  expect(meanwhile.map(([, points]) => points.length)).toEqual([15, 30, 60, 32]);
  await embedded.close();
});
