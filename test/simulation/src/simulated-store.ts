/**
 * A store in Maps that can lose its tail: every write leaves behind how to undo it. It keeps the laws of the store port
 * (its contract suite runs over it); `asItWas` takes single ones out, to see that the simulator misses them.
 */
import type {
  Claim,
  Claimant,
  ClaimRefusal,
  Commit,
  CommitResult,
  FoundRecord,
  OutboxEntry,
  ReceiversDone,
  RecordBucket,
  StartOver,
  Store,
  StoredPartition,
  StoredValue,
  StoreFacts,
  ViewChange,
  ViewSnapshot,
} from "@floorwalker/ports";

/** A stretch of one log that the numbers hold: all records before `upTo` but those that expired unread. */
export interface Stretch {
  readonly generation: number;
  readonly upTo: number;
  readonly expired: readonly (readonly [from: number, to: number])[];
}

interface Meta {
  readonly epoch: number;
  readonly nonce: string;
  readonly sequence: number;
  readonly offset: number | null;
  readonly mark: string | null;
  readonly facts: StoreFacts | null;
  readonly outboxNext: number;
  readonly outbox: readonly OutboxEntry[];
  /** Of logs before this one, by the operator's word. */
  readonly before: readonly Stretch[];
  /** Of the log in use; null before the first record. */
  readonly stretch: Stretch | null;
}

interface Partition {
  meta: Meta;
  readonly rows: Map<string, Uint8Array>;
  readonly views: Map<string, Uint8Array>;
  /** By class, then bucket. */
  readonly records: Map<string, Map<number, Map<string, Uint8Array>>>;
  lease: { readonly owner: string; readonly until: number } | null;
}

const EMPTY: Meta = {
  epoch: 0,
  nonce: "",
  sequence: 0,
  offset: null,
  mark: null,
  facts: null,
  outboxNext: 0,
  outbox: [],
  before: [],
  stretch: null,
};

export interface SimulatedStoreOptions {
  readonly now: () => number;
  /** Epochs and outbox ids as before rule 19: counted up from what is stored. */
  readonly countedUp?: boolean;
  /** Told of each view state that was ever committed, by its position. */
  readonly committed?: (partition: number, snapshot: ViewSnapshot) => void;
  readonly acknowledged?: (partition: number, entry: OutboxEntry) => void;
}

export class SimulatedStore implements Store {
  readonly #options: SimulatedStoreOptions;
  readonly #partitions = new Map<number, Partition>();
  readonly #followers = new Set<(change: ViewChange) => void>();
  #undo: { readonly at: number; readonly undo: () => void }[] = [];

  constructor(options: SimulatedStoreOptions) {
    this.#options = options;
  }

  async claim(partition: number, claimant: Claimant): Promise<Claim> {
    return this.claimNow(partition, claimant);
  }

