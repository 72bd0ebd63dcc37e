/**
 * A consumption that writes down everything the log does to it. It commits after every batch unless told not to, so
 * that a partition that is assigned again goes on instead of starting over.
 */
import { expect, onTestFinished } from "vitest";
import type {
  ConsumeOptions,
  Consumption,
  Log,
  LogBatch,
  LogMessage,
  LogRecord,
  ReadFrom,
  TopicPartition,
} from "../src/index.ts";

export interface RecordingOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly from?: (partition: TopicPartition) => Promise<ReadFrom>;
  /** Runs before the batch counts as done and before its offset is committed. */
  readonly during?: (batch: LogBatch) => Promise<void>;
  readonly commits?: boolean;
}

export interface Recording {
  readonly consumption: Consumption;
  readonly batches: readonly LogBatch[];
  /** `assigned 0`, `batch 0`, `expired 0 2..5`, `revoked 0` in the order the log called. */
  readonly calls: readonly string[];
  /** Partitions held now. */
  readonly held: ReadonlySet<number>;
  /** Why the consumption failed; undefined while it has not. */
  failure(): unknown;
  records(partition: number): readonly LogRecord[];
  texts(partition: number): readonly string[];
  last(partition: number): LogBatch | undefined;
}

/** Long enough for a rebalance of a real Kafka on a busy machine. */
export const patience = { timeout: 30_000, interval: 10 } as const;

export const eventually = <T>(read: () => T) => expect.poll(read, patience);

export async function recordConsumption(log: Log, options: RecordingOptions): Promise<Recording> {
  const started = Promise.withResolvers<Consumption>();
  const batches: LogBatch[] = [];
  const calls: string[] = [];
  const held = new Set<number>();
  let failure: unknown;

  const callbacks: Pick<ConsumeOptions, "assigned" | "revoked" | "batch" | "expired"> = {
    expired: ({ partition }, gone, to) => void calls.push(`expired ${partition} ${gone}..${to}`),
    async assigned(partition) {
      calls.push(`assigned ${partition.partition}`);
      const from = options.from === undefined ? null : await options.from(partition);
      held.add(partition.partition);
      return from;
    },
    async revoked(partition) {
      calls.push(`revoked ${partition.partition}`);
      held.delete(partition.partition);
    },
    async batch(batch) {
      calls.push(`batch ${batch.partition}`);
      await options.during?.(batch);
      batches.push(batch);
      const next = batch.records.at(-1)?.offset;
      if (options.commits === false || next === undefined || batch.isStale()) return;
      const consumption = await started.promise;
      await consumption.commit({ topic: batch.topic, partition: batch.partition }, next + 1);
    },
  };

  const consumption = await log.consume({ group: options.group, topics: options.topics, ...callbacks });
  consumption.failed.catch((error: unknown) => {
    failure = error;
  });
  started.resolve(consumption);
  onTestFinished(() => consumption.stop());

  const records = (partition: number) => batches.filter((b) => b.partition === partition).flatMap((b) => b.records);
  return {
    consumption,
    batches,
    calls,
    held,
    failure: () => failure,
    records,
    texts: (partition) => records(partition).map((record) => text(record.value)),
    last: (partition) => batches.findLast((batch) => batch.partition === partition),
  };
}

export function messages(texts: readonly string[]): LogMessage[] {
  return texts.map((value) => ({ key: "site", value: new TextEncoder().encode(value) }));
}

export function numbered(prefix: string, count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${first + index}`);
}

export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
