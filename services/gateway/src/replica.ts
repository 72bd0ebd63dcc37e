/**
 * All partitions' view rows, kept equal to the store: buffer what comes → read the snapshot → merge → live, for each
 * partition on its own and again after every gap. When the store cannot be reached it tries for ever, with pauses, and
 * says that rows may be old. However many gaps there are, a partition is read by one reading at a time, and seldom. Departments and
 * regions are rows beside those of the store, and change with them; so are rows that the gateway itself tells.
 */

import type { Store, ViewChange } from "@floorwalker/ports";
import type { WirePosition } from "@floorwalker/protocol";
import { type Logger, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { HeldRow } from "./held-row.ts";
import { Organisation } from "./organisation.ts";
import { PartitionReplica, type RowChange } from "./partition-replica.ts";
import { partitionRow } from "./views.ts";

export interface ReplicaOptions {
  readonly store: Pick<Store, "follow" | "snapshot" | "ping">;
  readonly partitions: number;
  readonly logger: Logger;
  /** Absent: the system's. */
  readonly timing?: Timing;
  /** Rows changed; called in the order in which they changed. */
  readonly changed: (changes: readonly RowChange[]) => void;
  /** The store may have moved on unseen: what was shown may be old until `restored`. */
  readonly lost: () => void;
  /** Also once at the start, when every partition has been read. */
  readonly restored: () => void;
  /** A commit was missed, or came from a new owner. */
  readonly gap: (partition: number) => void;
}

interface Lane {
  readonly partition: number;
  readonly replica: PartitionReplica;
  /** Whose rows it has, or has had. */
  readonly sites: Set<string>;
  state: "syncing" | "live";
  /** As last told to the view `system`. */
  row: HeldRow;
  /** What came since the snapshot now being read was asked for. */
  buffer: ViewChange[];
  /** Runs while syncing. */
  work: Promise<void> | null;
  /** Another loss while syncing: the snapshot now being read may be too old. */
  again: boolean;
  /** Of the last gap: its time by the monotonic clock, and how long the reading anew was put off. */
  gapAt: number;
  pause: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** A store that says nothing may be gone: it is asked this often, ms. */
const PING_MS = 1_000;

export class Replica {
  readonly #options: ReplicaOptions;
  readonly #timing: Timing;
  readonly #lanes: readonly Lane[];
  readonly #organisation = new Organisation();
  /** Contacts that wait, apart and by their sites: a view that has a bound looks at all of them. */
  readonly #waiting = new Map<string, Map<string, HeldRow>>();
  /** Rows that no partition has and none of theirs makes. */
  readonly #told = new Map<string, HeldRow>();
  readonly #stopping = new AbortController();
  #unfollow: (() => Promise<void>) | null = null;
  #following: Promise<void> | null = null;
  #lost = true;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#timing = options.timing ?? SYSTEM_TIMING;
    this.#lanes = Array.from({ length: options.partitions }, (_, partition) => ({
      partition,
      replica: new PartitionReplica(),
      sites: new Set(),
      state: "syncing",
      row: HeldRow.of(partitionRow(partition, "syncing", "")),
      buffer: [],
      work: null,
      again: false,
      gapAt: Number.NEGATIVE_INFINITY,
      pause: 0,
    }));
  }

  /** Resolves once every partition is live; goes on trying until then or until `stop`. */
  start(): Promise<void> {
    this.#following ??= this.#follow();
    return this.#following;
  }

  /** Waits for nothing that hangs in the store: what comes after it is dropped. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#unfollow?.();
  }

  /** True while every partition is live. */
  live(): boolean {
    return this.#lanes.every((lane) => lane.state === "live");
  }

  /** Of the partitions that have, or had, rows of a site that is in view; null: of all. */
  position(inView: ((site: string) => boolean) | null = null): WirePosition {
    return Object.fromEntries(
      this.#lanesOf(inView).map(({ partition, replica }) => [
        partition,
        [replica.position.epoch, replica.position.sequence],
      ]),
    );
  }

  /**
   * The rows of these partitions that changed after a position, as they are, or were before they went; all of a partition that it does not
   * name. Null: it is not known, or it names others.
   */
  changedSince(position: WirePosition, inView: ((site: string) => boolean) | null): readonly HeldRow[] | null {
    const rows: HeldRow[] = [];
    const others = new Set(Object.keys(position));
    for (const { partition, replica } of this.#lanesOf(inView)) {
      const since = position[partition];
      others.delete(String(partition));
      const changed =
        since === undefined
          ? [...replica.rows.values()]
          : replica.changedSince({ epoch: since[0], sequence: since[1] });
      if (changed === null) return null;
      for (const row of changed) rows.push(row);
    }
    return others.size === 0 ? rows : null;
  }

  #lanesOf(inView: ((site: string) => boolean) | null): readonly Lane[] {
    return inView === null ? this.#lanes : this.#lanes.filter(({ sites }) => [...sites].some(inView));
  }

  *rows(): IterableIterator<HeldRow> {
    for (const lane of this.#lanes) {
      yield lane.row;
      yield* lane.replica.rows.values();
    }
    yield* this.#organisation.rows();
    yield* this.#told.values();
  }

  /** Contacts that wait at a site (null: at all of them), in no order. */
  *waiting(site: string | null): IterableIterator<HeldRow> {
    for (const waiting of site === null ? this.#waiting.values() : [this.#waiting.get(site)])
      yield* waiting?.values() ?? [];
  }

  /** Null when no partition has it. */
  row(id: string): HeldRow | null {
    for (const lane of this.#lanes) {
      const row = id === lane.row.id ? lane.row : lane.replica.rows.get(id);
      if (row) return row;
    }
    return this.#organisation.row(id) ?? this.#told.get(id) ?? null;
  }

  /** The gateway's own rows; null: there is none of that id any more. */
  tell(rows: Iterable<readonly [id: string, row: HeldRow | null]>): void {
    const changes: RowChange[] = [];
    for (const [id, after] of rows) {
      changes.push({ id, before: this.#told.get(id) ?? null, after });
      if (after === null) this.#told.delete(id);
      else this.#told.set(id, after);
    }
    if (changes.length > 0) this.#options.changed(changes);
  }

  #changed({ sites }: Lane, changes: readonly RowChange[]): void {
    for (const { id, before, after } of changes) {
      if (after !== null) sites.add(after.name.site);
      const { kind, site } = (after ?? before)!.name;
      if (kind !== "waiting") continue;
      const waiting = this.#waiting.get(site) ?? new Map<string, HeldRow>();
      if (after === null) waiting.delete(id);
      else this.#waiting.set(site, waiting.set(id, after));
    }
    this.#options.changed([...changes, ...this.#organisation.follow(changes)]);
  }

  async #follow(): Promise<void> {
    const { store, partitions, logger } = this.#options;
    await this.#untilDone("follow", async () => {
      const unfollow = await store.follow(
        partitions,
        (change) => this.#receive(change),
        () => this.#loseAll(),
      );
      if (this.#stopping.signal.aborted) await unfollow();
      else this.#unfollow = unfollow;
      return true;
    });
    if (this.#stopping.signal.aborted) return;
    void this.#watch();
    await Promise.all(this.#lanes.map((lane) => this.#sync(lane)));
    if (!this.#stopping.signal.aborted) logger.info("views_live", { partitions });
  }

  /** A follower hears of a loss only when the connection is back; until then rows would look current. */
  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(this.#timing, PING_MS, signal);
      if (signal.aborted || this.#lost) continue;
      await this.#options.store.ping().catch(() => {
        if (!this.#lost) this.#loseAll();
      });
    }
  }

  #receive(change: ViewChange): void {
    const lane = this.#lanes[change.partition];
    if (!lane || this.#stopping.signal.aborted) return;
    if (lane.state === "syncing") return void lane.buffer.push(change);
    const followed = lane.replica.follow(change);
    if (followed.result === "applied") this.#changed(lane, followed.changes);
    else if (followed.result === "gap") {
      this.#options.gap(lane.partition);
      this.#putOff(lane);
      lane.buffer.push(change);
      void this.#sync(lane);
    }
  }

  /** The first gap in a while is closed at once; while one follows another, the reading waits longer and longer. */
  #putOff(lane: Lane): void {
    const now = this.#timing.monotonic();
    const quiet = now - lane.gapAt > 2 * LONGEST_PAUSE_MS;
    lane.pause = quiet ? 0 : Math.min(Math.max(2 * lane.pause, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    lane.gapAt = now;
  }

  #loseAll(): void {
    if (this.#stopping.signal.aborted) return;
    this.#options.logger.warn("store_lost");
    this.#mayBeOld();
    for (const lane of this.#lanes) {
      lane.again = true;
      void this.#sync(lane);
    }
  }

  /** A gap that cannot be closed now: until it is, the rows of its partition stand still. */
  #mayBeOld(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#options.lost();
  }

  #sync(lane: Lane): Promise<void> {
    lane.work ??= this.#syncUntilLive(lane);
    return lane.work;
  }

  async #syncUntilLive(lane: Lane): Promise<void> {
    this.#enter(lane, "syncing");
    if (lane.pause > 0) await sleep(this.#timing, lane.pause, this.#stopping.signal);
    await this.#untilDone("snapshot", async () => {
      lane.again = false;
      // What came before the snapshot is asked for is in it: the store publishes only what it has committed.
      lane.buffer = [];
      const snapshot = await this.#options.store.snapshot(lane.partition);
      if (this.#stopping.signal.aborted) return true;
      this.#changed(lane, lane.replica.adopt(snapshot));
      this.#replay(lane);
      if (lane.again) return false;
      // In the same turn as the replay: nothing can come between the buffer's last change and the first live one.
      lane.work = null;
      this.#enter(lane, "live");
      return true;
    });
    if (this.#lost && this.live() && !this.#stopping.signal.aborted) {
      this.#lost = false;
      this.#options.restored();
    }
  }

  #replay(lane: Lane): void {
    for (const change of lane.buffer) {
      const followed = lane.replica.follow(change);
      if (followed.result === "gap") {
        this.#options.gap(lane.partition);
        lane.again = true;
        return;
      }
      if (followed.result === "applied") this.#changed(lane, followed.changes);
    }
    lane.buffer = [];
  }

  #enter(lane: Lane, state: Lane["state"]): void {
    lane.state = state;
    const before = lane.row;
    lane.row = HeldRow.of(partitionRow(lane.partition, state, lane.replica.position.epoch));
    this.#options.changed([{ id: lane.row.id, before, after: lane.row }]);
  }

  /** Tries until the attempt says true, with pauses that grow. */
  async #untilDone(doing: string, attempt: () => Promise<boolean>): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        if (await attempt()) return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#options.logger.warn("store_unreachable", { doing, retryMs: pause, error });
        this.#mayBeOld();
      }
      await sleep(this.#timing, pause, this.#stopping.signal);
    }
  }
}
