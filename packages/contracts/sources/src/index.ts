export { asteriskQueueLog } from "./asterisk-queue-log.ts";
export { batchOf } from "./batch-of.ts";
export { canonical } from "./canonical.ts";
export { type CustomerHash, type Customers, withoutPlainCustomer } from "./customers.ts";
export { intake } from "./intake.ts";
export { KIND_BYTES, type RecordingKind, recordingKind } from "./recording-kind.ts";
export { SecondOfLines } from "./second-of-lines.ts";
export {
  IGNORED,
  type IgnoredReason,
  type Outcome,
  type SourceContext,
  type SourceEvent,
  type SourceFormat,
  writtenEvent,
} from "./source-format.ts";
export { SOURCE_FORMATS, type SourceFormatId } from "./source-formats.ts";
export { ARRAY_BEGINS, type Item, type Scanned, ValueScanner } from "./value-scanner.ts";
