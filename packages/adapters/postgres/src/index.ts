export { ACCOUNTS_VERSION } from "./accounts-migrations.ts";
export { SCHEMA_VERSION } from "./migrations.ts";
export { PostgresAccounts } from "./postgres-accounts.ts";
export type { PostgresAccess } from "./postgres-connections.ts";
export { openPostgresHistory, PostgresHistory } from "./postgres-history.ts";
