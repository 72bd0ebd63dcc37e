/**
 * The owner of one partition. `turn` is all it does: records are folded, time passes, what is due is committed. Whoever
 * runs it takes turn after turn and rests in between; everything else only puts records into its inbox. Invariants: one commit at a time, and nothing is looked up while one is under way, so
 * what memory does not know is in the store; state and offset go in the same commit; any doubt about a commit ends the
 * owner (its successor claims and reloads).
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { type DeadInput, decodeEvent, type FOLD_REJECTIONS } from "@floorwalker/events";
import type { Checkpoint, Claim, Commit, LogBatch, LogMessage, LogRecord, Store } from "@floorwalker/ports";
import { SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import { type CommitDraft, FOLD_VERSION, PartitionState } from "@floorwalker/stream";
import type { AggregatorMetrics } from "./aggregator-metrics.ts";
import { conflictLetter, lateLetter, malformedLetter } from "./dead-letters.ts";
import { Inbox } from "./inbox.ts";
import { recordMark } from "./record-mark.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";

/** What became of one record of the log. */
export type RecordOutcome = "accepted" | "duplicate" | (typeof FOLD_REJECTIONS)[number];

const INBOX_RECORDS = 5_000;
const STEP_RECORDS = 5_000;
/** Catching up: a commit after so many records or so long, so that what opened and closed in between leaves one record. */
const CATCH_UP_RECORDS = 20_000;
const CATCH_UP_MS = 2_000;

export interface PartitionOwnerParts {
  readonly partition: number;
  /** Of the topic. */
  readonly partitions: number;
  /** Another one at each call. */
  readonly nonce: () => string;
  readonly options: AggregatorOptions;
  readonly metrics: AggregatorMetrics;
  /** Writes dead letters; resolves when they are safe. */
  readonly deadLetters: (letters: readonly LogMessage[]) => Promise<void>;
  /** The offset before which everything is committed. */
  readonly committed: (next: number) => void;
}

export class PartitionOwner {
  readonly partition: number;
  readonly state: PartitionState;
  readonly #parts: PartitionOwnerParts;
  readonly #store: Store;
  readonly #timing: Timing;
  readonly #inbox: Inbox;
  #checkpoint: Checkpoint = { epoch: "", sequence: 0, offset: null, mark: null };
  /** Next offset to fold. */
  #next = 0;
  /** The record before it; null once it has become the checkpoint's mark. */
  #last: LogRecord | null = null;
  /** End of the log as of the last batch. */
  #end = 0;
  #uncommitted = 0;
  /** Of the step in hand; the counters are told once. */
  readonly #outcomes = new Map<RecordOutcome, number>();
  /** By the monotonic clock: the wall clock may be set back, and commits must not stop for as long. */
  #committedAt = 0;
  #more = false;
  #live = false;
  #stopping = false;
  #done: Promise<void> = Promise.resolve();

  constructor(parts: PartitionOwnerParts) {
    const { settings, siteConfig } = parts.options;
    this.#parts = parts;
    this.#timing = parts.options.timing ?? SYSTEM_TIMING;
    this.#inbox = new Inbox(INBOX_RECORDS, this.#timing);
    this.#store = parts.options.store;
    this.partition = parts.partition;
    this.state = new PartitionState({ ...settings, siteConfig });
  }

