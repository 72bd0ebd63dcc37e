/**
 * Accounts and the audit in Redis (laws K1–K5 of their port), where there is no PostgreSQL. All keys begin with `<prefix>:{accounts}:` +
 * state (hash: format and the last revision) · accounts (hash: "kind id" → revision and account) · revisions, until (sorted sets of those
 * names) · tags (hash: revision → tag, of the newest puts) · audit (hash: id → entry) · audited (sorted set of the ids). Each put has a tag
 * that nobody can guess: a mark whose tag is not that of its revision is of a Redis that lost it (its last second, or all), and gets everything.
 */
import { randomBytes } from "node:crypto";
import {
  type Account,
  type AccountKind,
  type AuditEntry,
  accountOf,
  accountText,
  auditEntryOf,
  auditId,
  auditText,
} from "@floorwalker/domain";
import type { AccountChanges, AccountStore, AuditQuery, StoredAccount } from "@floorwalker/ports";
import type { Redis } from "ioredis";
import { connectOrExplain, newConnection, type RedisLogger } from "./connection.ts";
import type { RedisAccess } from "./redis-options.ts";
import type { Argument } from "./script-command.ts";
import { runScript, type ScriptName } from "./scripts.ts";

export interface RedisAccountsOptions extends RedisAccess {
  /** Put before every key ("floorwalker"). */
  readonly prefix?: string;
  readonly logger?: RedisLogger;
  /** A command without an answer for so long is rejected, ms (5,000). */
  readonly commandTimeoutMs?: number;
}

/** Name and version of how the keys are laid out; an account and an entry name their own. */
const FORMAT = "floorwalker.accounts 1";
/** Older marks get everything. */
const TAGS_KEPT = 1_000;
const PIECE = 500;
const LAST_MOMENT = 0xffff_ffff_ffff;

/** @throws ConnectionError */
export async function openRedisAccounts(options: RedisAccountsOptions): Promise<RedisAccounts> {
  const accounts = new RedisAccounts(options);
  await accounts.connect();
  return accounts;
}

export class RedisAccounts implements AccountStore {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #logger: RedisLogger | undefined;

  constructor({ logger, commandTimeoutMs = 5_000, prefix = "floorwalker", ...access }: RedisAccountsOptions) {
    this.#prefix = prefix;
    this.#logger = logger;
    this.#redis = newConnection({ ...access, logger, commandTimeoutMs, name: `${prefix}-accounts` });
  }

  /** @throws ConnectionError */
  async connect(): Promise<void> {
    await connectOrExplain(this.#redis, this.#prefix, this.#logger, true);
  }

  async put(account: Account, expected: number | null): Promise<number | null> {
    const { kind, id, until } = account;
    const [tag, text] = [randomBytes(8).toString("hex"), accountText(account)];
    const revision = Number(
      await this.#run("putAccount", [FORMAT, `${kind} ${id}`, expected ?? "", until ?? "", text, tag, TAGS_KEPT]),
    );
    return revision < 0 ? null : revision;
  }

  async find(kind: AccountKind, id: string): Promise<StoredAccount | null> {
    const value = await this.#redis.hget(`${this.#base}:accounts`, `${kind} ${id}`);
    return value === null ? null : (stored(value)[0] ?? null);
  }

  async take(kind: AccountKind, id: string): Promise<Account | null> {
    const value = (await this.#run("takeAccount", [`${kind} ${id}`])) as string | null;
    return value === null ? null : (stored(value)[0]?.account ?? null);
  }

  async changes(mark: string | null): Promise<AccountChanges> {
    const [, tag = "", after = "0"] = /^(.*):(\d{1,15})$/.exec(mark ?? "") ?? [];
    const [how, last, tagged, ...values] = (await this.#run("accountChanges", [FORMAT, after, tag])) as string[];
    return { anew: how === "anew", mark: `${tagged}:${last}`, changed: values.flatMap(stored) };
  }

  async forget(now: number, audited: number): Promise<void> {
    const before = firstIdAt(audited);
    while (Number(await this.#run("forgetAccounts", [now, before, PIECE])) === PIECE);
  }

  async note(entry: AuditEntry): Promise<void> {
    await this.#run("noteAudit", [entry.id, auditText(entry)]);
  }

  /** Piece by piece: Redis does nothing else meanwhile. */
  async audit({ from, to, before, did, by, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const found: AuditEntry[] = [];
    const first = firstIdAt(from);
    let next = firstIdAt(to);
    if (before !== null && before < next) next = before;
    for (let read = PIECE; read === PIECE && found.length < limit; ) {
      const piece = (await this.#run("readAudit", [next, first, PIECE])) as readonly string[];
      read = piece.length / 2;
      for (let at = 0; at < piece.length; at += 2) {
        next = piece[at]!;
        const entry = auditEntryOf(piece[at + 1]!);
        const wanted = entry !== null && (did === null || entry.did === did) && (by === null || entry.by?.id === by);
        if (wanted) found.push(entry);
      }
    }
    return found.slice(0, limit);
  }

  async close(): Promise<void> {
    await this.#redis.quit().catch(() => {});
    this.#redis.disconnect();
  }

  get #base(): string {
    return `${this.#prefix}:{accounts}`;
  }

  #run(name: ScriptName, parameters: readonly Argument[]): Promise<unknown> {
    return runScript(this.#redis, { name, base: this.#base, parameters, reply: "text" });
  }
}

/** Ids are in the order of their times. */
const firstIdAt = (at: number): string => auditId(Math.min(Math.max(0, at), LAST_MOMENT), "");

function stored(value: string): StoredAccount[] {
  const space = value.indexOf(" ");
  const account = accountOf(value.slice(space + 1));
  return account === null ? [] : [{ account, revision: Number(value.slice(0, space)) }];
}
