/**
 * The state of partitions in Redis 7 or Valkey, through ioredis. Laws: `packages/ports/src/store.ts`.
 *
 * Keys of partition 3, all in one slot of a cluster: `<prefix>:{p3}:` +
 * meta (hash: format, epoch, nonce, sequence, offset, mark, outbox, and the facts fold, partitions, log) · rows (hash) ·
 * views (hash) · records:<class>:<bucket> (hash) · buckets:<class> (sorted set) · outbox (stream, ids are epoch-number) ·
 * done (hash: an entry's id → receivers done with it, names its format) · lease (string) · changes (sharded channel; changes@4 in
 * database 4: channels are the whole server's).
 *
 * A rejected promise means "unknown": nothing is repeated here, the owner claims again and reloads.
 */

import { secretOf, secretText } from "@floorwalker/domain";
import type {
  Claim,
  Claimant,
  ClaimRefusal,
  Commit,
  CommitResult,
  FoundRecord,
  OutboxEntry,
  ReceiversDone,
  RecordBucket,
  SecretStore,
  StartOver,
  Store,
  StoredPartition,
  StoredValue,
  StoreFacts,
  ViewChange,
  ViewSnapshot,
} from "@floorwalker/ports";
import type { Redis } from "ioredis";
import { followChanges } from "./change-follower.ts";
import { commitArguments } from "./commit-arguments.ts";
import { connectOrExplain, newConnection, type RedisLogger } from "./connection.ts";
import type { RedisAccess } from "./redis-options.ts";
import { RedisStoreError } from "./redis-store-error.ts";
import type { Argument } from "./script-command.ts";
import { runScript, type ScriptName } from "./scripts.ts";

export interface RedisStoreOptions extends RedisAccess {
  /** Put before every key ("floorwalker"): a replay keeps to a prefix of its own. */
  readonly prefix?: string;
  readonly logger?: RedisLogger;
  /** A command without an answer for so long is rejected, ms (5,000). */
  readonly commandTimeoutMs?: number;
}

/**
 * Version of what is written; raise it when older programs could not read it. 1 (ffec8ce) had neither nonce nor facts nor
 * mark, and plain numbers as outbox ids; values of rows and records are bytes that name their format since 3.
 */
const FORMAT = "3";
const CHUNK = 5_000;
const PING_MS = 5_000;

export async function openRedisStore(options: RedisStoreOptions): Promise<RedisStore> {
  const store = new RedisStore(options);
  await store.connect();
  return store;
}

export class RedisStore implements Store, SecretStore {
  readonly #options: RedisStoreOptions;
  readonly #prefix: string;
  readonly #redis: Redis;
  readonly #followers = new Set<() => Promise<void>>();

  constructor(options: RedisStoreOptions) {
    this.#options = options;
    this.#prefix = options.prefix ?? "floorwalker";
    this.#redis = this.#connection("store");
  }

