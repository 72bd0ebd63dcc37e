/** Accounts and the audit as tables of the embedded file (laws K1–K5 of their port). */
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
import type { EmbeddedDatabase, Statement } from "./embedded-database.ts";

type Statements = Readonly<Record<keyof typeof SQL, Statement>>;

export class EmbeddedAccounts implements AccountStore {
  readonly #database: EmbeddedDatabase;
  readonly #sql: Statements;

  constructor(database: EmbeddedDatabase) {
    this.#database = database;
    this.#sql = Object.fromEntries(
      Object.entries(SQL).map(([name, text]) => [name, database.prepare(text)]),
    ) as Statements;
  }

  async put(account: Account, expected: number | null): Promise<number | null> {
    const { kind, id, until } = account;
    return this.#database.transaction(() => {
      const before = this.#sql.find.get(kind, id)?.revision ?? null;
      if (before !== expected) return null;
      const revision = Number(this.#sql.next.get()!.revision);
      this.#sql.put.run(kind, id, revision, until, accountText(account));
      return revision;
    });
  }

  async find(kind: AccountKind, id: string): Promise<StoredAccount | null> {
    const row = this.#sql.find.get(kind, id);
    return row === undefined ? null : (stored(row)[0] ?? null);
  }

  async take(kind: AccountKind, id: string): Promise<Account | null> {
    return this.#database.transaction(() => {
      const row = this.#sql.find.get(kind, id);
      this.#sql.remove.run(kind, id);
      return row === undefined ? null : accountOf(String(row.value));
    });
  }

  async changes(mark: string | null): Promise<AccountChanges> {
    const state = this.#sql.state.get()!;
    const [nonce, revision] = [String(state.nonce), Number(state.revision)];
    const [, of, after] = /^(.*):(\d+)$/.exec(mark ?? "") ?? [];
    const anew = of !== nonce || Number(after) > revision;
    const rows = this.#sql.changes.all(anew ? 0 : Number(after));
    return { anew, mark: `${nonce}:${revision}`, changed: rows.flatMap(stored) };
  }

  async forget(now: number, audited: number): Promise<void> {
    this.#database.transaction(() => {
      this.#sql.forget.run(now);
      this.#sql.forgetAudit.run(audited);
    });
  }

  async note(entry: AuditEntry): Promise<void> {
    this.#database.transaction(() => this.#sql.note.run(entry.id, entry.at, auditText(entry)));
  }

  async audit({ from, to, before, did, by, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const rows = this.#sql.audit.all(from, to, before, before, did, did, by, by, limit);
    return rows.flatMap(({ value }) => auditEntryOf(String(value)) ?? []);
  }

  /** The file is closed by whoever opened it. */
  async close(): Promise<void> {}
}

function stored({ value, revision }: Readonly<Record<string, unknown>>): StoredAccount[] {
  const account = accountOf(String(value));
  return account === null ? [] : [{ account, revision: Number(revision) }];
}

const SQL = {
  find: "SELECT value, revision FROM accounts WHERE kind = ? AND id = ?",
  next: "UPDATE accounts_state SET revision = revision + 1 RETURNING revision",
  put: "INSERT OR REPLACE INTO accounts (kind, id, revision, until, value) VALUES (?, ?, ?, ?, ?)",
  remove: "DELETE FROM accounts WHERE kind = ? AND id = ?",
  state: "SELECT nonce, revision FROM accounts_state",
  changes: "SELECT value, revision FROM accounts WHERE revision > ? ORDER BY revision",
  forget: "DELETE FROM accounts WHERE until <= ?",
  forgetAudit: "DELETE FROM audit WHERE at < ?",
  note: "INSERT OR IGNORE INTO audit (id, at, value) VALUES (?, ?, ?)",
  audit: `SELECT value FROM audit WHERE at >= ? AND at < ? AND (? IS NULL OR id < ?) AND (? IS NULL OR value ->> '$.did' = ?)
    AND (? IS NULL OR value ->> '$.by.id' = ?) ORDER BY id DESC LIMIT ?`,
} as const;
