/**
 * What aggregators before formats had names stored of a small morning at 09:05 (`../golden`): 19 events, five calls answered,
 * two abandoned, one that waits, and an alert that nobody has taken yet. Never made anew: it is what is out there.
 */
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { KpiRule } from "@floorwalker/domain";
import type { LogMessage } from "@floorwalker/ports";
import type { Redis } from "ioredis";

/** The first program, and the last that named no format. */
export type OlderProgram = "ffec8ce" | "9ecdf15";

const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8");

/** Epoch ms at which it was stored. */
export const GOLDEN_NOW = Date.UTC(2026, 10, 21, 9, 5);

/** The queue and the rule it was stored with. */
export const GOLDEN_SALES = {
  queue: "sales",
  channel: "call",
  title: "Sales",
  policy: "answered-only",
  target: 0.8,
} as const;
export const GOLDEN_RULE: KpiRule = {
  kind: "kpi",
  default: false,
  id: "long-wait",
  kpi: "serviceLevel",
  queue: "sales",
  channel: "call",
  window: "15m",
  direction: "below",
  limit: 0.8,
  clear: 0.85,
  holdForMs: 0,
  minimumSample: 0,
  severity: "critical",
  receivers: ["chat-room"],
};

export function writeGoldenFile(path: string, program: OlderProgram): void {
  const database = new DatabaseSync(path);
  database.exec(golden(`${program}.sql`));
  database.close();
}

/** As the log had them. */
export function goldenEvents(): readonly LogMessage[] {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(golden("ffec8ce.sql"));
    const rows = database.prepare("SELECT key, value FROM log_records ORDER BY id").all();
    return rows.map(({ key, value }) => ({ key: String(key), value: value as Uint8Array }));
  } finally {
    database.close();
  }
}

type Stored =
  | { readonly hash: Readonly<Record<string, string>> }
  | { readonly zset: readonly string[] }
  | { readonly stream: readonly (readonly [id: string, fields: readonly string[]])[] };

export async function writeGoldenRedis(redis: Redis, prefix: string, program: OlderProgram): Promise<void> {
  for (const [name, stored] of Object.entries(JSON.parse(golden(`${program}-redis.json`)) as Record<string, Stored>)) {
    const key = `${prefix}:${name}`;
    if ("hash" in stored) await redis.hset(key, stored.hash);
    else if ("stream" in stored) for (const [id, fields] of stored.stream) await redis.xadd(key, id, ...fields);
    else
      for (let at = 0; at < stored.zset.length; at += 2) await redis.zadd(key, stored.zset[at + 1]!, stored.zset[at]!);
  }
}
