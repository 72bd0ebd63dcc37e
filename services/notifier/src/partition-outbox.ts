/**
 * The outbox of one partition, read while its lease is held.
 *
 * O1  An entry is acknowledged when each of its receivers has taken or refused it, and only then: whatever ends the
 *     process before that, the entry comes again with the same key, for those receivers that are not done with it: who is, is noted in
 *     the store before the receiver is sent anything else.
 * O2  An attempt begins only while the lease outlasts it, so that two living notifiers never deliver the same entry.
 * O3  An entry that waits for a receiver holds up no other: reading goes on behind it, and reads none twice, however many wait. From its
 *     beginning the outbox is read when it may be another one (`readAnew`), and now and then.
 */
import type { OutboxEntry, Store } from "@floorwalker/ports";
import { type Logger, sleep, type Timing } from "@floorwalker/runtime";
import { Bell } from "./bell.ts";
import { inRounds } from "./in-rounds.ts";
import type { NotifierCounts } from "./notifier-counts.ts";
import { type OutboxMessage, readOutboxMessage, receiversOf } from "./outbox-message.ts";
import type { Delivery } from "./receiver-lane.ts";
import type { ReceiverLanes } from "./receiver-lanes.ts";

export interface OutboxOptions {
  readonly partition: number;
  readonly store: Pick<Store, "leaseOutbox" | "outbox" | "noteDone" | "acknowledge">;
  /** Unique among all notifiers. */
  readonly owner: string;
  readonly lanes: ReceiverLanes;
  /** A lease is counted by the monotonic clock: a wall clock that jumps must neither lengthen nor end it. */
  readonly timing: Timing;
  readonly logger: Logger;
  readonly counts: NotifierCounts;
  readonly leaseMs: number;
  /** What must be left of the lease when an attempt begins, ms: the longest attempt. */
  readonly attemptMs: number;
  readonly pollMs: number;
}

/** New entries read at a time. */
const PAGE = 100;
/** Commits come many times a second: the outbox is read at most this often because of them, ms. */
const SHORTEST_PAUSE_MS = 100;
/** As often it is read from its beginning although nothing says that it is another. */
const ANEW_MS = 600_000;

