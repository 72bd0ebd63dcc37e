export type { AlertNotification, DeliveryChannel, DeliveryResult } from "./delivery.ts";
export type {
  ConsumeOptions,
  Consumption,
  Log,
  LogBatch,
  LogBounds,
  LogMessage,
  LogRecord,
  ReadFrom,
  TopicPartition,
  TopicSpec,
} from "./log.ts";
export type {
  Checkpoint,
  Commit,
  CommitResult,
  FoundRecord,
  OutboxEntry,
  Position,
  RecordBucket,
  RecordPut,
  Store,
  ViewChange,
  ViewSnapshot,
} from "./store.ts";
