/** One contact in memory: its events, and what it has added to the numbers. */
import {
  type CanonicalEvent,
  type Channel,
  compareEvents,
  type EventType,
  type Insertion,
  insertEvent,
  type QueuePolicy,
  queueCell,
  sameEvent,
} from "@floorwalker/domain";
import type { ConfiguredNames } from "./configured-names.ts";
import { type ContactFold, type FoldRow, foldOfRow, foldRow, NOTHING_ADDED } from "./contact-fold.ts";
import { contactOfName, keyOf, partsOfKey } from "./contact-key.ts";
import type { ContactRefold } from "./contact-refold.ts";
import { type EventRow, eventOfRow, eventRow } from "./event-row.ts";
import { FOLD_VERSION } from "./fold-version.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import type { Timed } from "./timer-queue.ts";

type PolicyRow = readonly [
  queue: string,
  channel: string,
  thresholdMs: number,
  shortAbandonMs: number,
  lostAfterMs: number,
  /** Null: never. */
  waitLostAfterMs: number | null,
  wrapUpLostAfterMs: number,
];

interface PinnedPolicy extends QueuePolicy {
  readonly queue: string;
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

/**
 * Of a record, a single row and the first of several; of those that follow it. What was added lies in the last row: it
 * changes with the events that come.
 */
const FORMAT = 3;
const MORE_FORMAT = 4;

type Head = readonly [
  foldVersion: number,
  policies: readonly PolicyRow[],
  lostAsOf: number | null,
  events: readonly EventRow[],
  added?: FoldRow,
];
type More = readonly [events: readonly EventRow[], added?: FoldRow];

export class ContactState implements Timed {
  /** See contactKey. */
  readonly id: string;
  readonly channel: Channel;
  /** See contactName. */
  readonly name: string;
  readonly events: CanonicalEvent[] = [];
  /** What is in the numbers now. */
  fold: ContactFold = NOTHING_ADDED;
  /** Version of the fold that made it. */
  #foldVersion = FOLD_VERSION;
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
    if (insertion.outcome === "inserted")
      this.#storedEvents = Math.min(this.#storedEvents, this.events.lastIndexOf(event));
    else if (
      insertion.outcome === "conflict" ? insertion.changed : insertion.outcome === "duplicate" && insertion.moved
    )
      this.#storedEvents = 0;
    return insertion;
  }

  /** The fold as of now; `fold` still holds what is in the numbers. */
  refold(configured: ConfiguredNames, refold: ContactRefold, asOf: number): ContactFold {
    const { channel, events } = this;
    this.#foldVersion = FOLD_VERSION;
    this.#policies = this.#policies.filter(({ queue }) => events.some((event) => event.queue === queue));
    return refold.fold(
      { channel, events, policyOf: (queue) => this.#policyOf(queue, configured) },
      Math.max(asOf, this.lostAsOf ?? asOf),
    );
  }

  #policyOf(queue: string, configured: ConfiguredNames): QueuePolicy {
    for (const pinned of this.#policies) if (pinned.queue === queue) return pinned;
    const policy: PinnedPolicy = configured.queueOrDefault(queue, this.channel, queueCell(queue, this.channel));
    this.#policies = this.#policies.concat(policy);
    return policy;
  }

  /** As a record: in one piece. */
  serialise(): Uint8Array {
    return jsonRow(FORMAT, this.#head(0, this.events.length, true));
  }

  /**
   * As rows, by their number, those that differ from what is stored; null: there is no such row any more. A contact is cut,
   * so that the next message of a long chat does not write all those before it again.
   */
  *takeRows(): Generator<readonly [number: number, value: Uint8Array | null]> {
    const { events, storedRows } = this;
    const rows = Math.max(1, Math.ceil(events.length / ROW_EVENTS));
    const from = storedRows === 0 ? 0 : this.#storedEvents;
    const head = rows === 1 ? "" : JSON.stringify(this.#head(0, 0, false));
    if (rows === 1 || storedRows <= 1 || from < ROW_EVENTS || head !== this.#storedHead)
      yield [0, jsonRow(FORMAT, this.#head(0, ROW_EVENTS, rows === 1))];
    for (let row = Math.max(1, Math.floor((from - 1) / ROW_EVENTS)); row < rows; row++)
      yield [row, jsonRow(MORE_FORMAT, this.#more(row, row === rows - 1))];
    for (let row = rows; row < storedRows; row++) yield [row, null];
    this.storedRows = rows;
    this.#storedEvents = events.length;
    this.#storedHead = head;
  }

  #head(from: number, to: number, isLast: boolean): Head {
    const head = [
      this.#foldVersion,
      this.#policyRows(),
      this.lostAsOf,
      this.events.slice(from, to).map(eventRow),
    ] as const;
    return isLast ? [...head, foldRow(this.fold)] : head;
  }

  #more(row: number, isLast: boolean): More {
    const events = this.events.slice(row * ROW_EVENTS, (row + 1) * ROW_EVENTS).map(eventRow);
    return isLast ? [events, foldRow(this.fold)] : [events];
  }

  /** The same bytes for the same events, in whatever order they came. */
  #policyRows(): readonly PolicyRow[] {
    const policies = this.#policies.map(
      (policy): PolicyRow => [
        policy.queue,
        this.channel,
        policy.thresholdMs,
        policy.shortAbandonMs,
        policy.lostAfterMs,
        Number.isFinite(policy.waitLostAfterMs) ? policy.waitLostAfterMs : null,
        policy.wrapUpLostAfterMs,
      ],
    );
    if (policies.length > 1) policies.sort(([a], [b]) => (a < b ? -1 : 1));
    return policies;
  }

  /** `more`: its rows after the first, in order; without any it may be a record. */
  static parse(site: string, id: string, value: Uint8Array, more: readonly Uint8Array[] = []): ContactState {
    const { channel, name } = partsOfKey(id);
    const state = new ContactState(channel, name);
    const [foldVersion, policies, lostAsOf, first, ...added] = rowJson<Head>(FORMAT, value);
    const rows = more.map((row) => rowJson<More>(MORE_FORMAT, row));
    const contact = contactOfName(state.name);
    state.lostAsOf = lostAsOf;
    state.#foldVersion = foldVersion;
    state.#policies = policies.map(policyOfRow);
    for (const row of rows.reduce((all, [events]) => all.concat(events), first))
      state.events.push(eventOfRow(row, site, contact));
    state.events.sort(compareEvents);
    const fold = rows.at(-1)?.[1] ?? added[0];
    if (fold !== undefined) state.fold = foldOfRow(fold);
    state.#storedEvents = state.events.length;
    if (more.length > 0) state.#storedHead = JSON.stringify(state.#head(0, 0, false));
    return state;
  }
}

const policyOfRow = ([
  queue,
  ,
  thresholdMs,
  shortAbandonMs,
  lostAfterMs,
  wait,
  wrapUpLostAfterMs,
]: PolicyRow): PinnedPolicy => ({
  queue,
  thresholdMs,
  shortAbandonMs,
  lostAfterMs,
  waitLostAfterMs: wait ?? Number.POSITIVE_INFINITY,
  wrapUpLostAfterMs,
});
