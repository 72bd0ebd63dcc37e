export type { KafkaLogger } from "./client-logger.ts";
export { KafkaLog, type KafkaLogOptions, openKafkaLog } from "./kafka-log.ts";
export { KafkaLogError, type KafkaLogErrorCode } from "./kafka-log-error.ts";
