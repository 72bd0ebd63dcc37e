/** The history in PostgreSQL (laws H1–H5 of its port): tables and views of one schema, which others may read. */
import type { CellKind, Interval, KeptLength } from "@floorwalker/domain";
import type { History, HistoryQuery, KeptSpan, PutIntervals, Restatement, RestatementQuery } from "@floorwalker/ports";
import { type TlsSettings, tlsOptions } from "@floorwalker/runtime/transport";
import pg from "pg";
import { explainPostgres } from "./explain-postgres.ts";
import { PostgresFacts } from "./postgres-facts.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { putIntervals } from "./put-intervals.ts";
import { conditionOf, readIntervals } from "./read-intervals.ts";

export interface PostgresHistoryOptions {
  /** postgres://host:port/database. */
  readonly url: string;
  /** Null: as the server lets in whoever names nobody. */
  readonly user: string | null;
  readonly password: string | null;
  /** Null: no TLS. */
  readonly tls: TlsSettings | null;
  /** Name of the schema. */
  readonly schema: string;
  readonly logger?: { warn(fields: Readonly<Record<string, unknown>>, event: string): void };
}

const FORGET_STEP = 5_000;
const CONNECTIONS = 4;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 60_000;
const INT8 = 20;

const KINDS: readonly CellKind[] = ["site", "queue", "channel", "team", "agent", "agentQueue", "tag"];
/** The ends of the key's index, kind by kind: looking at all rows takes longer than most readings. */
const KEPT = `SELECT min(oldest.begins) AS "from", max(newest.ends) AS "to" FROM unnest($3::text[]) AS of(kind),
  LATERAL (SELECT begins FROM intervals WHERE site = $1 AND length = $2 AND kind = of.kind ORDER BY begins LIMIT 1) AS oldest,
  LATERAL (SELECT ends FROM intervals WHERE site = $1 AND length = $2 AND kind = of.kind ORDER BY begins DESC LIMIT 1) AS newest`;

export class PostgresHistory implements History {
  readonly facts = new PostgresFacts({
    with: (work) => this.#with(work),
    reading: (work) => this.#reading(work),
  });
  readonly #pool: pg.Pool;
  readonly #schema: string;
  readonly #server: string;

  /** Connects when it is first asked. */
  constructor({ url: given, user, password, tls, schema, logger }: PostgresHistoryOptions) {
    const url = new URL(given);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    this.#server = url.host;
    this.#schema = `"${schema}"`;
    this.#pool = new pg.Pool({
      host,
      port: url.port === "" ? 5432 : Number(url.port),
      database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
      ...(user === null ? {} : { user }),
      ...(password === null ? {} : { password }),
      ssl: tls === null ? false : tlsOptions(tls, host),
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      application_name: "floorwalker",
      options: `-c search_path="${schema}"`,
      // Counts and times are safe integers.
      types: {
        getTypeParser: (oid: number, format?: "text" | "binary") =>
          oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
      } as pg.CustomTypesConfig,
    });
    // A connection that is cut while nothing is asked of it, between two chunks too: whoever asks next is told.
    this.#pool.on("connect", (client) => void client.on("error", () => {}));
    this.#pool.on("error", (error) => logger?.warn({ reason: error.message }, "postgres_connection_error"));
  }

  /** Makes or migrates the schema: who writes does it. @throws ConnectionError: why it cannot be used. */
  async prepare(): Promise<void> {
    await this.#with((client) => prepareSchema(client, this.#schema));
  }

  async put(intervals: readonly Interval[], at: number): Promise<PutIntervals> {
    if (intervals.length === 0) return { later: 0, restatements: 0 };
    return this.#with(async (client) => {
      await client.query("BEGIN");
      const put = await putIntervals(client, intervals, at);
      await client.query("COMMIT");
      return put;
    });
  }

  read(query: HistoryQuery): AsyncIterable<readonly Interval[]> {
    return this.#reading((client) => readIntervals(client, query));
  }

  async count(query: HistoryQuery): Promise<number> {
    const { sql, parameters } = conditionOf(query);
    const [row] = await this.#rows<{ count: number }>(
      `SELECT count(*) AS count FROM intervals WHERE ${sql}`,
      parameters,
    );
    return row!.count;
  }

  async kept(site: string, length: KeptLength): Promise<KeptSpan | null> {
    const [row] = await this.#rows<{ from: number | null; to: number }>(KEPT, [site, length, KINDS]);
    return row === undefined || row.from === null ? null : { from: row.from, to: row.to };
  }

  restatements({ site, from, to, limit }: RestatementQuery): Promise<readonly Restatement[]> {
    return this.#rows<Restatement>(
      `SELECT site, cell, length, begins AS "from", kpi, before, after, told AS at FROM restatements
        WHERE site = $1 AND told >= $2 AND told < $3 ORDER BY told DESC, length, begins, cell, kpi LIMIT $4`,
      [site, from, to, limit],
    );
  }

  async forget(length: KeptLength, before: number): Promise<void> {
    for (const table of ["restatements", "intervals"]) {
      const step = `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE length = $1 AND ends <= $2 LIMIT ${FORGET_STEP})`;
      while ((await this.#with((client) => client.query(step, [length, before]))).rowCount === FORGET_STEP);
    }
  }

  async ping(): Promise<void> {
    await this.#rows("SELECT version FROM schema_version", []);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #rows<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return this.#with(async (client) => (await client.query<Row & pg.QueryResultRow>(sql, [...parameters])).rows);
  }

  /** A connection that failed in the middle of something is not used again. */
  async #with<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let whole = false;
    try {
      const result = await work(client);
      whole = true;
      return result;
    } catch (error) {
      throw explainPostgres(error, this.#server);
    } finally {
      client.release(!whole);
    }
  }

  async *#reading<T>(work: (client: pg.PoolClient) => AsyncIterable<T>): AsyncIterable<T> {
    const client = await this.#connect();
    let whole = false;
    try {
      yield* work(client);
      whole = true;
    } catch (error) {
      throw explainPostgres(error, this.#server);
    } finally {
      // A transaction that was left in the middle ends with its connection.
      client.release(!whole);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw explainPostgres(error, this.#server);
    }
  }
}

/** Of who writes: the schema is there when it resolves. @throws ConnectionError. */
export async function openPostgresHistory(options: PostgresHistoryOptions): Promise<PostgresHistory> {
  const history = new PostgresHistory(options);
  try {
    await history.prepare();
    return history;
  } catch (error) {
    await history.close();
    throw error;
  }
}
