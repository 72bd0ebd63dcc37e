/**
 * The history of some days in Redis (laws H1–H5 of its port), where there is no PostgreSQL. All keys begin with `<prefix>:{history}:` +
 * intervals:<site>:<length>:<kind>:<from> (hash: cell → version, minutes, bytes) · begins:<site>:<length> (sorted set) ·
 * restated:<site>:<minute> (hash) · minutes:<site>, ends:<site>:<length> (sorted sets) · sites (hash: how often something of it was put).
 * Every key but the last has an expiry, so that it is gone although nobody forgets it; what is older than is kept is not taken.
 */
import { type CellKind, cellKind, type Interval, isLater, type KeptLength, latestOf } from "@floorwalker/domain";
import type { History, HistoryQuery, KeptSpan, PutIntervals, Restatement, RestatementQuery } from "@floorwalker/ports";
import type { Redis } from "ioredis";
import { connectOrExplain, newConnection, type RedisLogger } from "./connection.ts";
import {
  type Found,
  intervalsKey,
  LETTER,
  putArguments,
  storedInterval,
  storedRestatement,
} from "./interval-arguments.ts";
import type { RedisAccess } from "./redis-options.ts";
import type { Argument } from "./script-command.ts";
import { runScript, type ScriptName } from "./scripts.ts";

export interface RedisHistoryOptions extends RedisAccess {
  /** Put before every key ("floorwalker"). */
  readonly prefix?: string;
  readonly logger?: RedisLogger;
  /** A command without an answer for so long is rejected, ms (5,000). */
  readonly commandTimeoutMs?: number;
  /** Wall clock, epoch ms; absent: the system's. */
  readonly clock?: () => number;
}

const DAY_MS = 86_400_000;
/** How long Redis keeps each length: whatever the configuration says, memory is no archive. */
export const REDIS_KEEPS: Readonly<Record<KeptLength, number>> & { readonly facts: null } = {
  "15m": 8 * DAY_MS,
  day: 8 * DAY_MS,
  facts: null,
};
/** An expiry is for when nobody forgets. */
const SPARE_MS = DAY_MS;
/** Intervals of one call: Redis does nothing else meanwhile, some ms. */
const PIECE = 2_000;
const EVERYTHING = 1e9;
/** A put during a reading makes it begin anew; so often, then it is read in one call. */
const READINGS = 3;
const PUTS = 20;
const FORGET_STEP = 500;

type Piece = readonly [puts: Buffer, next: Buffer, ...(readonly (Buffer | readonly Buffer[])[])];

/** @throws ConnectionError */
export async function openRedisHistory(options: RedisHistoryOptions): Promise<RedisHistory> {
  const history = new RedisHistory(options);
  await history.connect();
  return history;
}

export class RedisHistory implements History {
  readonly facts = null;
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #options: RedisHistoryOptions;

  constructor(options: RedisHistoryOptions) {
    const { logger, commandTimeoutMs = 5_000, prefix = "floorwalker", clock: _, ...access } = options;
    this.#options = options;
    this.#prefix = prefix;
    this.#redis = newConnection({ ...access, logger, commandTimeoutMs, name: `${prefix}-history` });
  }

