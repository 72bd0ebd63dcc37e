export type { KafkaAddress, KafkaLogin } from "../environment/kafka-address.ts";
export type { RedisAddress } from "../environment/redis-address.ts";
export { CONNECTION_ERRORS, ConnectionError, type ConnectionErrorCode } from "./connection-error.ts";
export { SettingsError } from "./settings-error.ts";
export { speaksTls, tlsRefusal } from "./speaks-tls.ts";
export { causeOf, networkReason, type TlsFault, tlsFault } from "./tls-fault.ts";
export { type TlsMaterial, type TlsSettings, tlsMaterial, tlsOptions } from "./tls-settings.ts";
