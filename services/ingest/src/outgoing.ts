/** What one batch of input has to write before its position may move: events by partition, and dead letters by topic. */
import {
  appendLetters,
  type DeadInput,
  deadLetter,
  deadLetterTopic,
  EVENTS_TOPIC,
  eventRecords,
  partitionOfSite,
  type Rejection,
} from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";
import { type SourceEvent, writtenEvent } from "@floorwalker/sources";

export interface Outgoing {
  event(event: SourceEvent): void;
  dead(input: DeadInput, rejection: Rejection): void;
  /** Resolves when everything is durable. Rejects when that is unknown: write it all again. */
  append(): Promise<void>;
}

export function newOutgoing(log: Log, partitions: number): Outgoing {
  const events = new Map<number, Uint8Array[]>();
  const dead = new Map<string, LogMessage[]>();
  return {
    event(told) {
      const { bytes, site } = writtenEvent(told);
      listOf(events, partitionOfSite(site, partitions)).push(bytes);
    },
    dead(input, rejection) {
      listOf(dead, deadLetterTopic(input.topic)).push(deadLetter(input, rejection));
    },
    async append() {
      await Promise.all([
        ...[...events].map(([partition, of]) => log.append(EVENTS_TOPIC, partition, eventRecords(of))),
        ...[...dead].map(([topic, letters]) => appendLetters(log, topic, letters)),
      ]);
    },
  };
}

function listOf<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key);
  if (list !== undefined) return list;
  const added: V[] = [];
  lists.set(key, added);
  return added;
}
