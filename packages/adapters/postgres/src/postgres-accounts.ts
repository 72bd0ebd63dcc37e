/**
 * Accounts and the audit in PostgreSQL (laws K1–K5 of their port), in a schema of their own beside the history's. Each put has a tag that
 * nobody can guess: a mark whose tag is not that of its revision is of a database that lost it (a failover to a replica that was behind,
 * a backup that was brought back), and gets everything. Puts come one after the other, by the lock of the one row of the state.
 */
import { randomBytes } from "node:crypto";
import {
  type Account,
  type AccountKind,
  type AuditEntry,
  accountOf,
  accountText,
  auditEntryOf,
  auditText,
} from "@floorwalker/domain";
import type { AccountChanges, AccountStore, AuditQuery, StoredAccount } from "@floorwalker/ports";
import { ACCOUNTS_STEPS } from "./accounts-migrations.ts";
import { type PostgresAccess, PostgresConnections } from "./postgres-connections.ts";
import { prepareSchema } from "./prepare-schema.ts";

const POOL = { connections: 3, statementMs: 5_000 };
/** Of the history's schema. */
const SUFFIX = "_accounts";
/** Older marks get everything. */
const TAGS_KEPT = 1_000;
const BEFORE_THE_FIRST = "none";

interface Row {
  readonly revision: number;
  readonly value: string;
}

export class PostgresAccounts implements AccountStore {
  readonly #connections: PostgresConnections;
  readonly #schema: string;
  #prepared: Promise<void> | null = null;

  /** Connects, and makes or migrates the schema, when it is first asked. `schema`: the history's. */
  constructor(access: PostgresAccess) {
    const schema = access.schema + SUFFIX;
    this.#schema = `"${schema}"`;
    this.#connections = new PostgresConnections({ ...access, schema }, POOL);
  }

  async put(account: Account, expected: number | null): Promise<number | null> {
    const { kind, id, until } = account;
    const connections = await this.#ready();
    return connections.with(async (client) => {
      await client.query("BEGIN");
      const { rows } = await client.query<Row>("UPDATE accounts_state SET revision = revision + 1 RETURNING revision");
      const revision = rows[0]!.revision;
      const before = await client.query<Row>(FIND, [kind, id]);
      if ((before.rows[0]?.revision ?? null) !== expected) {
        await client.query("ROLLBACK");
        return null;
      }
      await client.query(PUT, [kind, id, revision, until, accountText(account)]);
      await client.query("INSERT INTO accounts_puts (revision, tag) VALUES ($1, $2)", [revision, newTag()]);
      await client.query("DELETE FROM accounts_puts WHERE revision <= $1", [revision - TAGS_KEPT]);
      await client.query("COMMIT");
      return revision;
    });
  }

  async find(kind: AccountKind, id: string): Promise<StoredAccount | null> {
    const [row] = await (await this.#ready()).rows<Row>(FIND, [kind, id]);
    return row === undefined ? null : (stored(row)[0] ?? null);
  }

  async take(kind: AccountKind, id: string): Promise<Account | null> {
    const [row] = await (await this.#ready()).rows<Row>(TAKE, [kind, id]);
    return row === undefined ? null : accountOf(row.value);
  }

  async changes(mark: string | null): Promise<AccountChanges> {
    const [, tag = "", after = "-1"] = /^(.*):(\d{1,15})$/.exec(mark ?? "") ?? [];
    const rows = await (await this.#ready()).rows<Changed>(CHANGES, [Number(after), tag]);
    const { last, tagged, anew } = rows[0]!;
    const changed = rows.flatMap(({ revision, value }) => (revision === null ? [] : stored({ revision, value })));
    return { anew, mark: `${tagged}:${last}`, changed };
  }

  async forget(now: number, audited: number): Promise<void> {
    const connections = await this.#ready();
    await connections.rows("DELETE FROM accounts WHERE until <= $1", [now]);
    await connections.rows("DELETE FROM audit WHERE at < $1", [audited]);
  }

  async note(entry: AuditEntry): Promise<void> {
    const { id, at, did, by } = entry;
    await (await this.#ready()).rows(NOTE, [id, at, did, by?.id ?? null, auditText(entry)]);
  }

  async audit({ from, to, before, did, by, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const rows = await (await this.#ready()).rows<Row>(AUDIT, [from, to, before, did, by, limit]);
    return rows.flatMap(({ value }) => auditEntryOf(value) ?? []);
  }

  async close(): Promise<void> {
    await this.#connections.close();
  }

  /** What failed is tried again by whoever asks next. */
  async #ready(): Promise<PostgresConnections> {
    this.#prepared ??= this.#connections.with((client) => prepareSchema(client, this.#schema, ACCOUNTS_STEPS));
    try {
      await this.#prepared;
    } catch (error) {
      this.#prepared = null;
      throw error;
    }
    return this.#connections;
  }
}

interface Changed {
  readonly last: number;
  readonly tagged: string;
  readonly anew: boolean;
  /** Null: nothing changed. */
  readonly revision: number | null;
  readonly value: string;
}

function stored({ value, revision }: Row): StoredAccount[] {
  const account = accountOf(value);
  return account === null ? [] : [{ account, revision }];
}

const newTag = (): string => randomBytes(8).toString("hex");

const FIND = "SELECT revision, value FROM accounts WHERE kind = $1 AND id = $2";
const PUT = `INSERT INTO accounts (kind, id, revision, until, value) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, until = excluded.until, value = excluded.value`;
const TAKE = "DELETE FROM accounts WHERE kind = $1 AND id = $2 RETURNING revision, value";
/** In one statement, so of one moment. */
const CHANGES = `WITH state AS (
    SELECT revision AS last, coalesce((SELECT tag FROM accounts_puts WHERE revision = accounts_state.revision), '${BEFORE_THE_FIRST}') AS tagged,
      NOT ($1::bigint <= revision AND $2::text = coalesce((SELECT tag FROM accounts_puts WHERE revision = $1::bigint), CASE WHEN $1::bigint = 0 THEN '${BEFORE_THE_FIRST}' END)) IS TRUE AS anew
    FROM accounts_state
  )
  SELECT last, tagged, anew, accounts.revision, value FROM state
    LEFT JOIN accounts ON accounts.revision > CASE WHEN anew THEN 0 ELSE $1::bigint END ORDER BY accounts.revision`;
const NOTE = "INSERT INTO audit (id, at, did, by_id, value) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const AUDIT = `SELECT value FROM audit WHERE at >= $1 AND at < $2 AND ($3::text IS NULL OR id < $3)
  AND ($4::text IS NULL OR did = $4) AND ($5::text IS NULL OR by_id = $5) ORDER BY id DESC LIMIT $6`;