  /** @throws ConnectionError */
  async connect(): Promise<void> {
    await connectOrExplain(this.#redis, this.#prefix, this.#options.logger);
  }

  /** Beside the partitions' keys: `<prefix>:secret:<name>`. */
  async secret(name: string, made: string): Promise<string> {
    const key = `${this.#prefix}:secret:${name}`;
    await this.#redis.set(key, secretText(made), "NX");
    return secretOf((await this.#redis.get(key))!);
  }

  async claim(partition: number, { nonce, facts, oldestFold = 0 }: Claimant): Promise<Claim> {
    const { fold, partitions, log } = facts;
    const elsewhere = await this.#otherPartitions(partition, partitions);
    if (elsewhere !== null) return elsewhere;
    const answer = await this.#run("claimPartition", partition, [
      FORMAT,
      nonce,
      fold,
      partitions,
      log ?? "",
      oldestFold,
    ]);
    const [result, ...found] = answer as ["claimed", string, number, string, string] | ["refused", ...string[]];
    if (result === "refused") {
      const [reason, stored, wanted] = found as [ClaimRefusal, string, string];
      return { result, reason, stored, wanted };
    }
    const [epoch, sequence, offset, mark] = found as [string, number, string, string];
    const readOn = { offset: offset === "" ? null : Number(offset), mark: mark === "" ? null : mark };
    return { result, checkpoint: { epoch, sequence, ...readOn } };
  }

  async adopt(partition: number, { fold, partitions, log }: StoreFacts): Promise<void> {
    await this.#run("adoptLog", partition, [FORMAT, fold, partitions, log ?? ""]).catch((error: unknown) => {
      throw this.#explained(partition, error);
    });
  }

  async startOver(partition: number, { at, facts, rows }: StartOver): Promise<boolean> {
    const { fold, partitions, log } = facts;
    const held = await this.#classes(partition);
    const parameters = [FORMAT, at.epoch, at.sequence, fold, partitions, log ?? "", held.length, ...held];
    const answer = await this.#run("startOver", partition, [...parameters, ...rows.flat()]).catch((error: unknown) => {
      throw this.#explained(partition, error);
    });
    return answer === 1;
  }

  load(partition: number): AsyncIterable<readonly StoredValue[]> {
    return this.#scanHash(`${this.#base(partition)}:rows`);
  }

  rows(partition: number, prefix: string): AsyncIterable<readonly StoredValue[]> {
    return this.#scanHash(`${this.#base(partition)}:rows`, prefix);
  }

  async lookup(
    partition: number,
    recordClass: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, FoundRecord>> {
    const found = new Map<string, FoundRecord>();
    if (keys.length === 0) return found;
    const base = this.#base(partition);
    const parameters = [recordClass, ...keys];
    const answer = await runScript(this.#redis, { name: "findRecords", base, parameters, reply: "bytes" });
    const flat = answer as readonly (number | Buffer)[];
    for (let at = 0; at < flat.length; at += 3) {
      const key = keys[Number(flat[at]) - 2]!;
      found.set(key, { bucket: Number(String(flat[at + 1])), value: flat[at + 2] as Buffer });
    }
    return found;
  }

  bucket(partition: number, bucket: RecordBucket): AsyncIterable<readonly StoredValue[]> {
    return this.#scanHash(`${this.#base(partition)}:records:${bucket.class}:${bucket.bucket}`);
  }

  async commit(commit: Commit): Promise<CommitResult> {
    return (await this.#run(
      "commitPartition",
      commit.partition,
      commitArguments(commit, this.#channel(commit.partition)),
    )) as CommitResult;
  }

  async stored(partition: number): Promise<StoredPartition | null> {
    const found = await this.#redis.hmget(
      `${this.#base(partition)}:meta`,
      "epoch",
      "nonce",
      "sequence",
      "offset",
      "mark",
      "fold",
      "partitions",
      "log",
    );
    const [epoch, nonce, sequence, offset, mark, fold, partitions, log] = found.map((field) => field || null);
    if (!epoch) return null;
    return {
      checkpoint: {
        epoch: `${epoch}-${nonce ?? ""}`,
        sequence: Number(sequence ?? 0),
        offset: offset ? Number(offset) : null,
        mark: mark ?? null,
      },
      facts: fold && partitions ? { fold: Number(fold), partitions: Number(partitions), log: log ?? null } : null,
    };
  }

  async snapshot(partition: number): Promise<ViewSnapshot> {
    const base = this.#base(partition);
    const answer = await runScript(this.#redis, { name: "readSnapshot", base, parameters: [], reply: "bytes" });
    const [epoch, sequence, flat] = answer as readonly [Buffer, number, readonly Buffer[]];
    const rows = new Map<string, Uint8Array>();
    for (let at = 0; at < flat.length; at += 2) rows.set(flat[at]!.toString(), flat[at + 1]!);
    return { position: { epoch: epoch.toString(), sequence }, rows };
  }

  async follow(
    partitions: number,
    changed: (change: ViewChange) => void,
    lost: () => void,
  ): Promise<() => Promise<void>> {
    const channels = Array.from({ length: partitions }, (_, partition) => this.#channel(partition));
    const connection = this.#connection("follower");
    const end = await followChanges({ connection, channels, changed, lost, pingMs: PING_MS });
    const unsubscribe = async () => {
      this.#followers.delete(unsubscribe);
      await end();
    };
    this.#followers.add(unsubscribe);
    return unsubscribe;
  }

  async leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean> {
    return (await this.#run("leaseOutbox", partition, [owner, ms])) === 1;
  }

  async outbox(partition: number, limit: number, after?: string): Promise<readonly OutboxEntry[]> {
    const from = after === undefined ? "-" : `(${after.split("/")[0]}`;
    const entries = (await this.#run("readOutbox", partition, [from, limit])) as readonly (readonly string[])[];
    return entries.map(([id, nonce, payload = "", noted = ""]) => ({
      id: `${id}/${nonce}`,
      payload,
      done: doneOf(noted),
    }));
  }

  async noteDone(partition: number, owner: string, done: readonly ReceiversDone[]): Promise<boolean> {
    const parameters = done.flatMap(({ id, receivers }) => [...id.split("/"), JSON.stringify(receivers)]);
    return (await this.#run("noteDone", partition, [owner, ...parameters])) === 1;
  }

  async acknowledge(partition: number, ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += CHUNK) {
      const chunk = ids.slice(at, at + CHUNK).flatMap((id) => id.split("/"));
      await this.#run("acknowledgeOutbox", partition, chunk);
    }
  }

  async erase(): Promise<void> {
    for await (const keys of this.#scan(`${globOf(this.#prefix)}:{p*`)) await this.#redis.unlink(keys);
  }

  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#followers].map((end) => end()));
    // QUIT lets what was sent be answered; without a connection there is nothing to wait for.
    await this.#redis.quit().catch(() => {});
    this.#redis.disconnect();
  }

  /** Of records. One that comes later comes with a commit. */
  async #classes(partition: number): Promise<string[]> {
    const index = `${this.#base(partition)}:buckets:`;
    const found = new Set<string>();
    for await (const keys of this.#scan(`${globOf(index)}*`))
      for (const key of keys) found.add(key.slice(index.length));
    return [...found];
  }

  #explained(partition: number, error: unknown): unknown {
    if (!(error instanceof Error && error.message.startsWith("FORMAT"))) return error;
    return new RedisStoreError(
      "state_format_unknown",
      `the state under ${this.#base(partition)} has format ${error.message.slice(7)}, this program writes ${FORMAT}; use the program that wrote it or another prefix`,
      error,
    );
  }

  /**
   * A partition that nobody claimed yet has no facts of its own; partition 0, which every installation has, speaks for all.
   * (Its key may lie on another node of a cluster, so this is no part of the script; the number never changes.)
   */
  async #otherPartitions(partition: number, wanted: number): Promise<Claim | null> {
    if (partition === 0) return null;
    const stored = await this.#redis.hget(`${this.#base(0)}:meta`, "partitions");
    if (stored === null || Number(stored) === wanted) return null;
    return { result: "refused", reason: "other_partitions", stored, wanted: String(wanted) };
  }

  #run(script: ScriptName, partition: number, parameters: readonly Argument[]): Promise<unknown> {
    return runScript(this.#redis, { name: script, base: this.#base(partition), parameters, reply: "text" });
  }

  #base(partition: number): string {
    return `${this.#prefix}:{p${partition}}`;
  }

  #channel(partition: number): string {
    const { db = 0 } = this.#redis.options;
    return `${this.#base(partition)}:changes${db === 0 ? "" : `@${db}`}`;
  }

  #connection(role: string): Redis {
    const { logger, commandTimeoutMs = 5_000, prefix: _, ...access } = this.#options;
    return newConnection({ ...access, logger, commandTimeoutMs, name: `${this.#prefix}-${role}` });
  }

  async *#scan(pattern: string): AsyncGenerator<string[]> {
    let cursor = "0";
    do {
      const [next, keys] = await this.#redis.scan(cursor, "MATCH", pattern, "COUNT", CHUNK);
      if (keys.length > 0) yield keys;
      cursor = next;
    } while (cursor !== "0");
  }

  async *#scanHash(key: string, prefix = ""): AsyncGenerator<readonly StoredValue[]> {
    const pattern = `${globOf(prefix)}*`;
    let cursor = "0";
    do {
      const [next, flat] = await this.#redis.hscanBuffer(key, cursor, "MATCH", pattern, "COUNT", CHUNK);
      const found: StoredValue[] = [];
      for (let at = 0; at < flat.length; at += 2) found.push([flat[at]!.toString(), flat[at + 1]!]);
      if (found.length > 0) yield found;
      cursor = next.toString();
    } while (cursor !== "0");
  }
}

/** Of a format not known here nobody is: told again rather than never. */
function doneOf(text: string): readonly string[] {
  const { format, receivers } = JSON.parse(text || "{}") as { format?: number; receivers?: readonly string[] };
  return format === 1 ? (receivers ?? []) : [];
}

/** As a pattern that finds only itself. */
const globOf = (text: string): string => text.replace(/[*?[\]\\]/g, "\\$&");
