/** A pool of connections to one schema, and what went wrong with one said as what it is. */
import { type TlsSettings, tlsOptions } from "@floorwalker/runtime/transport";
import pg from "pg";
import { explainPostgres } from "./explain-postgres.ts";

export interface PostgresAccess {
  /** postgres://host:port/database. */
  readonly url: string;
  /** Null: as the server lets in whoever names nobody. */
  readonly user: string | null;
  readonly password: string | null;
  /** Null: no TLS. */
  readonly tls: TlsSettings | null;
  /** Name of the schema. */
  readonly schema: string;
  /** How long beyond what it may take a question waits for a server that is gone without a word; and one that only asks whether it is there. */
  readonly patienceMs?: number;
  readonly logger?: { warn(fields: Readonly<Record<string, unknown>>, event: string): void };
}

export interface PostgresPool {
  readonly connections: number;
  /** A statement that takes longer is cut. */
  readonly statementMs: number;
}

const CONNECT_MS = 5_000;
const PATIENCE_MS = 5_000;
const INT8 = 20;

export class PostgresConnections {
  readonly #pool: pg.Pool;
  readonly #server: string;
  readonly #patienceMs: number;

  /** Connects when it is first asked. */
  constructor(
    { url: given, user, password, tls, schema, logger, patienceMs = PATIENCE_MS }: PostgresAccess,
    { connections, statementMs }: PostgresPool,
  ) {
    const url = new URL(given);
    this.#patienceMs = patienceMs;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    this.#server = url.host;
    this.#pool = new pg.Pool({
      host,
      port: url.port === "" ? 5432 : Number(url.port),
      database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
      ...(user === null ? {} : { user }),
      ...(password === null ? {} : { password }),
      ssl: tls === null ? false : tlsOptions(tls, host),
      max: connections,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: statementMs,
      query_timeout: statementMs + patienceMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: "floorwalker",
      // Tables that are small or new are taken for large: each statement of a millisecond would be compiled for one second first.
      options: `-c search_path="${schema}" -c jit=off`,
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

  async rows<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return this.with(async (client) => (await client.query<Row & pg.QueryResultRow>(sql, [...parameters])).rows);
  }

  /** Asks whether it is there, and is answered soon, or not. */
  async ping(sql: string): Promise<void> {
    const soon = { text: sql, query_timeout: this.#patienceMs };
    await this.with((client) => client.query(soon));
  }

  /** A connection that failed in the middle of something is not used again. */
  async with<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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

  /** The same for a reading in chunks. */
  async *reading<T>(work: (client: pg.PoolClient) => AsyncIterable<T>): AsyncIterable<T> {
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

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw explainPostgres(error, this.#server);
    }
  }
}
