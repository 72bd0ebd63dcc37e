/**
 * What an answer of `/v1/history` costs, over HTTP, from the embedded file, from PostgreSQL and (the days it keeps) from Redis: a day by quarters of 50 queues, a month by
 * days, beside everything else that such a site leaves.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  agentCell,
  channelCell,
  dayStart,
  type KeptLength,
  nextDayStart,
  queueCell,
  SITE_CELL,
  teamCell,
  unconfiguredSite,
} from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { startGateway } from "@floorwalker/gateway";
import type { History } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import { openPostgresHistory } from "@floorwalker/postgres";
import { openRedisHistory } from "@floorwalker/redis";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { startBackend } from "../../support/src/backends.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { ascending, quantile } from "./quantile.ts";
import { cpuMeter } from "./yardstick.ts";

const RUNS = 9;
const [QUEUES, AGENTS, TEAMS, DAYS] = [50, 500, 20, 31];
const QUARTER = 900_000;
const zone = "Europe/Warsaw";
/** The end of a day, so that it is over and all of it is kept. */
const NOW = nextDayStart(Date.UTC(2026, 10, 20, 12), zone);
const names = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);
const CELLS = [
  ...names(QUEUES, "queue").map((queue) => queueCell(queue, "call")),
  channelCell("call"),
  SITE_CELL,
  ...names(AGENTS, "agent").map(agentCell),
  ...names(TEAMS, "team").map(teamCell),
];
const FEW = "kpis=offered,answered,serviceLevel,averageSpeedOfAnswer,averageHandleTime,abandonRate,waitP90";
const QUESTIONS = [
  {
    question: "a day by 15 min, 50 queues, 7 KPIs",
    query: `queue=*&from=yesterday&interval=15m&${FEW}`,
    rows: QUEUES * 96,
  },
  { question: "the same, all KPIs", query: "queue=*&from=yesterday&interval=15m", rows: QUEUES * 96 },
  {
    question: "a month by day, 50 queues, 7 KPIs",
    query: `queue=*&from=2026-10-21&interval=day&${FEW}`,
    rows: QUEUES * DAYS,
  },
  {
    question: "a month by day, 500 agents, all KPIs",
    query: "agent=*&from=2026-10-21&interval=day",
    rows: AGENTS * DAYS,
  },
] as const;
type Question = (typeof QUESTIONS)[number];
const OF_A_DAY = QUESTIONS.filter(({ query }) => query.includes("interval=15m"));

export const historyBench: Bench = async ({ runs = RUNS }) => {
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-bench-history-"));
  const embedded = openEmbedded(join(folder, "state.sqlite"));
  const postgres = await startBackend("postgres");
  const redis = await startBackend("redis");
  const rows: BenchRow[] = [];
  const faults: string[] = [];
  const notes = [
    `${CELLS.length} cells: ${QUEUES} queues, ${AGENTS} agents, ${TEAMS} teams; one day of quarters (${96 * CELLS.length} intervals), ${DAYS} days; median of ${runs} requests after a first one.`,
  ];
  try {
    await fill(embedded.history);
    const ask = async (name: string, history: History, questions: readonly Question[] = QUESTIONS): Promise<void> => {
      for (const each of await measured(history, runs, questions)) {
        rows.push({ "kept in": name, ...each });
        const { rows: expected } = QUESTIONS.find(({ question }) => question === each.question)!;
        if (each.rows !== expected) faults.push(`${name}, ${each.question}: ${each.rows} rows instead of ${expected}`);
      }
    };
    await ask("embedded file", embedded.history);
    if ("skip" in postgres) notes.push(postgres.skip);
    else {
      const url = new URL(postgres.address);
      const user = url.username;
      url.username = "";
      const at = { url: url.href, user, password: null, tls: null, schema: `bench-${process.pid}` };
      const history = await openPostgresHistory(at);
      await fill(history);
      await ask("PostgreSQL", history);
      await history.close();
    }
    if ("skip" in redis) notes.push(redis.skip);
    else {
      const history = await openRedisHistory({ url: redis.address, clock: () => NOW });
      await fill(history);
      await ask("Redis", history, OF_A_DAY);
      await history.close();
    }
  } finally {
    await embedded.close();
    for (const server of [postgres, redis]) if (!("skip" in server)) await server.stop();
    await rm(folder, { recursive: true });
  }
  return { rows, notes, faults };
};

async function fill(history: History): Promise<void> {
  const put = (length: KeptLength, from: number, to: number) =>
    history.put(
      CELLS.map((cell) => sampleInterval({ site: "here", zone, cell, length, from, to })),
      NOW,
    );
  for (let from = NOW - 96 * QUARTER; from < NOW; from += QUARTER) await put("15m", from, from + QUARTER);
  for (let day = 0, to = NOW; day < DAYS; day++) {
    const from = dayStart(to - 1, zone);
    await put("day", from, to);
    to = from;
  }
}

async function measured(history: History, runs: number, questions: readonly Question[]) {
  const floor = openEmbedded(":memory:");
  const gateway = await startGateway({
    store: floor.store,
    history,
    partitions: 1,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", { ...unconfiguredSite("here"), zone }]]) }),
    log: floor.log,
    host: "127.0.0.1",
    port: 0,
    boardDir: null,
    clock: () => NOW,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "bench", build: "bench" },
  });
  const answers = [];
  for (const { question, query } of questions) {
    const times: number[] = [];
    let text = "";
    let cpu = cpuMeter();
    for (let run = 0; run <= runs; run++) {
      if (run === 1) cpu = cpuMeter();
      const began = performance.now();
      text = await (await fetch(`${gateway.url}v1/history?site=here&${query}`)).text();
      if (run > 0) times.push(performance.now() - began);
    }
    const cpuMs = cpu() / 1000 / runs;
    const found = (JSON.parse(text) as { rows?: unknown[] }).rows?.length ?? 0;
    answers.push({
      question,
      rows: found,
      "CPU ms": cpuMs,
      MB: text.length / 2 ** 20,
      "median ms": quantile(ascending(times), 0.5),
      "best ms": Math.min(...times),
    });
  }
  await gateway.stop();
  await floor.close();
  return answers;
}