  claimNow(partition: number, { nonce, facts, oldestFold = 0 }: Claimant): Claim {
    const refused = this.#refusal(partition, facts, oldestFold);
    if (refused !== null) return refused;
    const held = this.#of(partition);
    const { meta } = held;
    const { sequence, offset, mark } = meta;
    const log = facts.log ?? meta.facts?.log ?? null;
    this.#setMeta(held, { ...meta, epoch: this.#nextEpoch(meta), nonce, facts: { ...facts, log } });
    return { result: "claimed", checkpoint: { epoch: this.#epochOf(held.meta), sequence, offset, mark } };
  }

  async adopt(partition: number, facts: StoreFacts): Promise<void> {
    const held = this.#of(partition);
    const { meta } = held;
    const fold = meta.sequence > 0 ? 1 : facts.fold;
    const kept = { ...(meta.facts ?? { ...facts, fold }), log: facts.log };
    const before = meta.stretch === null ? meta.before : [...meta.before, meta.stretch];
    const blank = { epoch: this.#nextEpoch(meta), nonce: "", offset: null, mark: null };
    this.#setMeta(held, { ...meta, ...blank, facts: kept, before, stretch: null });
  }

  async startOver(partition: number, { at, facts, rows }: StartOver): Promise<boolean> {
    const held = this.#of(partition);
    const { meta } = held;
    if (this.#epochOf(meta) !== at.epoch || meta.sequence !== at.sequence) return false;
    for (const key of held.rows.keys()) this.#put(held.rows, key, null);
    for (const buckets of held.records.values()) for (const bucket of buckets.keys()) this.#put(buckets, bucket, null);
    for (const [key, value] of rows) this.#put(held.rows, key, value);
    const log = facts.log ?? meta.facts?.log ?? null;
    const blank = { epoch: this.#nextEpoch(meta), nonce: "", offset: null, mark: null, stretch: null };
    this.#setMeta(held, { ...meta, ...blank, facts: { ...facts, log } });
    return true;
  }

  async stored(partition: number): Promise<StoredPartition | null> {
    const { meta } = this.#of(partition);
    const { sequence, offset, mark, facts } = meta;
    return meta.epoch === 0 ? null : { checkpoint: { epoch: this.#epochOf(meta), sequence, offset, mark }, facts };
  }

  async *load(partition: number): AsyncIterable<readonly StoredValue[]> {
    yield [...this.#of(partition).rows];
  }

  async lookup(partition: number, recordClass: string, keys: readonly string[]): Promise<Map<string, FoundRecord>> {
    const found = new Map<string, FoundRecord>();
    const buckets = [...(this.#of(partition).records.get(recordClass) ?? [])].toSorted(([a], [b]) => a - b);
    for (const [bucket, records] of buckets)
      for (const key of keys) if (records.has(key)) found.set(key, { bucket, value: records.get(key)! });
    return found;
  }

  async *rows(partition: number, prefix: string): AsyncIterable<readonly StoredValue[]> {
    yield [...this.rowsOf(partition)].filter(([key]) => key.startsWith(prefix));
  }

  async *bucket(partition: number, { class: of, bucket }: RecordBucket): AsyncIterable<readonly StoredValue[]> {
    yield [...(this.#of(partition).records.get(of)?.get(bucket) ?? [])];
  }

  async commit(commit: Commit): Promise<CommitResult> {
    return this.commitNow(commit);
  }

  /** `stretch`: what its owner has read, for the reference. */
  commitNow(commit: Commit, stretch: Stretch | null = null): CommitResult {
    const held = this.#of(commit.partition);
    const { meta } = held;
    if (meta.epoch < Number.parseInt(commit.epoch, 10)) return "diverged";
    if (this.#epochOf(meta) !== commit.epoch) return "fenced";
    if (meta.sequence === commit.to) return "committed";
    if (meta.sequence !== commit.from) return "diverged";
    for (const [key, value] of commit.rows) this.#put(held.rows, key, value);
    for (const [key, value] of commit.views) this.#put(held.views, key, value);
    for (const { class: of, bucket } of commit.dropBuckets) {
      const buckets = held.records.get(of);
      if (buckets?.has(bucket)) this.#put(buckets, bucket, null);
    }
    for (const { class: of, bucket, key, value } of commit.records) {
      if (!held.records.has(of)) held.records.set(of, new Map());
      const buckets = held.records.get(of)!;
      if (!buckets.has(bucket)) this.#put(buckets, bucket, new Map<string, Uint8Array>());
      this.#put(buckets.get(bucket)!, key, value);
    }
    const added = commit.outbox.map((payload, index) => ({ id: this.#outboxId(meta, index), payload, done: [] }));
    this.#setMeta(held, {
      ...meta,
      sequence: commit.to,
      offset: commit.offset,
      mark: commit.mark,
      stretch: stretch ?? meta.stretch,
      outboxNext: meta.outboxNext + added.length,
      outbox: added.length === 0 ? meta.outbox : [...meta.outbox, ...added],
    });
    this.#options.committed?.(commit.partition, this.snapshotNow(commit.partition));
    const { partition, epoch, from, to, views: changes } = commit;
    for (const follower of this.#followers) follower({ partition, epoch, from, to, changes });
    return "committed";
  }

  async snapshot(partition: number): Promise<ViewSnapshot> {
    return this.snapshotNow(partition);
  }

  snapshotNow(partition: number): ViewSnapshot {
    const { meta, views } = this.#of(partition);
    return { position: { epoch: this.#epochOf(meta), sequence: meta.sequence }, rows: new Map(views) };
  }

  async follow(partitions: number, changed: (change: ViewChange) => void): Promise<() => Promise<void>> {
    const follower = (change: ViewChange): void => {
      if (change.partition < partitions) changed(change);
    };
    this.#followers.add(follower);
    return async () => void this.#followers.delete(follower);
  }

  async leaseOutbox(partition: number, owner: string, ms: number): Promise<boolean> {
    const held = this.#of(partition);
    const now = this.#options.now();
    const { lease } = held;
    if (lease !== null && lease.owner !== owner && lease.until > now) return false;
    held.lease = { owner, until: now + ms };
    return true;
  }

  async outbox(partition: number, limit: number, after?: string): Promise<readonly OutboxEntry[]> {
    const numberOf = (id: string): number => Number.parseInt(id, 10);
    const { outbox } = this.#of(partition).meta;
    const behind = after === undefined ? outbox : outbox.filter(({ id }) => numberOf(id) > numberOf(after));
    return behind.slice(0, limit);
  }

  async noteDone(partition: number, owner: string, done: readonly ReceiversDone[]): Promise<boolean> {
    const held = this.#of(partition);
    if (held.lease?.owner !== owner || held.lease.until <= this.#options.now()) return false;
    const of = ({ id, done: before }: OutboxEntry): string[] => {
      const added = done.filter((one) => one.id === id).flatMap(({ receivers }) => receivers);
      return [...new Set([...before, ...added])];
    };
    this.#setMeta(held, { ...held.meta, outbox: held.meta.outbox.map((entry) => ({ ...entry, done: of(entry) })) });
    return true;
  }

  async acknowledge(partition: number, ids: readonly string[]): Promise<void> {
    const held = this.#of(partition);
    for (const entry of held.meta.outbox) if (ids.includes(entry.id)) this.#options.acknowledged?.(partition, entry);
    this.#setMeta(held, { ...held.meta, outbox: held.meta.outbox.filter(({ id }) => !ids.includes(id)) });
  }

  async erase(): Promise<void> {
    this.flush();
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}

  /** What the driver of a simulation may see. */
  metaOf(partition: number): Readonly<Meta> {
    return this.#of(partition).meta;
  }

  rowsOf(partition: number): ReadonlyMap<string, Uint8Array> {
    return this.#of(partition).rows;
  }

  /** All is gone, as after FLUSHALL. */
  flush(): void {
    this.#partitions.clear();
    this.#undo = [];
  }

  /** Everything written after `time` is gone. */
  loseTail(time: number): void {
    while (this.#undo.length > 0 && this.#undo.at(-1)!.at > time) this.#undo.pop()!.undo();
  }

  #refusal(partition: number, facts: StoreFacts, oldestFold: number): Claim | null {
    const stored = this.#partitions.get(partition)?.meta.facts ?? null;
    const refuse = (reason: ClaimRefusal, has: unknown, wants: unknown): Claim => ({
      result: "refused",
      reason,
      stored: String(has),
      wanted: String(wants),
    });
    if (stored !== null && stored.fold > facts.fold) return refuse("newer_fold", stored.fold, facts.fold);
    for (const { meta } of this.#partitions.values())
      if (meta.facts !== null && meta.facts.partitions !== facts.partitions)
        return refuse("other_partitions", meta.facts.partitions, facts.partitions);
    const log = stored?.log ?? null;
    if (log !== null && facts.log !== null && log !== facts.log) return refuse("other_log", log, facts.log);
    const { sequence = 0 } = this.#partitions.get(partition)?.meta ?? {};
    const fold = stored?.fold ?? 1;
    return sequence > 0 && fold < oldestFold ? refuse("older_fold", fold, facts.fold) : null;
  }

  #of(partition: number): Partition {
    let held = this.#partitions.get(partition);
    if (held === undefined) {
      held = { meta: EMPTY, rows: new Map(), views: new Map(), records: new Map(), lease: null };
      this.#partitions.set(partition, held);
    }
    return held;
  }

  #nextEpoch({ epoch }: Meta): number {
    return this.#options.countedUp === true ? epoch + 1 : Math.max(epoch + 1, Math.floor(this.#options.now()));
  }

  #epochOf({ epoch, nonce }: Meta): string {
    return this.#options.countedUp === true ? String(epoch) : `${epoch}-${nonce}`;
  }

  #outboxId({ epoch, nonce, outboxNext }: Meta, index: number): string {
    const number = outboxNext + index;
    return this.#options.countedUp === true ? String(number) : `${number}/${epoch}-${nonce}`;
  }

  #setMeta(held: Partition, meta: Meta): void {
    const before = held.meta;
    this.#log(() => (held.meta = before));
    held.meta = meta;
  }

  #put<K, V>(map: Map<K, V>, key: K, value: V | null): void {
    const [had, before] = [map.has(key), map.get(key)];
    this.#log(() => (had ? map.set(key, before as V) : map.delete(key)));
    if (value === null) map.delete(key);
    else map.set(key, value);
  }

  #log(undo: () => void): void {
    this.#undo.push({ at: this.#options.now(), undo });
  }
}
