/** The gateway as a process of its own: views from Redis, POST /v1/events into Kafka, accounts where the history is. */

import { fileURLToPath } from "node:url";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { openKafkaLog } from "@floorwalker/kafka";
import { PostgresAccounts, PostgresHistory } from "@floorwalker/postgres";
import { openRedisAccounts, openRedisHistory, openRedisStore, type RedisAccounts } from "@floorwalker/redis";
import { eventPartitions, gatewayLimits, type Logger, privacyKey, runService } from "@floorwalker/runtime";
import { ConnectionError } from "@floorwalker/runtime/transport";
import { startGateway } from "./start-gateway.ts";

const DEFAULT_PORT = 4747;
const DAY_MS = 86_400_000;
const BOARD = fileURLToPath(new URL("../../wallboard/dist", import.meta.url));

await runService(
  { name: "gateway", entry: import.meta.url, needs: ["kafka", "redis"], statusPort: null, receivers: RECEIVER_KINDS },
  async ({
    environment,
    configuration,
    logger,
    metrics,
    health,
    build,
    metricsApart,
    kafka,
    redis,
    history: address,
    onStop,
  }) => {
    const {
      host,
      port,
      token,
      metricsToken,
      origins,
      trustedProxies,
      board,
      auditDays,
      publicUrl,
      oidcSecret,
      linkSecret,
    } = environment;
    const store = await openRedisStore(redis());
    onStop("store", () => store.close());
    const log = await openKafkaLog(kafka());
    onStop("log", () => log.close());
    // Asked when somebody asks for it: a board does not wait for the past.
    const where = address();
    const history = where === null ? await historyInRedis(redis(), logger) : new PostgresHistory(where);
    onStop("history", () => history?.close());
    const accounts = where === null ? await accountsInRedis(redis(), token, logger) : new PostgresAccounts(where);
    onStop("accounts", () => accounts?.close());
    const gateway = await startGateway({
      store,
      log,
      history,
      accounts,
      auditKeptMs: auditDays * DAY_MS,
      say: (text) => process.stdout.write(text),
      privacyKey: await privacyKey(store),
      partitions: await eventPartitions(log, configuration.current.partitions),
      config: () => configuration.current,
      host,
      port: port ?? DEFAULT_PORT,
      fixedPort: port !== null,
      token,
      elsewhere: { oidc: () => configuration.current.oidc, secret: oidcSecret, publicUrl },
      metricsToken,
      metricsApart,
      serverLimits: gatewayLimits(environment),
      origins,
      trustedProxies,
      linkSecret,
      boardDir: board ?? BOARD,
      clock: Date.now,
      logger,
      metrics,
      health,
      build,
    });
    onStop("gateway", () => gateway.stop());
  },
);

/** Null: this Redis lets nobody read it, as an older rule for its user may have it; the boards are there all the same. */
async function historyInRedis(at: Parameters<typeof openRedisHistory>[0], logger: Logger) {
  try {
    return await openRedisHistory(at);
  } catch (error) {
    logger.warn("history_not_kept", { error });
    return null;
  }
}

/** Null: the same, where the shared token opens the gateway as before. Without that nobody would: it says what is missing, and ends. */
async function accountsInRedis(
  at: Parameters<typeof openRedisAccounts>[0],
  token: string | null,
  logger: Logger,
): Promise<RedisAccounts | null> {
  try {
    return await openRedisAccounts(at);
  } catch (error) {
    if (token === null || !(error instanceof ConnectionError) || error.code !== "redis_rights_missing") throw error;
    logger.warn("accounts_not_kept", { error });
    return null;
  }
}
