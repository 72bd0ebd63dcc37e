export type { RedisLogger } from "./connection.ts";
export {
  type CopyAccess,
  copyPartitions,
  copySecrets,
  isEmptyStore,
  type PartitionCopy,
  restorePartitions,
  restoreSecrets,
} from "./copy-partitions.ts";
export { inspectRedis, type RedisFacts } from "./inspect-redis.ts";
export { openRedisAccounts, RedisAccounts, type RedisAccountsOptions } from "./redis-accounts.ts";
export { openRedisHistory, REDIS_KEEPS, RedisHistory, type RedisHistoryOptions } from "./redis-history.ts";
export { openRedisStore, RedisStore, type RedisStoreOptions } from "./redis-store.ts";
export { RedisStoreError, type RedisStoreErrorCode } from "./redis-store-error.ts";
export { BACKUP_RIGHTS, HISTORY_RIGHTS, RIGHTS } from "./rights.ts";
