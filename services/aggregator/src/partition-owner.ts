/**
 * The owner of one partition. `turn` is all it does: records are folded, time passes, what is due is committed. Whoever
 * runs it takes turn after turn and rests in between; everything else only puts records into its inbox. Invariants:
 *
 * - One commit at a time, and nothing is looked up while one is under way, so what memory does not know is in the store;
 *   state and offset go in the same commit; any doubt about a commit ends the owner (its successor claims and reloads).
 * - Nothing is folded nor committed before the log is known again: the record before the offset has the stored mark.
 */
import type { SiteConfig } from "@floorwalker/domain";
import {
  type Commit,
  epochNumber,
  type LogBatch,
  type LogRecord,
  type Store,
  type StoredValue,
} from "@floorwalker/ports";
import { SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import { type CommitDraft, PartitionState } from "@floorwalker/stream";
import { CommitRhythm } from "./commit-rhythm.ts";
import type { CustomersKept } from "./customer-metrics.ts";
import { Inbox, type InboxLimit } from "./inbox.ts";
import type { IntervalMetrics } from "./interval-metrics.ts";
import { LogPosition } from "./log-position.ts";
import { CommitRefused, FoldError, TrialPassed } from "./owner-error.ts";
import { type ReadEvent, readEvents } from "./read-events.ts";
import { type ReadPartitionParts, type Refused, readBuckets, readPartition } from "./read-partition.ts";
import { RecordFolder, type RecordFolderParts } from "./record-folder.ts";
import { refusalText } from "./refusal.ts";
import { refusedEditText } from "./refused-edit.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";
import { stoppedSites } from "./stopped-sites.ts";
import { inStoredZone, otherZone, type StoredZones, storedZones } from "./stored-zones.ts";
import type { TellerMetrics } from "./teller.ts";
import { type Telling, ToldToTheLog } from "./told-to-the-log.ts";

const STEP_EVENTS = 5_000;
/** Some 5,000 events, however many a record holds. */
const STEP: InboxLimit = { records: STEP_EVENTS, bytes: 1_500_000 };
const ONE_RECORD: InboxLimit = { records: 1, bytes: 0 };
export interface PartitionOwnerParts extends RecordFolderParts, ReadPartitionParts {
  readonly options: AggregatorOptions;
  readonly intervals: IntervalMetrics;
  readonly facts: TellerMetrics;
  /** The offset before which everything is committed. */
  readonly committed: (next: number) => void;
}

/** Where to read on from, or why not. */
export type Opened = { readonly result: "opened"; readonly from: number } | Refused;

export class PartitionOwner {
  readonly partition: number;
  #state: PartitionState;
  readonly #parts: PartitionOwnerParts;
  readonly #store: Store;
  readonly #timing: Timing;
  readonly #inbox: Inbox;
  #folder: RecordFolder;
  #told: ToldToTheLog;
  /** Something else is configured than what the state was read under. */
  #isReconfigured = false;
  #at = new LogPosition({ epoch: "", sequence: 0, offset: null, mark: null }, { low: 0, high: 0 });
  /** View rows of stopped sites, for the first commit. */
  #flags: CommitDraft["views"] = [];
  #zones: StoredZones = new Map();
  /** Time alone has passed and was committed: what fails from then on has its cause in a record. */
  #settled = false;
  readonly #rhythm: CommitRhythm;
  #turnedAt: number;
  #more = false;
  #live = false;
  #stopping = false;
  #done: Promise<void> = Promise.resolve();

  constructor(parts: PartitionOwnerParts) {
    this.#parts = parts;
    this.#timing = parts.options.timing ?? SYSTEM_TIMING;
    this.#turnedAt = this.#timing.monotonic();
    this.#rhythm = new CommitRhythm(this.#timing, parts.options.tickMs);
    this.#inbox = new Inbox(STEP, this.#timing);
    this.#store = parts.options.store;
    this.partition = parts.partition;
    this.#state = this.#newState();
    this.#folder = new RecordFolder(parts, this.#state);
    this.#told = this.#newTold(null);
  }

  get #tellsFacts(): boolean {
    const { facts, tellsFacts } = this.#parts.options;
    return facts !== undefined && tellsFacts?.() !== false;
  }

  #newTold(before: ToldToTheLog | null): ToldToTheLog {
    const { facts, ...others } = this.#parts.options;
    const options = { ...others, ...(facts !== undefined && this.#tellsFacts ? { facts } : {}) };
    return new ToldToTheLog({ ...this.#parts, options, timing: this.#timing }, this.#state, before);
  }

  get state(): PartitionState {
    return this.#state;
  }

  #newState(): PartitionState {
    const { options, partition, suspicion } = this.#parts;
    const configured = new Set(options.sites(partition));
    return new PartitionState({
      ...options.settings,
      tellsIntervals: options.intervals !== undefined,
      tellsFacts: this.#tellsFacts,
      siteConfig: (site) => this.#configOf(site, configured.has(site)),
      isConfigured: (site) => configured.has(site),
      stopped: new Set(suspicion.stopped.keys()),
    });
  }

  #configOf(site: string, isConfigured: boolean): SiteConfig {
    return inStoredZone(this.#parts.options.siteConfig(site), isConfigured, this.#zones);
  }

  /** Claims the partition and reads its state. */
  async open(): Promise<Opened> {
    const stored = await readPartition(this.#parts);
    if (stored.result === "refused") return stored;
    const { checkpoint, log, rows, views } = stored;
    const refused = this.#otherZone(rows, views);
    if (refused !== null) return refused;
    this.#restore(rows, views);
    this.#at = new LogPosition(checkpoint, log);
    this.#rhythm.begin();
    return { result: "opened", from: this.#at.known.proof ?? this.#at.next };
  }

  #otherZone(rows: readonly StoredValue[], views: ReadonlyMap<string, Uint8Array>): Refused | null {
    const { sites, siteConfig, placeOf } = this.#parts.options;
    return otherZone({
      zones: storedZones(views),
      rows,
      sites: sites(this.partition),
      zoneOf: (site) => siteConfig(site).zone,
      placeOf: (site) => placeOf?.(site, ["site"]) ?? null,
    });
  }

  #restore(rows: readonly StoredValue[], views: ReadonlyMap<string, Uint8Array>): void {
    const { options, suspicion } = this.#parts;
    this.#zones = storedZones(views);
    const { flags, others } = stoppedSites(suspicion.stopped, views, options.clock());
    this.#flags = flags;
    this.#pure(() => this.#state.restore(rows, others));
    for (const site of options.sites(this.partition)) if (!suspicion.stopped.has(site)) this.#state.site(site);
    for (const { id, refusedEdits } of this.#state.sites())
      for (const edit of refusedEdits)
        options.logger.error("policy_edit_refused", {
          site: id,
          problem: refusedEditText(edit, options.placeOf?.(id, edit.of) ?? null),
        });
  }

  /** What is configured now counts from its next turn on. */
  reconfigure(): void {
    this.#isReconfigured = true;
  }

  /**
   * The state is read anew under what is configured now, as a successor would read it: it has judged by what is stored, and an edit
   * without a date is refused. Epoch, position and followers stay; nothing is folded meanwhile.
   */
  async #reread(): Promise<void> {
    this.#isReconfigured = false;
    await this.settle();
    const rows: StoredValue[] = [];
    for await (const chunk of this.#store.load(this.partition)) rows.push(...chunk);
    const { rows: views } = await this.#store.snapshot(this.partition);
    const refused = this.#otherZone(rows, views);
    // Whoever starts it again is refused with what to do.
    if (refused !== null) throw new Error(refusalText(refused.reason, refused.stored, refused.wanted));
    this.#state = this.#newState();
    this.#folder = new RecordFolder(this.#parts, this.#state);
    this.#told = this.#newTold(this.#told);
    this.#restore(rows, views);
    // Rows are told anew with the next commits.
    this.#more = true;
  }

  /** Read and folded up to the end of the log as last seen. */
  get caughtUp(): boolean {
    return this.#at.known.proof === null && this.#inbox.waiting === 0 && this.#at.next >= this.#at.end;
  }

  get offset(): number {
    return this.#at.next;
  }

  /** Events, as far as it can be told. */
  get lag(): number {
    return this.#at.lag;
  }

  *impossibleOrders(): Generator<readonly [site: string, count: number]> {
    for (const site of this.#state.sites()) yield [site.id, site.contacts.impossible];
  }

  *customersKept(): Generator<readonly [site: string, kept: CustomersKept]> {
    for (const { id, contacts } of this.#state.sites()) {
      const { size, crowded, withoutRoom } = contacts.customers;
      if (size + crowded + withoutRoom > 0) yield [id, { contacts: size, crowded, withoutRoom }];
    }
  }

  *refusedEdits(): Generator<readonly [site: string, count: number]> {
    for (const { id, refusedEdits } of this.#state.sites()) yield [id, refusedEdits.length];
  }

  /** How closed intervals, and facts, get to the log; null: they are told to nobody. */
  get intervals(): ToldToTheLog["intervals"] {
    return this.#told.intervals;
  }

  get facts(): ToldToTheLog["facts"] {
    return this.#told.facts;
  }

  /** False while it still has to catch up (readiness). */
  get live(): boolean {
    return this.#live;
  }

  /** Since it last took a turn, ms: it rests no longer than a tick. */
  get stillFor(): number {
    return this.#timing.monotonic() - this.#turnedAt;
  }

  async offer(batch: LogBatch): Promise<void> {
    this.#at.end = Math.max(this.#at.end, batch.end);
    await this.#inbox.offer(batch.records);
  }

  /** What was put aside is not in the log yet: no turn ends before it is. */
  get waitsForLog(): boolean {
    return this.#folder.waitsForLog;
  }

  /** Retention took records before they were read; how many of them were still to be folded. */
  expired(from: number, to: number): number {
    return this.#at.expired(from, to);
  }

  /** Turn after turn until `stop`, which commits what was folded; rejects with whatever put an end to it. */
  run(): Promise<void> {
    const running = this.#run().finally(() => {
      this.#inbox.close();
      this.#told.stop();
    });
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
    const { options, suspicion } = this.#parts;
    this.#turnedAt = this.#timing.monotonic();
    this.#told.settle();
    if (this.#waitsForIntervals) return this.#told.tellIntervals(this.#telling) ? 0 : options.tickMs;
    const careful = suspicion.careful(this.#at.next);
    if (careful && !this.#settled && this.#at.known.proof === null) {
      await this.settle();
      this.#settled = true;
    }
    if (this.#isReconfigured && this.#at.known.proof === null) await this.#reread();
    const records = this.#at.known.verified(this.#inbox.take(careful ? ONE_RECORD : STEP));
    if (this.#at.known.proof !== null) return options.tickMs;
    if (records.length > 0) await this.#fold(records);
    else if (this.#inbox.waiting === 0) this.#at.stepOver();
    // Live from the end of the log on, and through a burst that the next steps take in.
    const live = !options.replay && (this.caughtUp || (this.#live && this.lag <= STEP_EVENTS));
    this.#live = live;
    const { caughtUp } = this;
    const { uncommitted } = this.#at;
    if (this.#rhythm.isDue({ live, uncommitted, caughtUp, more: this.#more }) || (careful && records.length > 0))
      await this.settle();
    // Catching up, more view rows wait for the next commit that is due: going round for them would only burn the core.
    if (this.#inbox.waiting > 0 || (this.#more && live)) return 0;
    const rest = this.#rhythm.left(this.#at.uncommitted);
    return this.#at.uncommitted === 0 || rest <= 0 ? this.#rest() : rest;
  }

  /** Nothing is in hand: until time alone changes something, or it is time to look. */
  #rest(): number {
    const { clock, tickMs } = this.#parts.options;
    if (!this.#live || this.#told.hasMore) return tickMs;
    return this.#rhythm.rest((this.#state.nextDue() ?? Number.POSITIVE_INFINITY) - clock());
  }

  /** Catching up, and more slices are held than are kept: it folds on when those are told, or the log takes none. */
  get #waitsForIntervals(): boolean {
    if (this.#live || this.#at.uncommitted > 0 || this.#at.known.proof !== null) return false;
    return this.#told.holdsUp;
  }

  get #telling(): Telling {
    return { at: this.#at.position, live: this.#live, pure: (step) => this.#pure(step) };
  }

  /** Time passes up to now, and all that was folded is committed. */
  async settle(): Promise<void> {
    const began = this.#timing.monotonic();
    this.#advance();
    while (await this.#folder.findEnds((step) => this.#pure(step))) this.#advance();
    await this.#commit();
    this.#rhythm.tookSince(began);
    if (this.#stopping) return;
    this.#told.tellIntervals(this.#telling);
    await this.#told.tellFacts(this.#telling);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) await this.#inbox.arrival(await this.turn());
    if (this.#at.known.proof === null) await this.settle();
  }

  /** An event may be stamped ahead of the wall clock; only a replay follows it there. */
  #advance(): void {
    const { clock, replay } = this.#parts.options;
    const now = clock();
    this.#pure(() => this.#state.advance(this.#live ? now : null, replay ? Number.POSITIVE_INFINITY : now));
  }

  async #fold(records: readonly LogRecord[]): Promise<void> {
    const { suspicion } = this.#parts;
    const events = readEvents(records);
    if (this.#at.lacksBeginning && this.#at.inHand === null) this.#state.logBegan(records[0]!.appendedAt);
    this.#at.take(records, events.length);
    const until = suspicion.trial(records[0]!.offset);
    if (until !== null) return this.#try(events.slice(0, until));
    await this.#folder.fold(events, (step) => this.#pure(step));
  }

  /** What fails is told by what fails with it: some events are folded, and nothing of it is committed. */
  async #try(events: readonly ReadEvent[]): Promise<never> {
    await this.#folder.try(events, (step) => this.#pure(step));
    this.#advance();
    this.#pure(() => this.#state.draft(true));
    throw new TrialPassed(events.length);
  }

  /** What the fold throws is no doubt about the store or the log. */
  #pure<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw new FoldError(error, this.#at.inHand);
    }
  }

  async #recountLongest(): Promise<void> {
    const holes = this.#pure(() => this.#state.records.unknownLongest());
    if (holes.length === 0) return;
    const records = await readBuckets(this.#store, this.partition, holes);
    this.#pure(() => this.#state.records.recountLongest(holes, records));
  }

  async #commit(): Promise<void> {
    const { metrics, options, committed, suspicion } = this.#parts;
    await this.#recountLongest();
    const withViews = !options.replay && this.#rhythm.tellsViews(this.#live || this.caughtUp);
    const { epoch, to: sequence } = this.#at.ahead();
    const version = { epoch: epochNumber(epoch), sequence };
    const draft = this.#withFlags(this.#pure(() => this.#state.draft(withViews, version)));
    this.#rhythm.drafted();
    this.#more = draft.more;
    const idle = this.#live && this.#rhythm.isIdle;
    if (this.#at.uncommitted === 0 && isEmpty(draft) && !idle) return;
    const commit: Commit = { partition: this.partition, ...this.#at.ahead(), ...draft };
    const began = this.#timing.monotonic();
    const result = await this.#store.commit(commit);
    if (result !== "committed") throw new CommitRefused(this.partition, result);
    metrics.commitSeconds.observe((this.#timing.monotonic() - began) / 1000);
    this.#at.committed(commit);
    this.#rhythm.committed();
    this.#flags = [];
    suspicion.committed(this.#at.next);
    metrics.committed(this.partition, draft);
    this.#parts.intervals.beyondKept(this.#state.telling.takeBeyondKept());
    this.#parts.intervals.restating(this.#state.telling.takeRestatingEvents());
    committed(this.#at.next);
  }

  #withFlags(draft: CommitDraft): CommitDraft {
    return this.#flags.length === 0 ? draft : { ...draft, views: [...draft.views, ...this.#flags] };
  }
}

const isEmpty = (draft: CommitDraft): boolean =>
  draft.rows.length === 0 &&
  draft.records.length === 0 &&
  draft.views.length === 0 &&
  draft.outbox.length === 0 &&
  draft.dropBuckets.length === 0;
