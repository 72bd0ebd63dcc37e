/**
 * What one batch of input has to write before its position may move: events by partition, and dead letters by topic.
 * Appends are bounded, because a broker refuses a batch that is larger than its largest record.
 */
import { deadLetterTopic, EVENTS_TOPIC, encodeEvent, partitionOfSite, type Rejection } from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";
import type { SourceEvent } from "@floorwalker/sources";
import { type DeadInput, deadLetter } from "./dead-letter.ts";

const APPEND_BYTES = 512 * 1024;

export interface Outgoing {
  event(event: SourceEvent): void;
  dead(input: DeadInput, rejection: Rejection): void;
  /** Resolves when everything is durable. Rejects when that is unknown: write it all again. */
  append(): Promise<void>;
}

export function newOutgoing(log: Log, partitions: number): Outgoing {
  const events = new Map<number, LogMessage[]>();
  const dead = new Map<string, LogMessage[]>();
  return {
    event({ event, extra }) {
      const value = Buffer.from(encodeEvent(event, extra), "utf8");
      listOf(events, partitionOfSite(event.site, partitions)).push({ key: event.site, value });
    },
    dead(input, rejection) {
      listOf(dead, deadLetterTopic(input.topic)).push(deadLetter(input, rejection));
    },
    async append() {
      await Promise.all([
        ...[...events].map(([partition, messages]) => appendBounded(log, EVENTS_TOPIC, partition, messages)),
        ...[...dead].map(([topic, messages]) => appendBounded(log, topic, 0, messages)),
      ]);
    },
  };
}

async function appendBounded(log: Log, topic: string, partition: number, messages: LogMessage[]): Promise<void> {
  let from = 0;
  let bytes = 0;
  for (let index = 0; index < messages.length; index++) {
    const size = messages[index]!.value.byteLength;
    if (index > from && bytes + size > APPEND_BYTES) {
      await log.append(topic, partition, messages.slice(from, index));
      from = index;
      bytes = 0;
    }
    bytes += size;
  }
  await log.append(topic, partition, from === 0 ? messages : messages.slice(from));
}

function listOf<K>(lists: Map<K, LogMessage[]>, key: K): LogMessage[] {
  const list = lists.get(key);
  if (list !== undefined) return list;
  const added: LogMessage[] = [];
  lists.set(key, added);
  return added;
}
