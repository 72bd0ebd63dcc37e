/** Brings the schema to this program's version, in one transaction; of several programs that come at once, one after the other. */
import type { ClientBase } from "pg";
import { SCHEMA_VERSION, stepsFrom } from "./migrations.ts";

/** Any number that nobody else locks. */
const LOCK = 4_747_001;

/** `schema` is quoted. Rejects when the database is a newer program's, or the user may not do it. */
export async function prepareSchema(client: ClientBase, schema: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`SET LOCAL search_path TO ${schema}`);
    await client.query("CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)");
    const { rows } = await client.query<{ version: number }>("SELECT version FROM schema_version");
    const version = rows[0]?.version ?? 0;
    if (version > SCHEMA_VERSION)
      throw new Error(
        `history_newer: the schema has version ${version}, this program knows ${SCHEMA_VERSION}. Start the newer Floorwalker.`,
      );
    for (const step of stepsFrom(version)) await client.query(step);
    await client.query("DELETE FROM schema_version");
    await client.query("INSERT INTO schema_version VALUES ($1)", [SCHEMA_VERSION]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
