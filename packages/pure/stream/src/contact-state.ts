/** One contact in memory: its events, where its fold stands, and what it has added to the numbers. */
import {
  type CanonicalEvent,
  type Channel,
  type ContactFold,
  ContactFolder,
  type EventType,
  type FoldContext,
  foldContact,
  type Insertion,
  insertEvent,
  type QueuePolicy,
  type Segment,
  sameEvent,
} from "@floorwalker/domain";
import type { ConfiguredNames } from "./configured-names.ts";
import { contactOfName, keyOf, partsOfKey } from "./contact-key.ts";
import { type EventRow, eventOfRow, eventRow } from "./event-row.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import type { Timed } from "./timer-queue.ts";

type PolicyRow = readonly [
  queue: string,
  channel: string,
  thresholdMs: number,
  shortAbandonMs: number,
  lostAfterMs: number,
];

interface PinnedPolicy extends QueuePolicy {
  readonly queue: string;
  readonly channel: string;
}

/** With these a contact may begin before it is in any queue. */
const BEGINNINGS: ReadonlySet<EventType> = new Set(["cc.contact.started", "cc.contact.message"]);

/** Of these a contact may have any number. */
const ENDLESS: ReadonlySet<EventType> = new Set([
  "cc.contact.message",
  "cc.contact.held",
  "cc.contact.resumed",
  "cc.contact.alerted",
  "cc.contact.notAnswered",
]);

/** Events of one row: a few kilobytes. */
const ROW_EVENTS = 64;

/** Of a record, a single row and the first of several; of those that follow it. */
const FORMAT = 1;
const MORE_FORMAT = 2;

const EMPTY: ContactFold = {
  contributions: [],
  waiting: [],
  handling: [],
  busy: [],
  unfinished: false,
  nextAt: null,
  changedAt: null,
};

export class ContactState implements Timed {
  /** See contactKey. */
  readonly id: string;
  readonly channel: Channel;
  /** See contactName. */
  readonly name: string;
  readonly events: CanonicalEvent[] = [];
  /** What is in the numbers now. */
  fold: ContactFold = EMPTY;
  dueAt: number | null = null;
  /** Rows of the store that hold it: so many events each, the first with the policies. 0: none. */
  storedRows = 0;
  dirty = false;
  /** Left memory, not yet in a commit: an event that names it brings it back. */
  evicted = false;
  /** Events came since the last fold. */
  touched = false;
  /** It left memory unfinished, lost as of this moment, and stays so until an event comes, whatever the clock; null: it did not. */
  lostAsOf: number | null = null;
  /** Time bucket of the record it was read back from; null: none. */
  recordBucket: number | null = null;
  /** Policies pinned when a queue was first seen: those in force at `queued` time (rule 3). */
  #policies: readonly PinnedPolicy[] = [];
  #folder = new ContactFolder();
  #inOrder = true;
  #impossibleCounted = 0;
  /** Of its events, those from here on are not stored as they are now. */
  #storedEvents = 0;
  /** What the first row held beside events; only of a contact with several rows. */
  #storedHead = "";

  constructor(channel: Channel, name: string) {
    this.id = keyOf(channel, name);
    this.channel = channel;
    this.name = name;
  }

  /** Nobody has said where it is, or that it begins. */
  get isUnknown(): boolean {
    return this.events.every(({ type, queue }) => queue === null && !BEGINNINGS.has(type));
  }

  get lastEventAt(): number {
    return this.events.at(-1)?.time ?? 0;
  }

  /** Change of the number of events in impossible orders since this was last asked. */
  takeImpossible(): number {
    const change = this.#folder.impossible - this.#impossibleCounted;
    this.#impossibleCounted = this.#folder.impossible;
    return change;
  }

  /**
   * As many events as `limit`, and this is not one of them. What a long chat is made of stops there; what ends it or hands it on
   * has a tenth more, else a contact that talks too much would be open for ever.
   */
  isFullFor(event: CanonicalEvent, limit: number): boolean {
    if (this.events.length < limit) return false;
    const most = ENDLESS.has(event.type) ? limit : limit + Math.ceil(limit / 10);
    return this.events.length >= most && !this.events.some((known) => sameEvent(known, event));
  }

