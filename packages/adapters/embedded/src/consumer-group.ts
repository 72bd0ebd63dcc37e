/**
 * The consumptions of one group in this process and who of them holds which partition: partition n of a topic belongs to
 * the n-th (modulo their number) of those that asked for the topic, in the order in which they came.
 */
import type { ConsumeOptions, Consumption, TopicPartition } from "@floorwalker/ports";
import { PartitionRun, type PartitionSource } from "./partition-run.ts";

export interface GroupLog {
  partitions(topic: string): number;
  source(group: string, partition: TopicPartition): PartitionSource;
  commit(group: string, partition: TopicPartition, next: number): void;
}

interface Member {
  readonly options: ConsumeOptions;
  readonly runs: Map<string, PartitionRun>;
  readonly fail: (error: unknown) => void;
}

export class ConsumerGroup {
  readonly #name: string;
  readonly #log: GroupLog;
  readonly #members: Member[] = [];
  /** By partition, when its latest holder is done. */
  readonly #released = new Map<string, Promise<void>>();

  constructor(name: string, log: GroupLog) {
    this.#name = name;
    this.#log = log;
  }

  join(options: ConsumeOptions): Consumption {
    const end = Promise.withResolvers<void>();
    // Whoever waits for `failed` hears of it; that nobody does must not bring the process down.
    end.promise.catch(() => {});
    const runs = new Map<string, PartitionRun>();
    const leave = () => {
      const index = this.#members.indexOf(member);
      if (index < 0) return;
      this.#members.splice(index, 1);
      for (const run of runs.values()) run.revoke();
      this.rebalance();
    };
    const fail = (error: unknown) => {
      end.reject(error);
      leave();
    };
    const member: Member = { options, runs, fail };
    this.#members.push(member);
    this.rebalance();
    return {
      restart: async (partition) => {
        const key = keyOf(partition);
        const run = runs.get(key);
        if (run === undefined) return;
        run.revoke();
        runs.delete(key);
        this.rebalance();
        await run.done;
      },
      commit: async (partition, next) => this.#log.commit(this.#name, partition, next),
      failed: end.promise,
      healthy: () => this.#members.includes(member),
      stop: async () => {
        leave();
        await Promise.all([...runs.values()].map((run) => run.done));
        end.resolve();
      },
    };
  }

  wake(partition: TopicPartition): void {
    const key = keyOf(partition);
    for (const member of this.#members) member.runs.get(key)?.wake();
  }

  rebalance(): void {
    const owners = this.#owners();
    for (const member of this.#members) {
      for (const [key, run] of member.runs) {
        if (owners.get(key)?.member === member) continue;
        run.revoke();
        member.runs.delete(key);
      }
    }
    for (const [key, { member, partition }] of owners) {
      if (member.runs.has(key)) continue;
      const run = new PartitionRun({
        partition,
        source: this.#log.source(this.#name, partition),
        callbacks: member.options,
        after: this.#released.get(key) ?? Promise.resolve(),
        failed: member.fail,
      });
      member.runs.set(key, run);
      this.#released.set(key, run.done);
    }
  }

  #owners(): Map<string, { member: Member; partition: TopicPartition }> {
    const owners = new Map<string, { member: Member; partition: TopicPartition }>();
    for (const topic of new Set(this.#members.flatMap((member) => member.options.topics))) {
      const askers = this.#members.filter((member) => member.options.topics.includes(topic));
      for (let partition = 0; partition < this.#log.partitions(topic); partition++) {
        owners.set(keyOf({ topic, partition }), {
          member: askers[partition % askers.length]!,
          partition: { topic, partition },
        });
      }
    }
    return owners;
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`;
