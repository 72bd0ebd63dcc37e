/** The history in PostgreSQL (laws H1–H5 of its port): tables and views of one schema, which others may read. */
import type { CellKind, Interval, KeptLength } from "@floorwalker/domain";
import type { History, HistoryQuery, KeptSpan, PutIntervals, Restatement, RestatementQuery } from "@floorwalker/ports";
import { HISTORY_STEPS } from "./migrations.ts";
import { type PostgresAccess, PostgresConnections } from "./postgres-connections.ts";
import { PostgresFacts } from "./postgres-facts.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { putIntervals } from "./put-intervals.ts";
import { conditionOf, readIntervals } from "./read-intervals.ts";

const FORGET_STEP = 5_000;
const POOL = { connections: 4, statementMs: 60_000 };

const KINDS: readonly CellKind[] = ["site", "queue", "channel", "team", "agent", "agentQueue", "tag"];
/** The ends of the key's index, kind by kind: looking at all rows takes longer than most readings. */
const KEPT = `SELECT min(oldest.begins) AS "from", max(newest.ends) AS "to" FROM unnest($3::text[]) AS of(kind),
  LATERAL (SELECT begins FROM intervals WHERE site = $1 AND length = $2 AND kind = of.kind ORDER BY begins LIMIT 1) AS oldest,
  LATERAL (SELECT ends FROM intervals WHERE site = $1 AND length = $2 AND kind = of.kind ORDER BY begins DESC LIMIT 1) AS newest`;

export class PostgresHistory implements History {
  readonly facts: PostgresFacts;
  readonly #connections: PostgresConnections;
  readonly #schema: string;

  /** Connects when it is first asked. */
  constructor(access: PostgresAccess) {
    this.#schema = `"${access.schema}"`;
    this.#connections = new PostgresConnections(access, POOL);
    this.facts = new PostgresFacts(this.#connections);
  }

  /** Makes or migrates the schema: who writes does it. @throws ConnectionError: why it cannot be used. */
  async prepare(): Promise<void> {
    await this.#connections.with((client) => prepareSchema(client, this.#schema, HISTORY_STEPS));
  }

  async put(intervals: readonly Interval[], at: number): Promise<PutIntervals> {
    if (intervals.length === 0) return { later: 0, restatements: 0 };
    return this.#connections.with(async (client) => {
      await client.query("BEGIN");
      const put = await putIntervals(client, intervals, at);
      await client.query("COMMIT");
      return put;
    });
  }

  read(query: HistoryQuery): AsyncIterable<readonly Interval[]> {
    return this.#connections.reading((client) => readIntervals(client, query));
  }

  async count(query: HistoryQuery): Promise<number> {
    const { sql, parameters } = conditionOf(query);
    const [row] = await this.#connections.rows<{ count: number }>(
      `SELECT count(*) AS count FROM intervals WHERE ${sql}`,
      parameters,
    );
    return row!.count;
  }

  async kept(site: string, length: KeptLength): Promise<KeptSpan | null> {
    const [row] = await this.#connections.rows<{ from: number | null; to: number }>(KEPT, [site, length, KINDS]);
    return row === undefined || row.from === null ? null : { from: row.from, to: row.to };
  }

  restatements({ site, from, to, limit }: RestatementQuery): Promise<readonly Restatement[]> {
    return this.#connections.rows<Restatement>(
      `SELECT site, cell, length, begins AS "from", kpi, before, after, events, told AS at FROM restatements
        WHERE site = $1 AND told >= $2 AND told < $3 ORDER BY told DESC, length, begins, cell, kpi LIMIT $4`,
      [site, from, to, limit],
    );
  }

  forget(length: KeptLength, before: number): Promise<void> {
    return this.#forget(length, before, "");
  }

  forgetAgents(length: KeptLength, before: number): Promise<void> {
    return this.#forget(length, before, " AND agent IS NOT NULL");
  }

  async #forget(length: KeptLength, before: number, which: string): Promise<void> {
    for (const table of ["restatements", "intervals"]) {
      const step = `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE length = $1 AND ends <= $2${which} LIMIT ${FORGET_STEP})`;
      while ((await this.#connections.with((client) => client.query(step, [length, before]))).rowCount === FORGET_STEP);
    }
  }

  async ping(): Promise<void> {
    await this.#connections.ping("SELECT version FROM schema_version");
  }

  async close(): Promise<void> {
    await this.#connections.close();
  }
}

/** Of who writes: the schema is there when it resolves. @throws ConnectionError. */
export async function openPostgresHistory(options: PostgresAccess): Promise<PostgresHistory> {
  const history = new PostgresHistory(options);
  try {
    await history.prepare();
    return history;
  } catch (error) {
    await history.close();
    throw error;
  }
}
