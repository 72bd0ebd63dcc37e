/** Topic names, keys and partitions: the one place. */

/** What phone system, chat, mail and survey tools write (canonical events, any order, any partition). */
export const SOURCE_TOPICS = [
  "cc.call.events.v1",
  "cc.chat.events.v1",
  "cc.email.events.v1",
  "cc.agent.events.v1",
  "cc.survey.events.v1",
] as const;

/** Lines of Asterisk `queue_log`, key or header `site` names the site. */
export const QUEUE_LOG_TOPIC = "cc.queue-log.lines.v1";

/** Canonical events by site: what ingest writes and the aggregator reads. One event a record or a list of them, no key, no headers. */
export const EVENTS_TOPIC = "cc.events.v1";

/** Closed intervals of every cell, as many partitions as EVENTS_TOPIC, a site in the one of the same number; compacted. */
export const INTERVALS_TOPIC = "cc.kpi.intervals.v1";

/** Contacts that have left memory, what their segments came to and what they added; partitions as of INTERVALS_TOPIC; compacted. */
export const FACTS_TOPIC = "cc.facts.v1";

export const deadLetterTopic = (topic: string): string => `dlq.${topic}`;

/** Of EVENTS_TOPIC: `cc.late.events.v1`, see `lateEventsOf`. */
export const lateEventsTopic = (topic: string): string =>
  topic.startsWith("cc.") ? topic.replace("cc.", "cc.late.") : `late.${topic}`;

/** Partitions of EVENTS_TOPIC unless configured: never change it for a running installation, sites would move. */
export const DEFAULT_PARTITIONS = 8;

/** The partition that owns a site: FNV-1a over its UTF-16 code units, so that every writer agrees. */
export function partitionOfSite(site: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < site.length; index++) hash = Math.imul(hash ^ site.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % partitions;
}

/** How a topic is created, by whichever service comes first. What already exists stays as it is. */
interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  /** Largest record, bytes. */
  readonly maxBytes: number;
  readonly retentionMs: number;
  readonly compacted?: boolean;
}

const DAY_MS = 86_400_000;
/** A source's record may be far too large for an event: it has to arrive to be refused, and to fit the dead letters. */
const SOURCE_BYTES = 1_048_576;
export const DEAD_LETTER_BYTES = 2_097_152;

export const eventsTopic = (partitions: number): TopicPlan => ({
  topic: EVENTS_TOPIC,
  partitions,
  maxBytes: SOURCE_BYTES,
  retentionMs: 7 * DAY_MS,
});

/** So long a history may be away, or be made anew, without missing an interval. */
export const intervalsTopic = (partitions: number): TopicPlan => ({
  topic: INTERVALS_TOPIC,
  partitions,
  maxBytes: SOURCE_BYTES,
  retentionMs: 35 * DAY_MS,
  compacted: true,
});

/** Facts are kept for 30 days. */
export const factsTopic = (partitions: number): TopicPlan => ({ ...intervalsTopic(partitions), topic: FACTS_TOPIC });

export const sourceTopic = (topic: string): TopicPlan => ({
  topic,
  partitions: DEFAULT_PARTITIONS,
  maxBytes: SOURCE_BYTES,
  retentionMs: 7 * DAY_MS,
});

/**
 * Events that are as they should be and are in no number all the same: too late, or of nothing that is known. They are kept
 * as they came, with the reason in their headers, for whoever counts differently or mends the source.
 */
export const lateEventsOf = (topic: string): TopicPlan => ({ ...deadLettersOf(topic), topic: lateEventsTopic(topic) });

/** Dead letters may hold what ingest drops elsewhere, such as callers' numbers: they do not stay for ever (rule 26). */
export const deadLettersOf = (topic: string): TopicPlan => ({
  topic: deadLetterTopic(topic),
  partitions: 1,
  maxBytes: DEAD_LETTER_BYTES,
  retentionMs: 14 * DAY_MS,
});
