/** The outboxes of the embedded store (law S6): who reads one, what lies in it, and who is done with that. */
import type { OutboxEntry, ReceiversDone } from "@floorwalker/ports";
import type { EmbeddedDatabase } from "./embedded-database.ts";
import type { StoreStatements } from "./store-statements.ts";

type Sql = Pick<StoreStatements, "outbox" | "noteDone" | "acknowledge">;

export class OutboxTable {
  readonly #database: EmbeddedDatabase;
  readonly #sql: Sql;
  readonly #now: () => number;
  /** In memory: a lease cannot outlive the one process that may hold the file. */
  readonly #leases = new Map<number, { readonly owner: string; readonly until: number }>();

  constructor(database: EmbeddedDatabase, sql: Sql, now: () => number) {
    this.#database = database;
    this.#sql = sql;
    this.#now = now;
  }

  lease(partition: number, owner: string, ms: number): boolean {
    const now = this.#now();
    const lease = this.#leases.get(partition);
    if (lease !== undefined && lease.owner !== owner && lease.until > now) return false;
    this.#leases.set(partition, { owner, until: now + ms });
    return true;
  }

  entries(partition: number, limit: number, after?: string): readonly OutboxEntry[] {
    const behind = after === undefined ? -1 : Number(after.split("/")[0]);
    const rows = this.#sql.outbox.all(partition, behind, limit) as unknown as { [_ in keyof OutboxEntry]: string }[];
    return rows.map(({ id, payload, done }) => ({ id, payload, done: JSON.parse(done) as string[] }));
  }

  noteDone(partition: number, owner: string, done: readonly ReceiversDone[]): boolean {
    const lease = this.#leases.get(partition);
    if (lease?.owner !== owner || lease.until <= this.#now()) return false;
    this.#database.transaction(() => {
      for (const { id, receivers } of done)
        this.#sql.noteDone.run(JSON.stringify(receivers), partition, ...numberAndNonce(id));
    });
    return true;
  }

  acknowledge(partition: number, ids: readonly string[]): void {
    this.#database.transaction(() => {
      for (const id of ids) this.#sql.acknowledge.run(partition, ...numberAndNonce(id));
    });
  }

  forgetLeases(): void {
    this.#leases.clear();
  }
}

function numberAndNonce(id: string): readonly [number: number, nonce: string] {
  const [number, nonce = ""] = id.split("/");
  return [Number(number), nonce];
}
