export { answerClientError, type ClientFault } from "./client-error.ts";
export { chosenConfiguration, configurationFile } from "./config/chosen-configuration.ts";
export {
  type Configuration,
  type ConfigurationResult,
  emptyConfiguration,
  loadConfiguration,
  parseConfiguration,
  type SourceTopic,
} from "./config/configuration.ts";
export { DEMO_SITE, demoConfiguration } from "./config/demo-configuration.ts";
export { isEncoding } from "./config/encoding.ts";
export type { Receiver, ReceiverKind } from "./config/receiver-kind.ts";
export { sampleConfiguration } from "./config/sample-configuration.ts";
export { configurationJsonSchema } from "./config/schema.ts";
export type { OidcGrant, OidcSettings } from "./config/sign-in/oidc-settings.ts";
export { type WatchedConfiguration, type WatchOptions, watchConfiguration } from "./config/watched-configuration.ts";
export { readWrittenRule, ruleIn, type WrittenRule } from "./config/written-rule.ts";
export { isZone } from "./config/zone.ts";
export { addressOf, connectionGate, TOO_MANY_CONNECTIONS } from "./connection-gate.ts";
export { customersOf } from "./customer-hash.ts";
export { formatDuration, parseDuration } from "./duration.ts";
export type { HistoryAddress } from "./environment/history-address.ts";
export type { KafkaAddress, KafkaLogin } from "./environment/kafka-address.ts";
export type { RedisAddress } from "./environment/redis-address.ts";
export { type Environment, type EnvironmentResult, readEnvironment } from "./environment.ts";
export { eventPartitions } from "./event-partitions.ts";
export { type Check, createHealth, type Health, type HealthReport } from "./health.ts";
export { createLifecycle, type Lifecycle, type Part, stopParts } from "./lifecycle.ts";
export { createLogger, LOG_LEVELS, type LogFields, type Logger, type LogLevel, silentLogger } from "./log.ts";
export { logAnswers } from "./log-answers.ts";
export { isLoopback, namesLoopback } from "./loopback.ts";
export { makeFolder } from "./make-folder.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
export { nodeVersionProblem } from "./node-version.ts";
export { digestBy, newPrivacyKey, ownLinkSecret, privacyDigest, privacyKey } from "./privacy-key.ts";
export { formatProblem, type Problem } from "./problem.ts";
export { HISTORY_SCHEMA, REDIS_PREFIX, runService, type Service, type ServiceOptions } from "./run-service.ts";
export { closeIdle, GATEWAY_LIMITS, gatewayLimits, httpServerOptions, type ServerLimits } from "./server-limits.ts";
export { type SharedToken, sharedToken } from "./shared-token.ts";
export { type LinkClaim, readLink, signLink } from "./signed-link.ts";
export {
  METRICS_CLOSED_FIX,
  metricsClosed,
  ownStatusAddress,
  type StatusAddress,
  statusAddress,
} from "./status-address.ts";
export { type BuildInfo, STATUS_PATHS, statusAnswers } from "./status-answers.ts";
export { type StatusServer, startStatusServer, urlOf } from "./status-server.ts";
export { SYSTEM_TIMING, sleep, type Timing } from "./timing.ts";
