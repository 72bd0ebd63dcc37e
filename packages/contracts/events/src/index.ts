export { appendLetters } from "./append-letters.ts";
export { type DeadInput, deadLetter } from "./dead-letter.ts";
export { decodeEvent, decodeRecord, type RecordedEvent } from "./decode-event.ts";
export { encodeEvent } from "./encode-event.ts";
export { eventRecords, RECORD_BYTES } from "./event-records.ts";
export { MAX_DESCRIPTION, MAX_LABELS, MAX_TITLE } from "./external-alert-event.ts";
export type { EventExtra } from "./extra.ts";
export { FACTS_SCHEMA, factsKey, readFacts, writeFacts } from "./facts-record.ts";
export { decodeGatewayEvent, encodeGatewayEvent, MAX_NOTE } from "./gateway-event.ts";
export { INTERVAL_SCHEMA, intervalKey, readInterval, writeInterval } from "./interval-record.ts";
export { MAX_AHEAD_MS, MAX_DURATION_MS, MAX_EVENT_BYTES, MAX_ID, MAX_NAME } from "./limits.ts";
export { MENDINGS, type Mending, type MendingCode } from "./mending.ts";
export { type EventHeaders, isBinaryMode, parseBinary } from "./parse-binary.ts";
export { type ParsedEvent, parseEvent } from "./parse-event.ts";
export { type PassedEvent, passEvent } from "./pass-event.ts";
export { readJson } from "./read-json.ts";
export { readText } from "./read-text.ts";
export { type Moment, type ReadTime, readTime } from "./read-time.ts";
export {
  allFaults,
  FOLD_REJECTIONS,
  faultText,
  REJECTIONS,
  type Rejection,
  type RejectionCode,
  rejection,
} from "./rejection.ts";
export { EVENT_SCHEMAS, eventSchema } from "./schema.ts";
export { toldKey } from "./told-key.ts";
export {
  DEFAULT_PARTITIONS,
  deadLettersOf,
  deadLetterTopic,
  EVENTS_TOPIC,
  eventsTopic,
  FACTS_TOPIC,
  factsTopic,
  INTERVALS_TOPIC,
  intervalsTopic,
  lateEventsOf,
  lateEventsTopic,
  partitionOfSite,
  QUEUE_LOG_TOPIC,
  SOURCE_TOPICS,
  sourceTopic,
} from "./topics.ts";
