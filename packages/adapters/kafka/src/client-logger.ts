/**
 * kafkajs talks a lot and calls errors what it retries. Invariants: nothing of it is louder than a warning (what is
 * final rejects a promise and is logged by who awaits it, once), and one message is said once in ten seconds.
 */

import type { LogEntry } from "kafkajs";

/** The part of pino that is used. */
export interface KafkaLogger {
  warn(fields: Readonly<Record<string, unknown>>, event: string): void;
}

const REPEAT_AFTER_MS = 10_000;

/** Part of every rebalance and of a broker's first second, not worth a line. */
const EXPECTED =
  /coordinator is loading|coordinator is not available|is not the correct coordinator|group is rebalancing|rebalance is in progress|KafkaJSConnectionClosedError|Offset out of range/i;

export function clientLogger(logger: KafkaLogger | undefined): () => (entry: LogEntry) => void {
  const said = new Map<string, number>();
  return () => (entry) => {
    if (logger === undefined) return;
    const { message, timestamp, logger: _, stack: __, ...fields } = entry.log;
    const text = typeof fields.error === "string" ? `${message}: ${fields.error}` : message;
    if (EXPECTED.test(text)) return;
    const now = Date.parse(timestamp);
    if (now - (said.get(text) ?? Number.NEGATIVE_INFINITY) < REPEAT_AFTER_MS) return;
    if (said.size > 100) said.clear();
    said.set(text, now);
    logger.warn({ ...fields, kafkaMessage: message, component: entry.namespace }, "kafka_client_warning");
  };
}
