/** PostgreSQL: can the history be read there? */
import { PostgresHistory } from "@floorwalker/postgres";
import { type Environment, HISTORY_SCHEMA } from "@floorwalker/runtime";
import { connectionFinding, type Finding, ok, skipped } from "./finding.ts";

export async function historyFindings({ history: address, kafka, prefix }: Environment): Promise<Finding[]> {
  if (address === null)
    return [
      skipped(
        "history",
        kafka === null
          ? "FLOORWALKER_HISTORY is not set: it is kept in the embedded file"
          : "FLOORWALKER_HISTORY is not set: Redis keeps 8 days, if a historian runs",
      ),
    ];
  const history = new PostgresHistory({ ...address, schema: prefix + HISTORY_SCHEMA });
  try {
    await history.ping();
    return [ok("history", `${new URL(address.url).host} answers, and the historian has made its schema`)];
  } catch (error) {
    return [connectionFinding("history", error, "Look at the server's log.")];
  } finally {
    await history.close();
  }
}
