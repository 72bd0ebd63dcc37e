export { AccountError } from "./access/account-error.ts";
export { Accounts } from "./access/accounts.ts";
export { isPasswordAllowed, Passwords } from "./access/password.ts";
export { type ConnectionLimits, DEFAULT_LIMITS } from "./connection-limits.ts";
export { GatewayError } from "./gateway-error.ts";
export { Replica, type ReplicaOptions } from "./replica.ts";
export { type Gateway, type GatewayOptions, startGateway } from "./start-gateway.ts";
