/**
 * The queues, agents and sources a site has heard of that nobody configured: so many and no more, else whoever makes up a
 * name for every event fills memory and store for ever. What is configured always passes.
 *
 * The law: an event is refused exactly when a name in it is neither configured nor known and there is no room for it; then
 * none of its names takes room. What is known follows from the events before it in the log and from nothing else (no
 * clock, no size of batches), and is stored with what they added: whoever reads the log again decides the same. The numbers
 * are those of the events that were not refused, in any order of these.
 *
 * A name that was not heard for as long as numbers are kept gives its room to another one that needs it.
 */
import type { CanonicalEvent, Channel } from "@floorwalker/domain";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";

const NAME_KINDS = ["queue", "agent", "source"] as const;
export type NameKind = (typeof NAME_KINDS)[number];

const ROW = "n";
const FORMAT = 1;
const DAY_MS = 86_400_000;
const CONFIGURED: Name = { day: Number.POSITIVE_INFINITY, dirty: false };

interface Name {
  /** Newest day in which it was heard; ∞: configured. */
  day: number;
  dirty: boolean;
}

interface Kind {
  readonly names: Map<string, Name>;
  /** Those that are not configured. */
  count: number;
  /** The day for which those not heard any more have been looked for: within a day there come no others. */
  lookedOn: number;
  refused: boolean;
}

interface Today {
  day: number;
  queues: Readonly<Record<Channel, Set<string>>>;
  agents: Set<string>;
  sources: Set<string>;
}

export class NameTable {
  readonly #context: SiteContext;
  readonly #kinds: Readonly<Record<NameKind, Kind>> = { queue: newKind(), agent: newKind(), source: newKind() };
  #dirty: { readonly kind: NameKind; readonly id: string }[] = [];
  /** What was heard in the day of the last event: nothing is to be done for it. */
  readonly #today: Today = { day: Number.NaN, queues: byChannel(), agents: new Set(), sources: new Set() };

  constructor(context: SiteContext) {
    this.#context = context;
    const { queues, agents, sources } = context.config;
    for (const { queue, channel } of queues) this.#kinds.queue.names.set(queueId(channel, queue), CONFIGURED);
    for (const { agent } of agents) this.#kinds.agent.names.set(agent, CONFIGURED);
    for (const { source } of sources) this.#kinds.source.names.set(source, CONFIGURED);
  }

  /** Takes the names of an event in. The kind that has no room: it took none. `at`: by the site's measure of time, ms. */
  admit(event: CanonicalEvent, at: number): NameKind | null {
    if (this.#context.limits === null) return null;
    const day = Math.floor(at / DAY_MS);
    if (this.#isHeard(event, day)) return null;
    const queue = event.queue === null || event.channel === null ? null : queueId(event.channel, event.queue);
    if (queue !== null && !this.#hasRoom("queue", queue, day)) return "queue";
    const agent = event.agent === null ? null : this.#context.configured.agentOf(event.agent);
    if (agent !== null && !this.#hasRoom("agent", agent, day)) return "agent";
    if (!this.#hasRoom("source", event.source, day)) return "source";
    if (queue !== null) this.#heard("queue", queue, day);
    if (agent !== null) this.#heard("agent", agent, day);
    this.#heard("source", event.source, day);
    this.#hear(event, day);
    return null;
  }

  #isHeard({ channel, queue, agent, source }: CanonicalEvent, day: number): boolean {
    const { queues, agents, sources } = this.#today;
    if (this.#today.day !== day || !sources.has(source)) return false;
    return (agent === null || agents.has(agent)) && (queue === null || channel === null || queues[channel].has(queue));
  }

  #hear({ channel, queue, agent, source }: CanonicalEvent, day: number): void {
    const today = this.#today;
    if (today.day !== day)
      Object.assign(today, { day, queues: byChannel(), agents: new Set(), sources: new Set() } satisfies Today);
    today.sources.add(source);
    if (agent !== null) today.agents.add(agent);
    if (queue !== null && channel !== null) today.queues[channel].add(queue);
  }

  /** No room for another name of this kind, as far as is known before one comes. */
  isFull(kind: NameKind): boolean {
    return this.#context.limits !== null && this.#kinds[kind].count >= this.#context.limits[kind];
  }

  /** Kinds of which a name was refused and for which there still is no room. */
  refusing(): readonly NameKind[] {
    return NAME_KINDS.filter((kind) => this.#kinds[kind].refused && this.isFull(kind));
  }

  /** True the first time since there was room: whoever shows the site shows this. */
  tellFull(kind: NameKind): boolean {
    const told = this.#kinds[kind].refused;
    this.#kinds[kind].refused = true;
    return !told;
  }

  #hasRoom(kind: NameKind, id: string, day: number): boolean {
    if (this.#kinds[kind].names.has(id) || !this.isFull(kind)) return true;
    this.#forgetOld(kind, day);
    return !this.isFull(kind);
  }

  #heard(kind: NameKind, id: string, day: number): void {
    const held = this.#kinds[kind];
    let name = held.names.get(id);
    if (name !== undefined && name.day >= day) return;
    if (name === undefined) {
      name = { day, dirty: false };
      held.names.set(id, name);
      held.count++;
    }
    name.day = day;
    if (!name.dirty) this.#dirty.push({ kind, id });
    name.dirty = true;
  }

  #forgetOld(kind: NameKind, day: number): void {
    const held = this.#kinds[kind];
    const { retentionMs } = this.#context;
    if (retentionMs === null || held.lookedOn === day) return;
    held.lookedOn = day;
    for (const [id, name] of held.names) {
      if ((name.day + 1) * DAY_MS > day * DAY_MS - retentionMs) continue;
      held.names.delete(id);
      held.count--;
      held.refused = false;
      this.#dirty.push({ kind, id });
    }
  }

  drain(sink: RowSink): void {
    for (const { kind, id } of this.#dirty) {
      const name = this.#kinds[kind].names.get(id);
      if (name !== undefined) name.dirty = false;
      sink.row(rowKey(this.#context.config.id, ROW, kind, id), name === undefined ? null : jsonRow(FORMAT, name.day));
    }
    this.#dirty = [];
  }

  /** True when the row is a name's. One that has become configured takes no room any more. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ROW) return false;
    const [of, id] = parts as [NameKind, string];
    const held = this.#kinds[of];
    if (held.names.has(id)) return true;
    held.names.set(id, { day: rowJson<number>(FORMAT, value), dirty: false });
    held.count++;
    return true;
  }
}

const newKind = (): Kind => ({ names: new Map(), count: 0, lookedOn: Number.NaN, refused: false });

const byChannel = (): Readonly<Record<Channel, Set<string>>> => ({
  call: new Set(),
  chat: new Set(),
  email: new Set(),
});

/** A queue is known by channel: each of them has a cell and rows of its own. */
const queueId = (channel: Channel, queue: string): string => `${channel}\u001f${queue}`;
