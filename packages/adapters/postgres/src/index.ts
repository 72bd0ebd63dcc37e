export { SCHEMA_VERSION } from "./migrations.ts";
export { openPostgresHistory, PostgresHistory, type PostgresHistoryOptions } from "./postgres-history.ts";
