/**
 * Folds the contacts of a site, one after the other, with the same tools: a contact that is touched steps over all its events
 * again. So in order, out of order, repeated and late are one path.
 */
import {
  agentCell,
  type BusyInterval,
  type CanonicalEvent,
  type Channel,
  ContactFolder,
  type Contribution,
  type ContributionSink,
  channelCell,
  EVENT_TYPES,
  type FoldContext,
  FoldEvent,
  FoldOrder,
  type Name,
  NONE,
  type QueuePolicy,
  queueCell,
  type Stay,
  type StoredEvents,
  UNKNOWN,
  type WorkKind,
} from "@floorwalker/domain";
import type { ContactFold, WaitingSegment } from "./contact-fold.ts";
import type { SiteContext } from "./site-context.ts";
import { SiteNames } from "./site-names.ts";

/** Of the contact that is folded. */
export interface Folded {
  readonly channel: Channel;
  readonly events: readonly CanonicalEvent[];
  /** In force when the queue was first seen (rule 3). */
  policyOf(queue: string): QueuePolicy;
}

export class ContactRefold {
  readonly #names: SiteNames;
  readonly #folder = new ContactFolder();
  readonly #event = new FoldEvent();
  readonly #order = new FoldOrder();
  readonly #stored: EventList;
  readonly #sink: FoldSink;
  readonly #context: FoldContext;
  #contact: Folded | null = null;

  constructor({ attribution, configured }: SiteContext, restartsOf: (source: string) => readonly number[]) {
    const names = new SiteNames((agent) => configured.agentOf(agent));
    this.#names = names;
    this.#stored = new EventList(names);
    this.#sink = new FoldSink(names);
    this.#context = {
      attribution,
      policyOf: (stay: Stay) => this.#contact!.policyOf(names.text(stay.queue)),
      restartAfter: (source: Name, at: number) => restartsOf(names.text(source)).find((each) => each > at) ?? UNKNOWN,
      endOfLeg: () => UNKNOWN,
    };
  }

  fold(contact: Folded, asOf: number): ContactFold {
    const { channel, events } = contact;
    this.#contact = contact;
    this.#names.forgetLabels();
    this.#folder.reset(channel);
    this.#stored.events = events;
    for (const position of this.#order.of(this.#stored))
      this.#folder.step(this.#event.set(events[position]!, this.#names));
    this.#sink.reset(channel);
    this.#folder.emit(this.#sink, this.#context, asOf);
    const { unfinished, goesOn, nextAt, changedAt, impossible } = this.#folder;
    return {
      ...this.#sink.taken(),
      unfinished,
      goesOn,
      nextAt: Number.isFinite(nextAt) ? nextAt : null,
      changedAt: Number.isFinite(changedAt) ? changedAt : null,
      impossible,
    };
  }
}

const RANKS: ReadonlyMap<string, number> = new Map(EVENT_TYPES.map((type, rank) => [type, rank]));

class EventList implements StoredEvents {
  readonly #names: SiteNames;
  events: readonly CanonicalEvent[] = [];

  constructor(names: SiteNames) {
    this.#names = names;
  }

  get count(): number {
    return this.events.length;
  }

  timeAt(index: number): number {
    return this.events[index]!.time;
  }

  sourceAt(index: number): number {
    return this.#names.source(this.events[index]!.source);
  }

  typeAt(index: number): number {
    return RANKS.get(this.events[index]!.type)!;
  }
}

type Added = Pick<ContactFold, "contributions" | "waiting" | "handling" | "busy">;

/** What a fold emits, as cells and lists. */
class FoldSink implements ContributionSink {
  readonly #names: SiteNames;
  #channel: Channel = "call";
  #contributions: Contribution[] = [];
  #entries: number[] = [];
  #waiting: WaitingSegment[] = [];
  #handling: string[] = [];
  #busy: BusyInterval[] = [];

  constructor(names: SiteNames) {
    this.#names = names;
  }

  reset(channel: Channel): void {
    this.#channel = channel;
    this.#contributions = [];
    this.#waiting = [];
    this.#handling = [];
    this.#busy = [];
  }

  taken(): Added {
    return {
      contributions: this.#contributions.filter(({ entries }) => entries.length > 0),
      waiting: this.#waiting,
      handling: this.#handling,
      busy: this.#busy,
    };
  }

  into(queue: Name, agent: Name): void {
    const cell =
      agent !== NONE
        ? agentCell(this.#names.text(agent))
        : queue === NONE
          ? channelCell(this.#channel)
          : this.#queueCell(queue);
    this.#entries = [];
    this.#contributions.push({ cell, entries: this.#entries });
  }

  #queueCell(queue: Name): string {
    return queueCell(this.#names.text(queue), this.#channel);
  }

  add(at: number, counter: number, amount: number): void {
    this.#entries.push(at, counter, amount);
  }

  waiting(queue: Name, since: number, pastThreshold: boolean): void {
    this.#waiting.push({ cell: this.#queueCell(queue), since, pastThreshold });
  }

  handling(queue: Name): void {
    this.#handling.push(this.#queueCell(queue));
  }

  work(kind: WorkKind, agent: Name, queue: Name, source: Name, from: number, to: number): void {
    const names = this.#names;
    this.#busy.push({
      agent: names.text(agent),
      kind,
      queue: names.text(queue),
      source: names.text(source),
      from,
      to: to === UNKNOWN ? null : to,
    });
  }
}
