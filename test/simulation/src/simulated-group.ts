/**
 * A consumer group: partition n is for the n-th of its members, and is given when the one before has let it go or has not
 * been heard for a session. A member that wakes up after that finds out at its next heartbeat; until then it is a zombie.
 */
import type { ConsumeOptions, Consumption, LogBatch, ReadFrom, TopicPartition } from "@floorwalker/ports";
import type { SimulatedBroker, SimulatedLogOptions } from "./simulated-log.ts";

export interface SimulatedBatch extends LogBatch {
  /** Of the topic it was read from. */
  readonly generation: number;
}

const SESSION_MS = 6_000;
const SILENT_MS = 3 * SESSION_MS;
const FETCH_RECORDS = 200;

export class SimulatedGroup {
  readonly broker: SimulatedBroker;
  readonly offsets = new Map<string, number>();
  readonly #members: SimulatedMember[] = [];
  readonly #heardAt = new Map<SimulatedMember, number>();
  readonly #holders = new Map<string, SimulatedMember>();

  constructor(broker: SimulatedBroker) {
    this.broker = broker;
  }

  /** Answers which partitions are the member's; null when it had been given up: it holds none any more. */
  heartbeat(member: SimulatedMember): ReadonlyMap<string, TopicPartition> | null {
    const now = this.broker.now();
    for (const [other, heardAt] of this.#heardAt) if (now - heardAt > SESSION_MS && other !== member) this.leave(other);
    const known = this.#heardAt.has(member) && now - this.#heardAt.get(member)! <= SESSION_MS;
    if (!known) {
      this.leave(member);
      this.#members.push(member);
    }
    this.#heardAt.set(member, now);
    if (!known && member.holds > 0) return null;
    const mine = new Map<string, TopicPartition>();
    for (const topic of member.topics) {
      const askers = this.#members.filter(({ topics }) => topics.includes(topic));
      this.broker.bounds(topic).forEach((_, partition) => {
        const key = keyOf({ topic, partition });
        const holder = this.#holders.get(key);
        if (askers[partition % askers.length] !== member || (holder !== undefined && holder !== member)) return;
        this.#holders.set(key, member);
        mine.set(key, { topic, partition });
      });
    }
    return mine;
  }

  release(member: SimulatedMember, key: string): void {
    if (this.#holders.get(key) === member) this.#holders.delete(key);
  }

  leave(member: SimulatedMember): void {
    const index = this.#members.indexOf(member);
    if (index >= 0) this.#members.splice(index, 1);
    this.#heardAt.delete(member);
    for (const [key, holder] of this.#holders) if (holder === member) this.#holders.delete(key);
  }
}

export class SimulatedMember implements Consumption {
  readonly failed: Promise<void>;
  readonly #group: SimulatedGroup;
  readonly #log: SimulatedLogOptions;
  readonly #options: ConsumeOptions;
  readonly #readers = new Map<string, Reader>();
  readonly #outcome = Promise.withResolvers<void>();
  #callOff: () => void;
  #heardAt: number;
  #stopping: Promise<void> | null = null;

  constructor(group: SimulatedGroup, log: SimulatedLogOptions, options: ConsumeOptions) {
    this.#group = group;
    this.#log = log;
    this.#options = options;
    this.failed = this.#outcome.promise;
    this.failed.catch(() => {});
    this.#heardAt = log.timing.monotonic();
    this.#callOff = log.timing.after(0, () => this.#beat());
  }

  get topics(): readonly string[] {
    return this.#options.topics;
  }

  get holds(): number {
    return this.#readers.size;
  }

  async commit(partition: TopicPartition, next: number): Promise<void> {
    await this.#log.call(() => this.#group.offsets.set(keyOf(partition), next)).catch(() => {});
  }

  async restart(partition: TopicPartition): Promise<void> {
    const key = keyOf(partition);
    const reader = this.#readers.get(key);
    if (reader === undefined || this.#stopping !== null) return;
    const left = reader.retire();
    this.#open(key, partition, left);
    await left;
  }

  healthy(): boolean {
    return this.#stopping === null && this.#log.timing.monotonic() - this.#heardAt < SILENT_MS;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end().then(() => this.#outcome.resolve());
    return this.#stopping;
  }

  async #end(): Promise<void> {
    this.#callOff();
    await Promise.all([...this.#readers.values()].map((reader) => reader.retire()));
    this.#group.leave(this);
  }

  #beat(): void {
    if (this.#stopping !== null) return;
    if (this.#log.reachable()) {
      this.#heardAt = this.#log.timing.monotonic();
      const mine = this.#group.heartbeat(this);
      for (const [key, reader] of this.#readers)
        if (mine?.has(key) !== true || reader.gone())
          void reader.retire().then(() => {
            if (this.#readers.get(key) !== reader) return;
            this.#readers.delete(key);
            this.#group.release(this, key);
          });
      for (const [key, partition] of mine ?? []) if (!this.#readers.has(key)) this.#open(key, partition);
    }
    this.#callOff = this.#log.timing.after(this.#log.heartbeatMs, () => this.#beat());
  }

  #open(key: string, partition: TopicPartition, after: Promise<void> = Promise.resolve()): void {
    const committed = (): number | null => this.#group.offsets.get(key) ?? null;
    const failed = (error: unknown): void => {
      this.#outcome.reject(error);
      this.#stopping ??= this.#end();
    };
    this.#readers.set(key, new Reader({ partition, log: this.#log, options: this.#options, after, committed, failed }));
  }
}

interface ReaderOptions {
  readonly partition: TopicPartition;
  readonly log: SimulatedLogOptions;
  readonly options: ConsumeOptions;
  readonly after: Promise<void>;
  readonly committed: () => number | null;
  readonly failed: (error: unknown) => void;
}

class Reader {
  readonly #given: ReaderOptions;
  readonly #generation: number;
  readonly #done: Promise<void>;
  #stale = false;
  #wake: () => void = () => {};

  constructor(given: ReaderOptions) {
    this.#given = given;
    this.#generation = given.log.broker.topics.get(given.partition.topic)?.generation ?? 0;
    this.#done = this.#run();
  }

  /** Its topic was removed, perhaps made anew. */
  gone(): boolean {
    return this.#given.log.broker.topics.get(this.#given.partition.topic)?.generation !== this.#generation;
  }

  retire(): Promise<void> {
    this.#stale = true;
    this.#wake();
    return this.#done;
  }

  async #run(): Promise<void> {
    const { partition, options, after, failed } = this.#given;
    await after;
    if (this.#stale) return;
    try {
      const from = await options.assigned(partition);
      try {
        await this.#read(from);
      } finally {
        this.#stale = true;
        await options.revoked(partition);
      }
    } catch (error) {
      this.#stale = true;
      failed(error);
    }
  }

  async #read(from: ReadFrom): Promise<void> {
    const { partition, options, log, committed } = this.#given;
    let next = from === "wait" ? 0 : (from ?? committed());
    while (!this.#stale) {
      const topic = log.broker.topics.get(partition.topic);
      const lane = from === "wait" || this.gone() || !log.reachable() ? undefined : topic?.lanes[partition.partition];
      const low = lane?.low ?? 0;
      next ??= low;
      if (lane !== undefined && next < low) {
        options.expired?.(partition, next, low);
        next = low;
      }
      const records = lane?.records.slice(next, next + FETCH_RECORDS) ?? [];
      const end = lane?.records.length ?? 0;
      if (records.length === 0) {
        await this.#somethingNew();
        continue;
      }
      await this.#pause(log.fetchMs());
      if (this.#stale) return;
      const batch: SimulatedBatch = {
        ...partition,
        records,
        end,
        isStale: () => this.#stale,
        generation: this.#generation,
      };
      await options.batch(batch);
      next = records.at(-1)!.offset + 1;
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#given.log.timing.after(ms, resolve);
    });
  }

  async #somethingNew(): Promise<void> {
    const { broker, timing, heartbeatMs } = this.#given.log;
    await new Promise<void>((resolve) => {
      const wake = (): void => void timing.after(0, resolve);
      this.#wake = resolve;
      broker.wakes.add(wake);
      timing.after(4 * heartbeatMs, resolve);
      this.#cleanUp = () => broker.wakes.delete(wake);
    });
    this.#cleanUp();
  }

  #cleanUp: () => void = () => {};
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
