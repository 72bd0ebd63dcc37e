/**
 * The image's health check: asks this container's own /readyz, on the status server's port where the service has one and
 * else on the gateway's. Exit 1, with what is not ready, tells Docker.
 */
const port = process.env.FLOORWALKER_METRICS_PORT || process.env.FLOORWALKER_PORT || "4747";

try {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) });
  process.stdout.write(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`nothing answers on port ${port}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