  /** Claims the partition and reads its state; resolves to the offset to read on from. */
  async open(): Promise<number> {
    this.#checkpoint = await this.#claim();
    const rows: (readonly [string, string])[] = [];
    for await (const chunk of this.#store.load(this.partition)) rows.push(...chunk);
    const { rows: views } = await this.#store.snapshot(this.partition);
    this.state.restore(rows, views.keys());
    for (const site of this.#parts.options.sites(this.partition)) this.state.site(site);
    this.#next = this.#checkpoint.offset ?? 0;
    const bounds = await this.#parts.options.log.bounds(this.#parts.options.topic);
    this.#end = bounds[this.partition]?.high ?? 0;
    this.#committedAt = this.#timing.monotonic();
    return this.#next;
  }

  async #claim(): Promise<Checkpoint> {
    const { nonce, partitions, options } = this.#parts;
    const facts = { fold: FOLD_VERSION, partitions, log: await options.log.identity(options.topic) };
    const claim: Claim = await this.#store.claim(this.partition, { nonce: nonce(), facts });
    if (claim.result === "claimed") return claim.checkpoint;
    const { reason, stored, wanted } = claim;
    throw new Error(`partition ${this.partition}: the store refuses it, ${reason}: made for ${stored}, not ${wanted}`);
  }

  /** Read and folded up to the end of the log as last seen. */
  get caughtUp(): boolean {
    return this.#inbox.waiting === 0 && this.#next >= this.#end;
  }

  get offset(): number {
    return this.#next;
  }

  get lag(): number {
    return Math.max(0, this.#end - this.#next);
  }

  *impossibleOrders(): Generator<readonly [site: string, count: number]> {
    for (const site of this.state.sites()) yield [site.id, site.contacts.impossible];
  }

  /** False while it still has to catch up (readiness). */
  get live(): boolean {
    return this.#live;
  }

  async offer(batch: LogBatch): Promise<void> {
    this.#end = Math.max(this.#end, batch.end);
    await this.#inbox.offer(batch.records);
  }

  /** Turn after turn until `stop`, which commits what was folded; rejects with whatever put an end to it. */
  run(): Promise<void> {
    const running = this.#run().finally(() => this.#inbox.close());
    this.#done = running.catch(() => {});
    return running;
  }

  /** Folds what is in the inbox no more; resolves when `run` has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#inbox.close();
    await this.#done;
  }

  /** What is in the inbox is folded, time passes, what is due is committed; resolves to how long it may rest, ms. */
  async turn(): Promise<number> {
    const { options } = this.#parts;
    const records = this.#inbox.take(STEP_RECORDS);
    if (records.length > 0) await this.#fold(records);
    // Live from the end of the log on, and through a burst that the next steps take in.
    const live = !options.replay && (this.caughtUp || (this.#live && this.lag <= STEP_RECORDS));
    this.#live = live;
    if (this.#commitDue(live)) await this.settle();
    else if (!live && records.length > 0) this.#advance();
    // Catching up, more view rows wait for the next commit that is due: going round for them would only burn the core.
    if (this.#inbox.waiting > 0 || (this.#more && live)) return 0;
    const sinceCommit = this.#timing.monotonic() - this.#committedAt;
    const settled = this.#uncommitted === 0 || sinceCommit >= options.tickMs;
    return settled ? options.tickMs : options.tickMs - sinceCommit;
  }

  /** Time passes up to now, and all that was folded is committed. */
  async settle(): Promise<void> {
    this.#advance();
    await this.#commit();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) await this.#inbox.arrival(await this.turn());
    await this.settle();
  }

  /** An event may be stamped ahead of the wall clock; only a replay follows it there. */
  #advance(): void {
    const { clock, replay } = this.#parts.options;
    const now = clock();
    this.state.advance(this.#live ? now : null, replay ? Number.POSITIVE_INFINITY : now);
  }

  /** Live: the first event after a quiet tick goes out at once, then one commit a tick. */
  #commitDue(live: boolean): boolean {
    const since = this.#timing.monotonic() - this.#committedAt;
    if (live) return this.#more || since >= this.#parts.options.tickMs;
    if (this.#uncommitted >= CATCH_UP_RECORDS) return true;
    return since >= CATCH_UP_MS || (this.caughtUp && this.#uncommitted > 0);
  }

  async #fold(records: readonly LogRecord[]): Promise<void> {
    const { metrics, options } = this.#parts;
    const letters: LogMessage[] = [];
    const events: CanonicalEvent[] = [];
    const eventRecords: LogRecord[] = [];
    for (const record of records) {
      this.#next = record.offset + 1;
      this.#last = record;
      const event = decodeEvent(record.value);
      if (event !== null) {
        events.push(event);
        eventRecords.push(record);
        continue;
      }
      letters.push(malformedLetter(this.#input(record)));
      this.#tell(record.offset, "malformed");
    }
    await this.#readBack(events);
    for (let index = 0; index < events.length; index++) {
      const record = eventRecords[index]!;
      const event = events[index]!;
      const outcome = this.state.insert(event);
      if (outcome.outcome === "late") letters.push(lateLetter(this.#input(record)));
      if (outcome.outcome === "conflict") letters.push(conflictLetter(this.#input(record), event, outcome.loser));
      this.#tell(record.offset, outcome.outcome === "conflict" ? "id_conflict" : outcome.outcome);
    }
    this.#uncommitted += records.length;
    for (const [outcome, count] of this.#outcomes) metrics.events(outcome, count);
    this.#outcomes.clear();
    if (letters.length > 0) {
      metrics.deadLetters.inc(letters.length);
      await this.#parts.deadLetters(letters);
    }
    options.folded?.(records.length);
  }

  #input(record: LogRecord): DeadInput {
    const { topic, group } = this.#parts.options;
    return { ...record, topic, partition: this.partition, group };
  }

  #tell(offset: number, outcome: RecordOutcome): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#parts.options.outcome?.(this.partition, offset, outcome);
  }

  /** One round trip per channel for all contacts the batch names and memory does not know. */
  async #readBack(events: readonly CanonicalEvent[]): Promise<void> {
    const unknown = this.state.unknown(events);
    if (unknown.size === 0) return;
    const found = await Promise.all(
      [...unknown].map(([recordClass, keys]) => this.#store.lookup(this.partition, recordClass, [...keys])),
    );
    for (const records of found)
      for (const [key, { bucket, value }] of records) this.state.readBack(key, bucket, value);
  }

  async #recountLongest(): Promise<void> {
    const holes = this.state.unknownLongest();
    if (holes.length === 0) return;
    const records = new Map<string, string>();
    const read = new Set<string>();
    for (const { class: recordClass, firstDay, lastDay } of holes)
      for (let bucket = firstDay; bucket <= lastDay; bucket++) {
        if (read.has(`${recordClass}:${bucket}`)) continue;
        read.add(`${recordClass}:${bucket}`);
        for await (const chunk of this.#store.bucket(this.partition, { class: recordClass, bucket }))
          for (const [key, value] of chunk) records.set(key, value);
      }
    this.state.recountLongest(holes, records);
  }

  async #commit(): Promise<void> {
    const { metrics, options, committed } = this.#parts;
    await this.#recountLongest();
    const since = this.#timing.monotonic() - this.#committedAt;
    const withViews = this.#live || (this.caughtUp && !options.replay) || since >= CATCH_UP_MS;
    const draft = this.state.draft(withViews && !options.replay);
    this.#committedAt = this.#timing.monotonic();
    this.#more = draft.more;
    if (this.#uncommitted === 0 && isEmpty(draft)) return;
    const { epoch, sequence } = this.#checkpoint;
    const mark = this.#last === null ? this.#checkpoint.mark : recordMark(this.#last);
    // A record may hold the memory of the whole batch it came in.
    this.#last = null;
    const commit: Commit = {
      partition: this.partition,
      epoch,
      from: sequence,
      to: sequence + 1,
      offset: this.#next,
      mark,
      ...draft,
    };
    const began = this.#timing.monotonic();
    const result = await this.#store.commit(commit);
    if (result !== "committed") throw new Error(`partition ${this.partition}: a commit was ${result}`);
    metrics.commitSeconds.observe((this.#timing.monotonic() - began) / 1000);
    this.#checkpoint = { epoch, sequence: sequence + 1, offset: this.#next, mark };
    this.#uncommitted = 0;
    metrics.views(this.partition, draft.views);
    committed(this.#next);
  }
}

const isEmpty = (draft: CommitDraft): boolean =>
  draft.rows.length === 0 &&
  draft.records.length === 0 &&
  draft.views.length === 0 &&
  draft.outbox.length === 0 &&
  draft.dropBuckets.length === 0;
