/**
 * The image's health check: asks this container's own /readyz, on the status server's port where the service has one and
 * else on the gateway's. Exit 1, with what is not ready, tells Docker.
 */
import { readFileSync } from "node:fs";

const { env } = process;
const apart = env.FLOORWALKER_METRICS_HOST || env.FLOORWALKER_METRICS_PORT;
const port = env.FLOORWALKER_METRICS_PORT || (!apart && env.FLOORWALKER_PORT) || (apart ? "9405" : "4747");
const bound = apart ? env.FLOORWALKER_METRICS_HOST || env.FLOORWALKER_HOST : env.FLOORWALKER_HOST;
const host = !bound || bound === "0.0.0.0" || bound === "::" ? "127.0.0.1" : bound;

/** Why it is not ready is for those who may read /metrics. */
function token(): string {
  const { FLOORWALKER_METRICS_TOKEN: own, FLOORWALKER_METRICS_TOKEN_FILE: ownFile } = env;
  const { FLOORWALKER_TOKEN: shared, FLOORWALKER_TOKEN_FILE: sharedFile } = env;
  const file = own ? "" : ownFile || (shared ? "" : sharedFile);
  return file ? readFileSync(file, "utf8").trim() : own || shared || "";
}

try {
  const headers = { authorization: `Bearer ${token()}` };
  const answer = await fetch(`http://${host}:${port}/readyz`, { headers, signal: AbortSignal.timeout(3_000) });
  process.stdout.write(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`nothing answers on ${host}, port ${port}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
