/** Puts events on the topics of their sources, as a phone system, a chat tool and the others would: structured-mode JSON. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { encodeEvent, partitionOfSite, type SOURCE_TOPICS } from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";

type SourceTopic = (typeof SOURCE_TOPICS)[number];

export interface SourceWriter {
  /** Resolves when all are durable. Rejected: some may be; writing the same again is harmless (ids are unique). */
  write(events: readonly CanonicalEvent[]): Promise<void>;
}

export function newSourceWriter(log: Log, site: string, partitions: number): SourceWriter {
  const encoder = new TextEncoder();
  const partition = partitionOfSite(site, partitions);
  return {
    write: async (events) => {
      const byTopic = new Map<SourceTopic, LogMessage[]>();
      for (const event of events) {
        const topic = topicOf(event);
        const messages = byTopic.get(topic) ?? [];
        byTopic.set(topic, messages);
        messages.push({ key: site, value: encoder.encode(encodeEvent(event)) });
      }
      await Promise.all([...byTopic].map(([topic, messages]) => log.append(topic, partition, messages)));
    },
  };
}

const TOPIC_OF_SOURCE: Readonly<Record<string, SourceTopic>> = {
  acd: "cc.call.events.v1",
  chat: "cc.chat.events.v1",
  mail: "cc.email.events.v1",
  survey: "cc.survey.events.v1",
};

function topicOf(event: CanonicalEvent): SourceTopic {
  if (event.type.startsWith("cc.agent.")) return "cc.agent.events.v1";
  if (event.type.startsWith("cc.survey.")) return "cc.survey.events.v1";
  if (event.channel !== null) return `cc.${event.channel}.events.v1`;
  return TOPIC_OF_SOURCE[event.source.split("/")[1] ?? ""] ?? "cc.call.events.v1";
}
