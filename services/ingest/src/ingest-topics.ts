/** The topics that ingest reads and writes, as it creates them where they are missing. */
import { deadLettersOf, eventsTopic, QUEUE_LOG_TOPIC, SOURCE_TOPICS, sourceTopic } from "@floorwalker/events";
import type { TopicSpec } from "@floorwalker/ports";
import type { SourceFormatId } from "@floorwalker/sources";

export interface IngestSource {
  readonly topic: string;
  readonly format: SourceFormatId;
  /** Site of records whose headers and key name none; null: the input itself must say. */
  readonly site: string | null;
  /** How bytes are read that are not UTF-8, by its WHATWG name; absent: windows-1252. */
  readonly encoding?: string;
}

/** What is always read; configured topics come on top. */
export const DEFAULT_SOURCES: readonly IngestSource[] = [
  ...SOURCE_TOPICS.map((topic): IngestSource => ({ topic, format: "canonical", site: null })),
  { topic: QUEUE_LOG_TOPIC, format: "asterisk-queue-log", site: null },
];

/** How long what sources wrote is kept as they wrote it, callers' numbers among it, and what of it was refused; ms. */
export interface SourceRetention {
  readonly callers: number;
  readonly refused: number;
}

/** `partitions` is the number of partitions of EVENTS_TOPIC. @param kept absent: as long as the topics say. */
export const ingestTopics = (
  sources: readonly IngestSource[],
  partitions: number,
  kept?: SourceRetention,
): readonly TopicSpec[] => [
  eventsTopic(partitions),
  ...sources.flatMap(({ topic }) => [
    { ...sourceTopic(topic), ...(kept && { retentionMs: kept.callers }) },
    { ...deadLettersOf(topic), ...(kept && { retentionMs: kept.refused }) },
  ]),
];
