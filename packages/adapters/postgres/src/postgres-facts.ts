/** Contacts that are over, in PostgreSQL (laws F1–F6 of their port): statements of a connection that the history has. */
import { beganAfter, type ContactFacts, isLater, latestFacts, REACH_STEPS, withoutAgents } from "@floorwalker/domain";
import type { FactsKept, FactsQuery, KeptFacts } from "@floorwalker/ports";
import type { ClientBase } from "pg";
import { factsOfRow, READ_COLUMNS, type ReadRow, rowOfFacts } from "./facts-row.ts";

/** Connections, as the history lends them. */
export interface Connections {
  with<T>(work: (client: ClientBase) => Promise<T>): Promise<T>;
  /** The same for a reading in chunks. */
  reading<T>(work: (client: ClientBase) => AsyncIterable<T>): AsyncIterable<T>;
}

const CHUNK = 1_000;
const FORGET_STEP = 5_000;

const ALL =
  "site, channel, name, step, begins, ends, epoch, sequence, contact, zone, left_at, first, told_from, facts, added".split(
    ", ",
  );
const RECORD = `site text, channel text, name text, step smallint, begins bigint, ends bigint, epoch bigint, sequence bigint,
  contact text, zone text, left_at bigint, first boolean, told_from bigint, facts jsonb, added bytea`;
const UPSERT = `INSERT INTO contacts (${ALL.join(", ")}) SELECT ${ALL.join(", ")} FROM jsonb_to_recordset($1::jsonb) AS told(${RECORD})
  ON CONFLICT (site, channel, name) DO UPDATE SET ${ALL.slice(3)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}
  WHERE (excluded.epoch, excluded.sequence) > (contacts.epoch, contacts.sequence)`;
const NAMING = `SELECT ${READ_COLUMNS} FROM contacts WHERE ends >= $1 AND ends < $2 AND (site, channel, name) > ($3, $4, $5)
  ORDER BY site, channel, name LIMIT ${CHUNK}`;
/** Unless another version came meanwhile. */
const REWRITE = `UPDATE contacts SET facts = told.facts, added = told.added FROM jsonb_to_recordset($1::jsonb) AS told(${RECORD})
  WHERE contacts.site = told.site AND contacts.channel = told.channel AND contacts.name = told.name
    AND contacts.epoch = told.epoch AND contacts.sequence = told.sequence`;
const LATER = "(excluded.epoch, excluded.sequence) > (contacts_put.epoch, contacts_put.sequence)";
const MOVE = `INSERT INTO contacts_put (site, begins, epoch, sequence) VALUES ($1, greatest($2::bigint, $3::bigint), $4, $5)
  ON CONFLICT (site) DO UPDATE SET begins = greatest(contacts_put.begins, $3::bigint),
    epoch = CASE WHEN ${LATER} THEN excluded.epoch ELSE contacts_put.epoch END,
    sequence = CASE WHEN ${LATER} THEN excluded.sequence ELSE contacts_put.sequence END`;

export class PostgresFacts implements KeptFacts {
  readonly #connections: Connections;
  /** Of contacts of which nothing counts since then nobody's agents are kept; epoch ms. */
  #nameless = Number.MIN_SAFE_INTEGER;
  /** Of those that were there before, nobody's are left. Behind `nameless` while they are taken away, and after a try that failed. */
  #swept = Number.MIN_SAFE_INTEGER;

  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async put(told: readonly ContactFacts[]): Promise<number> {
    if (told.length === 0) return 0;
    const rows = latestFacts(told).map((facts) => rowOfFacts(facts.to < this.#nameless ? withoutAgents(facts) : facts));
    const moves = [...Map.groupBy(told, ({ site }) => site)].map(([site, all]) => movedTo(site, all));
    return this.#connections.with(async (client) => {
      await client.query("BEGIN");
      const { rowCount } = await client.query(UPSERT, [JSON.stringify(rows)]);
      for (const move of moves) await client.query(MOVE, move);
      await client.query("COMMIT");
      return rowCount ?? 0;
    });
  }

  read(query: FactsQuery): AsyncIterable<readonly ContactFacts[]> {
    return this.#connections.reading((client) => readFacts(client, query));
  }

  kept(site: string): Promise<FactsKept | null> {
    return this.#connections.with(async (client) => {
      const sql = 'SELECT begins AS "from", epoch, sequence FROM contacts_put WHERE site = $1';
      const [row] = (await client.query<{ from: number; epoch: number; sequence: number }>(sql, [site])).rows;
      return row === undefined ? null : { from: row.from, version: { epoch: row.epoch, sequence: row.sequence } };
    });
  }

  async forgetAgents(before: number): Promise<void> {
    // What is put from now on is as old as that without them.
    this.#nameless = Math.max(this.#nameless, before);
    for (let last = ["", "", ""]; ; ) {
      const rows = await this.#connections.with(
        async (client) => (await client.query<ReadRow>(NAMING, [this.#swept, before, ...last])).rows,
      );
      const nameless = rows.map(factsOfRow).flatMap((facts) => {
        const without = withoutAgents(facts);
        return without === facts ? [] : [rowOfFacts(without)];
      });
      if (nameless.length > 0)
        await this.#connections.with((client) => client.query(REWRITE, [JSON.stringify(nameless)]));
      const end = rows.at(-1);
      if (end === undefined || rows.length < CHUNK) break;
      last = [end.site, end.channel, end.name];
    }
    this.#swept = Math.max(this.#swept, before);
  }

  async forget(before: number): Promise<void> {
    const step = `DELETE FROM contacts WHERE ctid IN (SELECT ctid FROM contacts WHERE ends < $1 LIMIT ${FORGET_STEP})`;
    while ((await this.#connections.with((client) => client.query(step, [before]))).rowCount === FORGET_STEP);
  }
}

function movedTo(site: string, told: readonly ContactFacts[]): unknown[] {
  const { epoch, sequence } = told.map(({ version }) => version).reduce((a, b) => (isLater(b, a) ? b : a));
  const from = told.reduce<number | null>((latest, { toldFrom }) => greater(latest, toldFrom), null);
  return [site, told[0]!.first ? Number.MIN_SAFE_INTEGER : told[0]!.leftAt, from, epoch, sequence];
}

const greater = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** From one moment of the database: what is put meanwhile is in none of it. */
async function* readFacts(
  client: ClientBase,
  { site, channel, from, to }: FactsQuery,
): AsyncIterable<readonly ContactFacts[]> {
  const ofChannel = channel === null ? "" : " AND channel = $6";
  const select = `SELECT ${READ_COLUMNS} FROM contacts
    WHERE site = $1 AND ends >= $2 AND begins < $3 AND step = $4 AND begins >= $5${ofChannel} ORDER BY begins DESC`;
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  for (const step of [...REACH_STEPS.keys()].reverse()) {
    const parameters = [site, from, to, step, beganAfter(step, from), ...(channel === null ? [] : [channel])];
    await client.query(`DECLARE step_${step} NO SCROLL CURSOR FOR ${select}`, parameters);
    for (;;) {
      const { rows } = await client.query<ReadRow>(`FETCH ${CHUNK} FROM step_${step}`);
      if (rows.length > 0) yield rows.map(factsOfRow);
      if (rows.length < CHUNK) break;
    }
  }
  await client.query("COMMIT");
}
