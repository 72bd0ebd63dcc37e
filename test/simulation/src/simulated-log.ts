/** A log in arrays, with consumer groups whose members may be gone without a word. Laws: the log port's contract suite. */
import type { ConsumeOptions, Consumption, Log, LogBounds, LogMessage, LogRecord, TopicSpec } from "@floorwalker/ports";
import type { Timing } from "@floorwalker/runtime";
import { SimulatedGroup, SimulatedMember } from "./simulated-group.ts";

export interface Lane {
  low: number;
  readonly records: LogRecord[];
}

export interface Topic {
  /** Counts the topics of this name. */
  readonly generation: number;
  readonly maxBytes: number;
  readonly lanes: readonly Lane[];
}

export class SimulatedBroker {
  readonly topics = new Map<string, Topic>();
  /** Also those that were removed, by name, then generation. */
  readonly everMade = new Map<string, Map<number, Topic>>();
  readonly now: () => number;
  readonly #identities: "topic" | "cluster";
  readonly #groups = new Map<string, SimulatedGroup>();
  readonly #made = new Map<string, number>();
  /** Called when something was appended. */
  readonly wakes = new Set<() => void>();

  /** `identities`: whether a topic made anew can be told from its namesake, or only its records tell. */
  constructor(now: () => number, identities: "topic" | "cluster") {
    this.now = now;
    this.#identities = identities;
  }

  ensure(specs: readonly TopicSpec[]): void {
    for (const { topic, partitions, maxBytes = Number.POSITIVE_INFINITY } of specs) {
      if (this.topics.has(topic)) continue;
      const generation = (this.#made.get(topic) ?? 0) + 1;
      this.#made.set(topic, generation);
      const lanes = Array.from({ length: partitions }, () => ({ low: 0, records: [] }));
      const made = { generation, maxBytes, lanes };
      this.topics.set(topic, made);
      if (!this.everMade.has(topic)) this.everMade.set(topic, new Map());
      this.everMade.get(topic)!.set(generation, made);
    }
  }

  remove(topics: readonly string[]): void {
    for (const topic of topics) this.topics.delete(topic);
  }

  append(topic: string, partition: number, messages: readonly LogMessage[]): void {
    const found = this.topics.get(topic);
    const lane = found?.lanes[partition];
    if (found === undefined || lane === undefined) throw new Error(`there is no ${topic}/${partition}`);
    for (const { value } of messages) if (value.length > found.maxBytes) throw new Error("record_too_large");
    for (const { key, rawKey, value, headers = {} } of messages)
      lane.records.push({
        offset: lane.records.length,
        appendedAt: Math.floor(this.now()),
        key,
        ...(rawKey === undefined ? {} : { rawKey }),
        value: value.slice(),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, given]) => [
            name,
            typeof given === "string" ? new TextEncoder().encode(given) : given.slice(),
          ]),
        ),
      });
    for (const wake of this.wakes) wake();
  }

  bounds(topic: string): LogBounds[] {
    return (this.topics.get(topic)?.lanes ?? []).map(({ low, records }) => ({ low, high: records.length }));
  }

  identity(topic: string): string {
    return this.#identities === "cluster" ? "cluster" : `${topic} ${this.topics.get(topic)?.generation ?? 0}`;
  }

  expire(topic: string, partition: number, before: number): void {
    const lane = this.topics.get(topic)!.lanes[partition]!;
    lane.low = Math.max(lane.low, Math.min(before, lane.records.length));
  }

  group(name: string): SimulatedGroup {
    const group = this.#groups.get(name) ?? new SimulatedGroup(this);
    this.#groups.set(name, group);
    return group;
  }
}

export interface SimulatedLogOptions {
  readonly broker: SimulatedBroker;
  readonly timing: Timing;
  readonly heartbeatMs: number;
  /** Carries a request there and the answer back; may lose either. */
  readonly call: <T>(execute: () => T) => Promise<T>;
  /** False while the broker cannot be reached. */
  readonly reachable: () => boolean;
  /** Of one fetch. */
  readonly fetchMs: () => number;
}

/** One process's hold on the broker. */
export class SimulatedLog implements Log {
  readonly #options: SimulatedLogOptions;
  readonly #members = new Set<SimulatedMember>();

  constructor(options: SimulatedLogOptions) {
    this.#options = options;
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.#options.call(() => this.#options.broker.ensure(topics));
  }

  removeTopics(topics: readonly string[]): Promise<void> {
    return this.#options.call(() => this.#options.broker.remove(topics));
  }

  partitions(topic: string): Promise<number> {
    return this.#options.call(() => this.#options.broker.bounds(topic).length);
  }

  append(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void> {
    return this.#options.call(() => this.#options.broker.append(topic, partition, messages));
  }

  bounds(topic: string): Promise<readonly LogBounds[]> {
    return this.#options.call(() => this.#options.broker.bounds(topic));
  }

  identity(topic: string): Promise<string> {
    return this.#options.call(() => this.#options.broker.identity(topic));
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    const group = await this.#options.call(() => this.#options.broker.group(options.group));
    const member = new SimulatedMember(group, this.#options, options);
    this.#members.add(member);
    return member;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#members].map((member) => member.stop()));
  }
}
