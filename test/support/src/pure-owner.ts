/**
 * The owner of a partition with nothing around it: rows, records and views in Maps as a store keeps them. It does what the
 * aggregator does in the same order, so that a law proved here is a law of the numbers, not of a store.
 */
import {
  type Attribution,
  type CanonicalEvent,
  type Channel,
  type GatewayEvent,
  type Interval,
  type IntervalLength,
  type Limits,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import {
  type CommitDraft,
  contactKeysOf,
  type FactPortion,
  PartitionState,
  type Refused,
  type SiteReport,
  type SiteState,
  siteReport,
  viewRow,
} from "@floorwalker/stream";

export interface PureOwnerOptions {
  readonly sites?: readonly SiteConfig[];
  readonly attribution?: Attribution;
  /** Null (default): never too late. */
  readonly horizonMs?: Readonly<Record<Channel, number>> | null;
  readonly graceMs?: number;
  readonly retentionMs?: number | null;
  readonly longestKept?: number;
  readonly viewLimit?: number;
  /** Null (default): no name is refused. */
  readonly limits?: Limits | null;
  /** Default false: catching up in big steps. */
  readonly withViews?: boolean;
  /** Default false: no interval is told. */
  readonly tellsIntervals?: boolean;
  /** Default false: no facts are told. */
  readonly tellsFacts?: boolean;
}

export interface FeedOptions {
  /** Events per commit. */
  readonly batch?: number;
  /** True: the process dies after this commit and another one goes on. */
  readonly crashAfter?: (commit: number) => boolean;
  /** The wall clock at each commit; null (default): the newest event is the clock. */
  readonly wall?: (commit: number) => number | null;
  /** When the log took an event; by default it says nothing: the newest event is the measure. */
  readonly appendedAt?: (event: CanonicalEvent) => number;
}

type RecordMap = Map<string, { readonly bucket: number; readonly value: Uint8Array }>;

/** Events of a step: several steps are a commit, as where an owner catches up. */
const STEP = 7;

export class PureOwner {
  readonly rows = new Map<string, Uint8Array>();
  /** By class and bucket, then key. */
  readonly records = new Map<string, RecordMap>();
  /** As a board is sent them, JSON. */
  readonly views = new Map<string, string>();
  readonly outbox: string[] = [];
  readonly outcomes = { accepted: 0, duplicate: 0, noEffect: 0, unattributed: 0, late: 0, conflict: 0, refused: 0 };
  /** Kinds of what was refused, in order. */
  readonly refused: Refused[] = [];
  readonly losers: CanonicalEvent[] = [];
  /** Buckets whose longest waits were read again. */
  recounted = 0;
  commits = 0;
  /** Told of every draft. */
  committed: (draft: CommitDraft) => void = () => {};
  state: PartitionState;
  readonly #options: PureOwnerOptions;
  #epoch = 1;
  /** Of the newest draft. */
  #sequence = 0;

  constructor(options: PureOwnerOptions = {}) {
    this.#options = options;
    this.state = this.#newState();
  }

  /** One that goes on with what is stored; `records`: by class and bucket. */
  static restored(
    options: PureOwnerOptions,
    rows: Iterable<readonly [key: string, value: Uint8Array]>,
    records: Iterable<readonly [place: string, key: string, value: Uint8Array]>,
  ): PureOwner {
    const owner = new PureOwner(options);
    for (const [key, value] of rows) owner.rows.set(key, value);
    for (const [place, key, value] of records) {
      const held: RecordMap = owner.records.get(place) ?? new Map();
      held.set(key, { bucket: Number(place.slice(place.indexOf("/") + 1)), value });
      owner.records.set(place, held);
    }
    return owner.crash();
  }

  site(id = "here"): SiteState {
    return this.state.site(id);
  }

  report(length: IntervalLength, to: number, site = "here"): SiteReport {
    return siteReport(this.site(site), length, to);
  }

  feed(events: readonly CanonicalEvent[], { batch = 1000, crashAfter, wall, appendedAt }: FeedOptions = {}): this {
    for (let at = 0; at < events.length; at += batch) {
      this.commit(events.slice(at, at + batch), wall?.(this.commits) ?? null, appendedAt);
      if (crashAfter?.(this.commits)) this.crash();
    }
    return this;
  }

  /** One batch and its commit; without events: time alone. */
  commit(
    events: readonly CanonicalEvent[],
    wall: number | null = null,
    appendedAt: (event: CanonicalEvent) => number = () => Number.POSITIVE_INFINITY,
  ): this {
    const { state } = this;
    for (const [recordClass, keys] of state.records.unknown(events))
      for (const key of keys) this.#readBack(recordClass, key);
    for (const [place, event] of events.entries()) {
      if (place % STEP === 0) state.stepEnds();
      const result = state.insert(event, appendedAt(event));
      this.outcomes[result.outcome]++;
      if (result.outcome === "conflict") this.losers.push(result.loser);
      if (result.outcome === "refused") this.refused.push(result.refused);
    }
    state.advance(wall);
    while (this.#findEnds()) state.advance(wall);
    this.#recount();
    let more = true;
    while (more) more = this.#draft();
    this.commits++;
    return this;
  }

  /** What people did with alerts, in a batch of its own. */
  operate(events: readonly GatewayEvent[], wall: number | null = null): this {
    for (const event of events) this.outcomes[this.state.operate(event)]++;
    return this.commit([], wall);
  }

  tick(wall: number): this {
    return this.commit([], wall);
  }

  /** The process is gone; another one reads what was committed. */
  crash(): this {
    this.#epoch++;
    this.state = this.#newState();
    this.state.restore(this.rows, this.views.keys());
    return this;
  }

  /** What is due after the newest commit, in portions, as of it. Nothing may be folded between that commit and this. */
  takeIntervals(most: number, changed: boolean): { intervals: Interval[]; acknowledge: () => void } | null {
    const portion = this.state.telling.takeIntervals(most, changed);
    if (portion === null) return null;
    const version = { epoch: this.#epoch, sequence: this.commits };
    return { intervals: portion.intervals.map((each) => ({ ...each, version })), acknowledge: portion.acknowledge };
  }

  /** Contacts that left, in portions. Nothing may be folded between a commit and this. */
  takeFacts(most: number): FactPortion | null {
    for (const [recordClass, keys] of this.state.telling.factsToLookUp(most)) {
      const found = keys.flatMap((key) => {
        const record = this.#lookup(recordClass, key);
        return record === null ? [] : [[key, record.value] as const];
      });
      this.state.telling.factsFound(new Set(keys), new Map(found), most);
    }
    return this.state.telling.takeFacts(most);
  }

  /** The record of a contact; null: it has none. */
  recordOf(key: string): Uint8Array | null {
    const channel = key.slice(key.indexOf("\u001e") + 1).split("\u001f")[0]!;
    return this.#lookup(channel, key)?.value ?? null;
  }

  /** Every contact that is stored is folded anew; how many have other numbers now. */
  refold(): number {
    const closed = [...this.records.values()].flatMap((held) => [...held]);
    for (const [key, { bucket, value }] of closed) this.state.records.readBack(key, bucket, value);
    const keys = new Set([...contactKeysOf(this.rows), ...closed.map(([key]) => key)]);
    const changed = [...keys].filter((key) => this.state.records.foldAnew(key)).length;
    this.commit([]);
    return changed;
  }

  /** Everything stored, sorted: equal bytes are equal states. */
  bytes(): string {
    const records = [...this.records].flatMap(([name, bucket]) =>
      [...bucket].map(([key, { value }]) => [name, key, Buffer.from(value).toString("latin1")]),
    );
    const rows = [...this.rows].map(([key, value]) => [key, Buffer.from(value).toString("latin1")]);
    const text = (row: unknown): string => JSON.stringify(row);
    return JSON.stringify([rows.map(text).sort(), records.map(text).sort()]);
  }

  #newState(): PartitionState {
    const { sites = [], attribution = "outcome", horizonMs = null, graceMs = 120_000 } = this.#options;
    const { retentionMs = null, longestKept = 64, viewLimit = 1000 } = this.#options;
    return new PartitionState({
      isConfigured: (id) => sites.some((site) => site.id === id),
      siteConfig: (id) => sites.find((site) => site.id === id) ?? unconfiguredSite(id),
      attribution,
      horizonMs,
      graceMs,
      retentionMs,
      longestKept,
      limits: this.#options.limits ?? null,
      viewLimit,
      tellsIntervals: this.#options.tellsIntervals ?? false,
      tellsFacts: this.#options.tellsFacts ?? false,
    });
  }

  #draft(): boolean {
    this.#sequence++;
    const version = { epoch: this.#epoch, sequence: this.#sequence };
    const draft = this.state.draft(this.#options.withViews ?? false, version);
    for (const [key, value] of draft.rows) put(this.rows, key, value);
    for (const { class: recordClass, bucket, key, value } of draft.records) {
      const name = `${recordClass}/${bucket}`;
      const held: RecordMap = this.records.get(name) ?? new Map();
      put(held, key, value === null ? null : { bucket, value });
      this.records.set(name, held);
      if (held.size === 0) this.records.delete(name);
    }
    for (const { class: recordClass, bucket } of draft.dropBuckets) this.records.delete(`${recordClass}/${bucket}`);
    for (const [id, row] of draft.views) put(this.views, id, row === null ? null : JSON.stringify(viewRow(id, row)));
    this.outbox.push(...draft.outbox);
    this.committed(draft);
    return draft.more;
  }

  /** Where the record only says whose the id is, those. */
  #readBack(recordClass: string, key: string): void {
    const found = this.#lookup(recordClass, key);
    if (found === null) return;
    for (const other of this.state.records.readBack(key, found.bucket, found.value)) this.#readBack(recordClass, other);
  }

  #findEnds(): boolean {
    const due = this.state.records.changedToLookUp();
    for (const [recordClass, keys] of due) for (const key of keys) this.#readBack(recordClass, key);
    return due.size > 0;
  }

  #lookup(recordClass: string, key: string): { readonly bucket: number; readonly value: Uint8Array } | null {
    let newest: { readonly bucket: number; readonly value: Uint8Array } | null = null;
    for (const [name, held] of this.records) {
      const found = name.startsWith(`${recordClass}/`) ? held.get(key) : undefined;
      if (found !== undefined && (newest === null || found.bucket > newest.bucket)) newest = found;
    }
    return newest;
  }

  #recount(): void {
    const holes = this.state.records.unknownLongest();
    if (holes.length === 0) return;
    this.recounted += holes.length;
    const records = new Map<string, Uint8Array>();
    for (const hole of holes)
      for (let day = hole.firstDay; day <= hole.lastDay; day++)
        for (const [key, { value }] of this.records.get(`${hole.class}/${day}`) ?? []) records.set(key, value);
    this.state.records.recountLongest(holes, records);
  }
}

function put<V>(map: Map<string, V>, key: string, value: V | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}
