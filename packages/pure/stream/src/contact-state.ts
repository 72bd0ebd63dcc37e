/** One contact in memory: its events, where its fold stands, and what it has added to the numbers. */
import {
  type CanonicalEvent,
  type Channel,
  type ContactFold,
  ContactFolder,
  DEFAULT_POLICY,
  type FoldContext,
  foldContact,
  type Insertion,
  insertEvent,
  type QueuePolicy,
  type Segment,
  type SiteConfig,
} from "@floorwalker/domain";
import { contactOfKey } from "./contact-key.ts";
import { type EventRow, eventOfRow, eventRow } from "./event-row.ts";
import type { Timed } from "./timer-queue.ts";

type PolicyRow = readonly [
  queue: string,
  channel: string,
  thresholdMs: number,
  shortAbandonMs: number,
  lostAfterMs: number,
];

const EMPTY: ContactFold = { contributions: [], waiting: [], handling: [], busy: [], unfinished: false, nextAt: null };

export class ContactState implements Timed {
  /** See contactKey. */
  readonly id: string;
  readonly events: CanonicalEvent[] = [];
  /** What is in the numbers now. */
  fold: ContactFold = EMPTY;
  dueAt: number | null = null;
  /** A row of the store holds it. */
  stored = false;
  dirty = false;
  /** Events came since the last fold. */
  touched = false;
  /** Time bucket of the record it was read back from; null: none. */
  recordBucket: number | null = null;
  /** Policies pinned when a queue was first seen: those in force at `queued` time (rule 3). */
  readonly #policies = new Map<string, PolicyRow>();
  #folder = new ContactFolder();
  #inOrder = true;
  #impossibleCounted = 0;

  constructor(id: string) {
    this.id = id;
  }

  get lastEventAt(): number {
    return this.events.at(-1)?.time ?? 0;
  }

  get channel(): Channel {
    return this.id.slice(0, this.id.indexOf("\u001f")) as Channel;
  }

  /** Change of the number of events in impossible orders since this was last asked. */
  takeImpossible(): number {
    const change = this.#folder.impossible - this.#impossibleCounted;
    this.#impossibleCounted = this.#folder.impossible;
    return change;
  }

  insert(event: CanonicalEvent): Insertion {
    const insertion = insertEvent(this.events, event);
    if (insertion.outcome === "appended" && this.#inOrder) this.#folder.step(event);
    else if (insertion.outcome === "inserted" || (insertion.outcome === "conflict" && insertion.changed))
      this.#inOrder = false;
    return insertion;
  }

  /** The fold as of now; `fold` still holds what is in the numbers. */
  refold(config: SiteConfig, context: Omit<FoldContext, "policyOf">, asOf: number): ContactFold {
    if (!this.#inOrder) {
      this.#folder = new ContactFolder();
      for (const event of this.events) this.#folder.step(event);
      this.#inOrder = true;
    }
    return foldContact(this.#folder, { ...context, policyOf: (segment) => this.#policyOf(segment, config) }, asOf);
  }

  #policyOf(segment: Segment, config: SiteConfig): QueuePolicy {
    const key = policyKey(segment);
    const pinned = this.#policies.get(key);
    if (pinned !== undefined) return { thresholdMs: pinned[2], shortAbandonMs: pinned[3], lostAfterMs: pinned[4] };
    const policy: QueuePolicy =
      config.queues.find((queue) => queue.queue === segment.queue && queue.channel === segment.channel) ??
      DEFAULT_POLICY[segment.channel];
    const { thresholdMs, shortAbandonMs, lostAfterMs } = policy;
    this.#policies.set(key, [segment.queue, segment.channel, thresholdMs, shortAbandonMs, lostAfterMs]);
    return policy;
  }

  /** The same bytes for the same events: a policy pinned for a queue that is no longer named is left out. */
  serialise(): string {
    const queues = new Set(this.#folder.segments.map(policyKey));
    const policies = [...this.#policies].filter(([key]) => queues.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([policies.map(([, policy]) => policy), this.events.map(eventRow)]);
  }

  static parse(site: string, id: string, value: string): ContactState {
    const [policies, events] = JSON.parse(value) as [PolicyRow[], EventRow[]];
    const state = new ContactState(id);
    const contact = contactOfKey(id);
    for (const policy of policies) state.#policies.set(`${policy[0]}\u001f${policy[1]}`, policy);
    for (const row of events) {
      const event = eventOfRow(row, site, contact);
      state.events.push(event);
      state.#folder.step(event);
    }
    state.#impossibleCounted = state.#folder.impossible;
    return state;
  }
}

const policyKey = ({ queue, channel }: Segment): string => `${queue}\u001f${channel}`;
