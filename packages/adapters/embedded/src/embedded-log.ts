/** The event log as tables of the embedded file (laws L1–L7 of the log port). */
import { SettledClock } from "@floorwalker/domain";
import type { ConsumeOptions, Consumption, Log, LogBounds, LogMessage, TopicSpec } from "@floorwalker/ports";
import { ConsumerGroup, type GroupLog } from "./consumer-group.ts";
import type { EmbeddedDatabase } from "./embedded-database.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { LogTables } from "./log-tables.ts";
import { isBusy } from "./sqlite-faults.ts";

/** Trimming waits this long when there is nothing to trim, and this long between two steps when there is. */
const TRIM_IDLE_MS = 10_000;
const TRIM_BUSY_MS = 50;

export class EmbeddedLog implements Log {
  readonly #tables: LogTables;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  /** By it records are removed. */
  readonly #settled = new SettledClock();
  readonly #groups = new Map<string, ConsumerGroup>();
  readonly #running = new Set<Consumption>();
  #trimmer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `now` stamps records for their retention, epoch ms; `monotonic` never jumps. */
  constructor(database: EmbeddedDatabase, now: () => number, monotonic: () => number = () => performance.now()) {
    this.#tables = new LogTables(database);
    this.#now = now;
    this.#monotonic = monotonic;
    this.#settled.at(now(), monotonic());
    this.#trimLater(TRIM_IDLE_MS);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    if (this.#tables.create(topics)) for (const group of this.#groups.values()) group.rebalance();
  }

  /** How long records of a topic are kept from now on, ms; nothing happens where there is no such topic. */
  retain(topic: string, ms: number): void {
    this.#tables.retain(topic, ms);
  }

  async removeTopics(topics: readonly string[]): Promise<void> {
    this.#tables.remove(topics);
    for (const group of this.#groups.values()) group.rebalance();
  }

  async partitions(topic: string): Promise<number> {
    return this.#tables.lanes(topic).length;
  }

  /** Rejects with EmbeddedError `unknown_partition` or `record_too_large`; nothing of the append is written then. */
  async append(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void> {
    const lane = this.#tables.lane(topic, partition);
    if (messages.length === 0) return;
    this.#tables.append(lane, messages, this.#now());
    for (const group of this.#groups.values()) group.wake({ topic, partition });
  }

  async bounds(topic: string): Promise<readonly LogBounds[]> {
    return this.#tables.lanes(topic).map((lane) => ({ low: this.#tables.low(lane), high: lane.next }));
  }

  /** Rejects with EmbeddedError `unknown_partition`. */
  async identity(topic: string): Promise<string> {
    return this.#tables.identity(topic);
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    if (this.#closed) throw new Error("the log is closed");
    const group = this.#groups.get(options.group) ?? new ConsumerGroup(options.group, this.#groupLog());
    this.#groups.set(options.group, group);
    const joined = group.join(options);
    const consumption: Consumption = {
      ...joined,
      stop: async () => {
        await joined.stop();
        this.#running.delete(consumption);
      },
    };
    this.#running.add(consumption);
    return consumption;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#trimmer);
    await Promise.all([...this.#running].map((consumption) => consumption.stop()));
  }

  /** One bounded step of retention in every partition; true when more may be waiting. */
  trim(): boolean {
    const now = this.#settled.at(this.#now(), this.#monotonic());
    let more = false;
    for (const lane of this.#tables.all()) if (this.#tables.trim(lane, now)) more = true;
    return more;
  }

  #trimLater(ms: number): void {
    this.#trimmer = setTimeout(() => this.#trimLater(this.#trimmed() ? TRIM_BUSY_MS : TRIM_IDLE_MS), ms);
    this.#trimmer.unref();
  }

  /** Nobody waits for it: a disk without room for what a removal writes is tried again later, and what ends the file is told by the file. */
  #trimmed(): boolean {
    try {
      return this.trim();
    } catch (error) {
      if (error instanceof EmbeddedError || isBusy(error)) return false;
      throw error;
    }
  }

  #groupLog(): GroupLog {
    const tables = this.#tables;
    return {
      partitions: (topic) => tables.lanes(topic).length,
      commit: (group, { topic, partition }, next) => tables.commit(group, tables.lane(topic, partition), next),
      source: (group, { topic, partition }) => {
        const lane = tables.lane(topic, partition);
        return {
          read: (from) => tables.read(lane, from),
          low: () => tables.low(lane),
          end: () => lane.next,
          committed: () => tables.committed(group, lane),
        };
      },
    };
  }
}
