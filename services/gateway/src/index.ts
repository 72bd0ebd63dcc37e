export { type ConnectionLimits, DEFAULT_LIMITS } from "./connection-limits.ts";
export { GatewayError } from "./gateway-error.ts";
export { Replica, type ReplicaOptions } from "./replica.ts";
export { type Gateway, type GatewayOptions, startGateway } from "./start-gateway.ts";
