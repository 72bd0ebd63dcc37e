/** Brings the schema to this program's version, in one transaction; of several programs that come at once, one after the other. */
import { SettingsError } from "@floorwalker/runtime/transport";
import type { ClientBase } from "pg";

/** Any number that nobody else locks. */
const LOCK = 4_747_001;
/** How long the client waits for a step. */
const STEP_MS = 86_400_000;

/** `schema` is quoted, `steps` are numbered by their place. Rejects when the schema is a newer program's, or the user may not do it. */
export async function prepareSchema(client: ClientBase, schema: string, steps: readonly string[]): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    // Asked first: to make what is there needs the right to make it.
    if (!(await isThere(client, "to_regnamespace", schema))) await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(`SET LOCAL search_path TO ${schema}`);
    if (!(await isThere(client, "to_regclass", `${schema}.schema_version`)))
      await client.query("CREATE TABLE schema_version (version integer NOT NULL)");
    const { rows } = await client.query<{ version: number }>("SELECT version FROM schema_version");
    const version = rows[0]?.version ?? 0;
    if (version > steps.length)
      throw new SettingsError(
        "schema_newer",
        `the schema ${schema} has version ${version}, this program knows ${steps.length}`,
        "Start the newer Floorwalker.",
      );
    // A step may read all that is kept: the limits are those of answers.
    if (version < steps.length) await client.query("SET LOCAL statement_timeout = 0");
    for (const text of steps.slice(version)) {
      const step = { text, query_timeout: STEP_MS };
      await client.query(step);
    }
    if (version < steps.length) {
      await client.query("DELETE FROM schema_version");
      await client.query("INSERT INTO schema_version VALUES ($1)", [steps.length]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function isThere(client: ClientBase, by: "to_regnamespace" | "to_regclass", name: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT ${by}($1) IS NOT NULL AS there`, [name]);
  return rows[0]!.there;
}
