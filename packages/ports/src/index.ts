export type { AccountChanges, AccountStore, AuditQuery, StoredAccount } from "./accounts.ts";
export type { DeliveryChannel, DeliveryResult, Keyed, Retry } from "./delivery.ts";
export type { History, HistoryQuery, KeptSpan, PutIntervals, Restatement, RestatementQuery } from "./history.ts";
export type { FactsKept, FactsQuery, KeptFacts } from "./kept-facts.ts";
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
export type { SecretStore } from "./secrets.ts";
export type {
  Checkpoint,
  Claim,
  Claimant,
  ClaimRefusal,
  Commit,
  CommitResult,
  Epoch,
  FoundRecord,
  OutboxEntry,
  Position,
  ReceiversDone,
  RecordBucket,
  RecordPut,
  StartOver,
  Store,
  StoredPartition,
  StoredValue,
  StoreFacts,
  ViewChange,
  ViewEntry,
  ViewSnapshot,
} from "./store.ts";
export { epochNumber } from "./store.ts";