  /** @throws ConnectionError */
  async connect(): Promise<void> {
    await connectOrExplain(this.#redis, this.#prefix, this.#options.logger, true);
  }

  async put(intervals: readonly Interval[], at: number): Promise<PutIntervals> {
    const now = await this.#now();
    const told = latestOf(intervals).filter(({ to, length }) => to > now - REDIS_KEEPS[length]);
    if (told.length === 0) return { later: 0, restatements: 0 };
    for (let tries = 0; tries < PUTS; tries++) {
      const found = await this.#found(told.filter(({ restated }) => restated > 0));
      const ttl = (length: KeptLength, to: number): number =>
        Math.max(1, Math.ceil(to + REDIS_KEEPS[length] + SPARE_MS - now));
      const { parameters, restatements } = putArguments(told, found, at, ttl);
      const later = Number(await this.#run("putIntervals", parameters));
      if (later >= 0) return { later, restatements };
    }
    throw new Error("what is restated is put by somebody else again and again");
  }

  /** What is restated, as it is now; who is not later than that is left out, and restates nothing. */
  async #found(restated: readonly Interval[]): Promise<Found> {
    const found = await Promise.all(
      restated.map(async (interval) => {
        const value = await this.#redis.hgetBuffer(`${this.#base}:${intervalsKey(interval)}`, interval.cell);
        return [interval, value === null ? null : storedInterval(interval, value)] as const;
      }),
    );
    return new Map(found.filter(([interval, before]) => before === null || isLater(interval.version, before.version)));
  }

  async *read(query: HistoryQuery): AsyncIterable<readonly Interval[]> {
    const { site, length } = query;
    for (const rows of await this.#pieces(query)) {
      for (let at = 0; at < rows.length; at += 2) {
        const from = Number(String(rows[at]));
        const flat = rows[at + 1] as readonly Buffer[];
        const cells: (readonly [cell: Buffer, value: Buffer])[] = [];
        for (let cell = 0; cell < flat.length; cell += 2) cells.push([flat[cell]!, flat[cell + 1]!]);
        cells.sort(([one], [other]) => Buffer.compare(one, other));
        yield cells.map(([cell, value]) => storedInterval({ site, length, from, cell: cell.toString() }, value));
      }
    }
  }

  /** All of one moment (law H3): read again when something of the site was put meanwhile, at last in one call. */
  async #pieces(query: HistoryQuery): Promise<readonly (readonly (Buffer | readonly Buffer[])[])[]> {
    for (let reading = 0; reading < READINGS; reading++) {
      const pieces = [await this.#piece(query, query.from, PIECE)];
      const seen = String(pieces[0]![0]);
      let last = pieces[0]!;
      while (last[1].length > 0 && String(last[0]) === seen) {
        last = await this.#piece(query, Number(String(last[1])), PIECE);
        pieces.push(last);
      }
      if (String(last[0]) === seen) return pieces.map(([, , ...rows]) => rows);
    }
    const [, , ...rows] = await this.#piece(query, query.from, EVERYTHING);
    return [rows];
  }

  async #piece({ site, length, to, of }: HistoryQuery, from: number, most: number): Promise<Piece> {
    const parameters = [site, length, from, to, most, "values", ...kindsOf(of)];
    return (await this.#run("readIntervals", parameters, "bytes")) as Piece;
  }

  async count({ site, length, from, to, of }: HistoryQuery): Promise<number> {
    const parameters = [site, length, from, to, EVERYTHING, "count", ...kindsOf(of)];
    const [, , count] = (await this.#run("readIntervals", parameters)) as [string, string, number];
    return count;
  }

  async kept(site: string, length: KeptLength): Promise<KeptSpan | null> {
    const [from, to] = (await this.#run("keptIntervals", [site, length])) as readonly string[];
    return from === undefined ? null : { from: Number(from), to: Number(to) };
  }

  async restatements({ site, from, to, limit }: RestatementQuery): Promise<readonly Restatement[]> {
    const minutes = await this.#redis.zrange(`${this.#base}:minutes:${site}`, `(${to}`, String(from), "BYSCORE", "REV");
    const found: Restatement[] = [];
    for (const minute of minutes) {
      if (found.length >= limit) break;
      const entries = Object.entries(await this.#redis.hgetall(`${this.#base}:restated:${site}:${minute}`));
      const told = entries.map(([field, value]) => storedRestatement(site, Number(minute), field, value));
      found.push(...told.sort(inOrder));
    }
    return found.slice(0, limit);
  }

  async forget(length: KeptLength, before: number): Promise<void> {
    for (const site of Object.keys(await this.#redis.hgetall(`${this.#base}:sites`)))
      for (let from = "-inf"; from !== ""; )
        from = (await this.#run("forgetIntervals", [site, length, before, from, FORGET_STEP])) as string;
  }

  /** By the keys of their kinds, begin by begin: it has eight days of them at the most. */
  async forgetAgents(length: KeptLength, before: number): Promise<void> {
    for (const site of Object.keys(await this.#redis.hgetall(`${this.#base}:sites`))) {
      await this.#forgetAgentRestatements(site, length, before);
      const begins = await this.#redis.zrange(
        `${this.#base}:begins:${site}:${length}`,
        "-inf",
        `(${before}`,
        "BYSCORE",
      );
      for (const begin of begins)
        for (const kind of OF_AGENT) {
          const key = `${this.#base}:intervals:${site}:${length}:${LETTER[kind]}:${begin}`;
          const cells = Object.entries(await this.#redis.hgetall(key));
          const over = cells.filter(([, value]) => Number(begin) + minutesOf(value) * 60_000 <= before);
          if (over.length > 0) await this.#redis.hdel(key, ...over.map(([cell]) => cell));
        }
    }
  }

  async #forgetAgentRestatements(site: string, length: KeptLength, before: number): Promise<void> {
    const ends = `${this.#base}:ends:${site}:${length}`;
    for (const member of await this.#redis.zrange(ends, "-inf", String(before), "BYSCORE")) {
      const [, minute, field] = /^(\d+) (.*)$/su.exec(member)!;
      const [, , cell] = JSON.parse(field!) as [KeptLength, number, string];
      if (!OF_AGENT.some((kind) => cellKind(cell) === kind)) continue;
      await this.#redis.hdel(`${this.#base}:restated:${site}:${minute}`, field!);
      await this.#redis.zrem(ends, member);
    }
  }

  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => {});
    this.#redis.disconnect();
  }

  /** Two clocks, of which one that is ahead must not make what is told too old to be kept: the server's is that of the expiries. */
  async #now(): Promise<number> {
    const [seconds] = await this.#redis.time();
    return Math.min((this.#options.clock ?? Date.now)(), Number(seconds) * 1_000);
  }

  get #base(): string {
    return `${this.#prefix}:{history}`;
  }

  #run(name: ScriptName, parameters: readonly Argument[], reply: "text" | "bytes" = "text"): Promise<unknown> {
    return runScript(this.#redis, { name, base: this.#base, parameters, reply });
  }
}

const OF_AGENT: readonly CellKind[] = ["agent", "agentQueue"];

/** What a stored interval begins with (`lua/putIntervals.lua`). */
const minutesOf = (value: string): number => Number(/^\d+ \d+ (\d+) /.exec(value)?.[1]);

/** Each kind once, with the cells that are asked for; −1: all of them. */
function kindsOf(of: HistoryQuery["of"]): readonly Argument[] {
  if ("kind" in of) return [1, LETTER[of.kind], -1];
  const kinds = Map.groupBy(of.cells, (cell): CellKind => cellKind(cell));
  return [kinds.size, ...[...kinds].flatMap(([kind, cells]) => [LETTER[kind], cells.length, ...cells])];
}

function inOrder(one: Restatement, other: Restatement): number {
  if (one.length !== other.length) return one.length < other.length ? -1 : 1;
  if (one.from !== other.from) return one.from - other.from;
  return Buffer.compare(Buffer.from(one.cell), Buffer.from(other.cell)) || (one.kpi < other.kpi ? -1 : 1);
}