  insert(event: CanonicalEvent): Insertion {
    const insertion = insertEvent(this.events, event);
    if (insertion.outcome === "appended" && this.#inOrder) this.#folder.step(event);
    else if (insertion.outcome === "inserted" || (insertion.outcome === "conflict" && insertion.changed))
      this.#inOrder = false;
    if (insertion.outcome === "inserted")
      this.#storedEvents = Math.min(this.#storedEvents, this.events.lastIndexOf(event));
    else if (insertion.outcome === "conflict" && insertion.changed) this.#storedEvents = 0;
    return insertion;
  }

  /** The fold as of now; `fold` still holds what is in the numbers. */
  refold(configured: ConfiguredNames, context: Omit<FoldContext, "policyOf" | "agentOf">, asOf: number): ContactFold {
    if (!this.#inOrder) {
      this.#folder = new ContactFolder();
      for (const event of this.events) this.#folder.step(event);
      this.#inOrder = true;
    }
    const { attribution, restartsOf } = context;
    return foldContact(
      this.#folder,
      {
        attribution,
        restartsOf,
        policyOf: (segment) => this.#policyOf(segment, configured),
        agentOf: (agent) => configured.agentOf(agent),
      },
      Math.max(asOf, this.lostAsOf ?? asOf),
    );
  }

  #policyOf({ queue, channel, cell }: Segment, configured: ConfiguredNames): QueuePolicy {
    for (const pinned of this.#policies) if (pinned.queue === queue && pinned.channel === channel) return pinned;
    const policy: PinnedPolicy = configured.queueOrDefault(queue, channel, cell);
    this.#policies = this.#policies.concat(policy);
    return policy;
  }

  /** As a record: in one piece. */
  serialise(): Uint8Array {
    return jsonRow(FORMAT, this.#head(this.#policyRows(), 0, this.events.length));
  }

  /**
   * As rows, by their number, those that differ from what is stored; null: there is no such row any more. A contact is cut,
   * so that the next message of a long chat does not write all those before it again.
   */
  *takeRows(): Generator<readonly [number: number, value: Uint8Array | null]> {
    const { events, storedRows } = this;
    const rows = Math.max(1, Math.ceil(events.length / ROW_EVENTS));
    const from = storedRows === 0 ? 0 : this.#storedEvents;
    const policies = this.#policyRows();
    const head = rows === 1 ? "" : JSON.stringify([policies, this.lostAsOf]);
    if (rows === 1 || storedRows === 0 || from < ROW_EVENTS || head !== this.#storedHead)
      yield [0, jsonRow(FORMAT, this.#head(policies, 0, ROW_EVENTS))];
    for (let row = Math.max(1, Math.floor(from / ROW_EVENTS)); row < rows; row++)
      yield [row, jsonRow(MORE_FORMAT, events.slice(row * ROW_EVENTS, (row + 1) * ROW_EVENTS).map(eventRow))];
    for (let row = rows; row < storedRows; row++) yield [row, null];
    this.storedRows = rows;
    this.#storedEvents = events.length;
    this.#storedHead = head;
  }

  #head(policies: readonly PolicyRow[], from: number, to: number): unknown[] {
    const events = this.events.slice(from, to).map(eventRow);
    return this.lostAsOf === null ? [policies, events] : [policies, events, this.lostAsOf];
  }

  /** The same bytes for the same events: a policy pinned for a queue that is no longer named is left out. */
  #policyRows(): readonly PolicyRow[] {
    const { segments } = this.#folder;
    const policies = this.#policies
      .filter(({ queue, channel }) =>
        segments.some((segment) => segment.queue === queue && segment.channel === channel),
      )
      .map(
        (policy): PolicyRow => [
          policy.queue,
          policy.channel,
          policy.thresholdMs,
          policy.shortAbandonMs,
          policy.lostAfterMs,
        ],
      );
    if (policies.length > 1) policies.sort(([a], [b]) => (a < b ? -1 : 1));
    return policies;
  }

  /** `more`: its rows after the first, in order; without any it may be a record. */
  static parse(site: string, id: string, value: Uint8Array, more: readonly Uint8Array[] = []): ContactState {
    const [policies, events, lostAsOf] = rowJson<[PolicyRow[], EventRow[], number?]>(FORMAT, value);
    const { channel, name } = partsOfKey(id);
    const state = new ContactState(channel, name);
    const contact = contactOfName(state.name);
    state.lostAsOf = lostAsOf ?? null;
    for (const [queue, ofChannel, thresholdMs, shortAbandonMs, lostAfterMs] of policies)
      state.#policies = state.#policies.concat({ queue, channel: ofChannel, thresholdMs, shortAbandonMs, lostAfterMs });
    for (const row of more.reduce((all, next) => all.concat(rowJson<EventRow[]>(MORE_FORMAT, next)), events)) {
      const event = eventOfRow(row, site, contact);
      state.events.push(event);
      state.#folder.step(event);
    }
    state.#impossibleCounted = state.#folder.impossible;
    state.#storedEvents = state.events.length;
    if (more.length > 0) state.#storedHead = JSON.stringify([policies, state.lostAsOf]);
    return state;
  }
}