export class PartitionOutbox {
  readonly #options: OutboxOptions;
  readonly #bell: Bell;
  readonly #running: Promise<void>;
  /** Entries read and not yet acknowledged: receivers that still have to take each. */
  readonly #known = new Map<string, Set<string>>();
  /** By entry, receivers that are done with it and not yet noted. Outlives the lease: what a receiver has had, it has had. */
  readonly #unnoted = new Map<string, Set<string>>();
  /** Of what is read now the store may answer as it was before: by entry, receivers noted since that reading began; null: acknowledged. */
  readonly #sinceRead = new Map<string, Set<string> | null>();
  /** Acknowledges entries that all are done with, and notes who is done with others. False: the lease is another's. */
  readonly #note = inRounds(() => this.#noteOnce());
  readonly #deliveries = new Set<Delivery>();
  /** Read up to this entry; undefined: it begins. */
  #after: string | undefined;
  /** Entries found since it was begun anew; null: its end was reached. */
  #listed: Set<string> | null = null;
  #anewAt = Number.NEGATIVE_INFINITY;
  #startUntil = Number.NEGATIVE_INFINITY;
  #held = false;
  /** The lease may have been another's from then on. */
  #heldUntil = Number.NEGATIVE_INFINITY;
  #lastPass: number;
  #failing = false;
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#bell = new Bell(options.timing);
    this.#lastPass = options.timing.monotonic();
    this.#running = this.#run();
  }

  /** Something may have been added. */
  wake(): void {
    this.#bell.ring();
  }

  /** The store may have lost something, or somebody else has claimed the partition. */
  readAnew(): void {
    this.#anewAt = Number.NEGATIVE_INFINITY;
    this.#bell.ring();
  }

  pending(): number {
    return this.#known.size;
  }

  /** When the store was last read without an error, by the monotonic clock. */
  lastPass(): number {
    return this.#lastPass;
  }

  /** Call after the lanes were stopped: notes what they have settled and lets others have the lease. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#bell.ring();
    await this.#running;
    if (!this.#held) return;
    const { store, partition, owner } = this.#options;
    try {
      await this.#note();
      await store.leaseOutbox(partition, owner, 1);
    } catch (error) {
      // Nothing is lost: the lease ends by itself, the entries come again.
      this.#options.logger.warn("outbox_not_released", { partition, error });
    }
  }

  async #run(): Promise<void> {
    const { partition, timing, logger, pollMs } = this.#options;
    while (!this.#stopped) {
      let more = false;
      try {
        more = await this.#pass();
        this.#lastPass = timing.monotonic();
        if (this.#failing) logger.info("outbox_available", { partition });
        this.#failing = false;
      } catch (error) {
        if (!this.#failing) logger.warn("outbox_unavailable", { partition, error });
        this.#failing = true;
      }
      if (more || this.#stopped) continue;
      await this.#bell.wait(pollMs);
      if (!this.#stopped) await sleep(timing, SHORTEST_PAUSE_MS);
    }
  }

  /** True when there may be more to read. */
  async #pass(): Promise<boolean> {
    const { store, partition, owner, lanes, timing, leaseMs, attemptMs } = this.#options;
    const asked = timing.monotonic();
    this.#held = await store.leaseOutbox(partition, owner, leaseMs);
    if (!this.#held || timing.monotonic() >= this.#heldUntil) this.#forgetAll();
    if (!this.#held) return false;
    this.#heldUntil = asked + leaseMs;
    this.#startUntil = this.#heldUntil - attemptMs;
    if (asked - this.#anewAt >= ANEW_MS) {
      this.#anewAt = asked;
      this.#after = undefined;
      this.#listed = new Set();
    }
    this.#sinceRead.clear();
    const entries = await store.outbox(partition, PAGE, this.#after);
    for (const entry of entries) {
      this.#listed?.add(entry.id);
      if (!this.#known.has(entry.id) && this.#sinceRead.get(entry.id) !== null) this.#admit(entry);
    }
    this.#after = entries.at(-1)?.id ?? this.#after;
    const more = entries.length === PAGE;
    if (!more) this.#forgetUnlisted();
    for (const lane of lanes.all()) lane.wake();
    await this.#note();
    return more;
  }

  /** Acknowledged although the answer was lost, or lost with the store's tail. */
  #forgetUnlisted(): void {
    const listed = this.#listed;
    this.#listed = null;
    if (listed === null) return;
    for (const ids of [this.#known, this.#unnoted]) for (const id of ids.keys()) if (!listed.has(id)) ids.delete(id);
  }

  #admit({ id, payload, done }: OutboxEntry): void {
    const { partition, logger, counts } = this.#options;
    const left = new Set<string>();
    this.#known.set(id, left);
    const unnoted = this.#unnoted.get(id) ?? new Set();
    const had = new Set([...done, ...unnoted, ...(this.#sinceRead.get(id) ?? [])]);
    const message = readOutboxMessage(payload);
    if (message === null) {
      counts.unreadable();
      // It may hold a name.
      logger.error("outbox_entry_unreadable", { partition, id, bytes: payload.length });
    } else for (const receiver of receiversOf(message)) if (!had.has(receiver)) this.#send(id, message, receiver, left);
    // Also when nobody is left: then it is acknowledged.
    if (left.size === 0 || unnoted.size > 0) this.#unnoted.set(id, unnoted);
  }

  #send(id: string, message: OutboxMessage, receiver: string, left: Set<string>): void {
    const { lanes, timing } = this.#options;
    left.add(receiver);
    const delivery: Delivery = {
      message,
      mayStart: () => timing.monotonic() < this.#startUntil,
      settled: async () => {
        this.#deliveries.delete(delivery);
        left.delete(receiver);
        this.#unnoted.set(id, (this.#unnoted.get(id) ?? new Set()).add(receiver));
        // Else the next pass notes it, or finds the lease lost.
        if (!(await this.#note().catch(() => false))) this.#bell.ring();
      },
    };
    this.#deliveries.add(delivery);
    lanes.of(receiver).add(delivery);
  }

  async #noteOnce(): Promise<boolean> {
    const { store, partition, owner } = this.#options;
    const left = (id: string): number | undefined => this.#known.get(id)?.size;
    const over = [...this.#unnoted.keys()].filter((id) => left(id) === 0);
    if (over.length > 0) await store.acknowledge(partition, over);
    for (const id of over) {
      for (const ids of [this.#known, this.#unnoted]) ids.delete(id);
      this.#sinceRead.set(id, null);
    }
    const done = [...this.#unnoted]
      .filter(([id]) => (left(id) ?? 0) > 0)
      .map(([id, receivers]) => ({ id, receivers: [...receivers] }));
    if (done.length > 0 && !(await store.noteDone(partition, owner, done))) return false;
    // One that is empty by now is made anew by whoever is done next.
    for (const { id, receivers } of done) {
      const [unnoted, since] = [this.#unnoted.get(id), this.#sinceRead.get(id) ?? new Set<string>()];
      this.#sinceRead.set(id, since);
      for (const receiver of receivers) {
        unnoted?.delete(receiver);
        since.add(receiver);
      }
      if (unnoted?.size === 0) this.#unnoted.delete(id);
    }
    return true;
  }

  /** Another notifier has the lease. */
  #forgetAll(): void {
    this.#startUntil = Number.NEGATIVE_INFINITY;
    this.#anewAt = Number.NEGATIVE_INFINITY;
    if (this.#known.size === 0) return;
    for (const lane of this.#options.lanes.all()) lane.forget((delivery) => this.#deliveries.has(delivery));
    this.#deliveries.clear();
    this.#known.clear();
  }
}
