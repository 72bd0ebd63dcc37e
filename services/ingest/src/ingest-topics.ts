/** The topics that ingest reads and writes, as it creates them where they are missing. */
import { DEFAULT_PARTITIONS, deadLetterTopic, EVENTS_TOPIC, QUEUE_LOG_TOPIC, SOURCE_TOPICS } from "@floorwalker/events";
import type { TopicSpec } from "@floorwalker/ports";
import type { SourceFormatId } from "@floorwalker/sources";

export interface IngestSource {
  readonly topic: string;
  readonly format: SourceFormatId;
  /** Site of records whose headers and key name none; null: the input itself must say. */
  readonly site: string | null;
}

/** What is always read; configured topics come on top. */
export const DEFAULT_SOURCES: readonly IngestSource[] = [
  ...SOURCE_TOPICS.map((topic): IngestSource => ({ topic, format: "canonical", site: null })),
  { topic: QUEUE_LOG_TOPIC, format: "asterisk-queue-log", site: null },
];

const DAY_MS = 86_400_000;

/** A source's record may be far too large for an event: it has to arrive to be refused, and to fit the dead letters. */
const SOURCE_BYTES = 1_048_576;
export const DEAD_LETTER_BYTES = 2_097_152;

/** `partitions` is the number of partitions of EVENTS_TOPIC. */
export function ingestTopics(sources: readonly IngestSource[], partitions: number): readonly TopicSpec[] {
  return [
    { topic: EVENTS_TOPIC, partitions, maxBytes: SOURCE_BYTES, retentionMs: 7 * DAY_MS },
    ...sources.flatMap(({ topic }) => [
      { topic, partitions: DEFAULT_PARTITIONS, maxBytes: SOURCE_BYTES, retentionMs: 7 * DAY_MS },
      // Dead letters may hold what ingest drops elsewhere, such as callers' numbers: they do not stay for ever (rule 26).
      { topic: deadLetterTopic(topic), partitions: 1, maxBytes: DEAD_LETTER_BYTES, retentionMs: 14 * DAY_MS },
    ]),
  ];
}
