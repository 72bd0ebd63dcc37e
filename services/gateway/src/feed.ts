/**
 * One view under one filter, for all its clients: a delta is put together and turned into bytes once. Invariants:
 * F1  Deltas form a chain: each `from` is the `to` before it, the first one the position of the snapshots handed out.
 * F2  A snapshot holds the rows as of the feed's position, never ahead of it: what is pending is flushed first.
 * F4  Nothing is in it that its members may not see: members of one feed are given the same (`access/sight.ts`).
 * F5  Who comes again with a position is told every row that changed after it, or nothing is promised and a snapshot follows.
 * F6  When something else is told although no row changed (a business day has begun, a group has become too small), all begins anew with
 *     a snapshot.
 * F7  Where a view has a bound, what is in it is decided when it is told, of all that its members may see.
 * F3  Between two flushes only the newest state of a row counts; a row that is back where it was is not sent.
 */
import { createHash } from "node:crypto";
import { type Change, diffRows, type Row, type WirePosition } from "@floorwalker/protocol";
import type { Disclosure } from "./access/privacy/disclosure.ts";
import type { Sight } from "./access/sight.ts";
import { firstDue } from "./first-due.ts";
import type { HeldRow } from "./held-row.ts";
import type { RowChange } from "./partition-replica.ts";
import type { Replica } from "./replica.ts";
import { textFrame } from "./text-frame.ts";
import {
  boundedKind,
  feedKey,
  holdsKind,
  inView,
  isOfPartitions,
  rowInView,
  type ViewFields,
  type ViewFilter,
  type ViewId,
} from "./views.ts";

/** Who receives a feed. */
export interface Member {
  delta(delta: Delta): void;
  resync(reason: string): void;
  snapshot(): void;
}

export interface Delta {
  readonly from: WirePosition;
  /** The rows in it, by their ids in the store, for a member that cannot take it now. */
  readonly ids: readonly string[];
  readonly frame: Buffer;
  /** Alerts that entered another state, one message each. */
  readonly alerts: readonly Buffer[];
}

export type FeedSight = Pick<Sight, "key" | "isByName" | "row" | "seesSite"> & {
  readonly told: Pick<Disclosure, "hides" | "rowId" | "stamp">;
};

export interface FeedOptions {
  readonly view: ViewId;
  readonly filter: ViewFilter;
  readonly fields: ViewFields;
  /** What its members are given. */
  readonly sight: FeedSight;
  readonly replica: Pick<Replica, "position" | "changedSince" | "rows" | "row" | "waiting">;
  /** Of this gateway: another one may read other fields from the same bytes. */
  readonly build: string;
  /** Server time, epoch ms. */
  readonly clock: () => number;
  /** True while the rows may be old. */
  readonly suspended: boolean;
}

export class Feed {
  readonly view: ViewId;
  readonly filter: ViewFilter;
  readonly fields: ViewFields;
  readonly sight: FeedOptions["sight"];
  /** What decides its rows beside the position; equal at every gateway of this build. */
  readonly mark: string;
  readonly members = new Set<Member>();
  readonly #replica: FeedOptions["replica"];
  readonly #clock: () => number;
  #position: WirePosition;
  /** Changed since the last flush: each row as it was then. */
  readonly #pending = new Map<string, HeldRow | null>();
  readonly #alerts = new Map<string, Row>();
  /** JSON of the rows as of the position; null once they changed. */
  #rowsJson: string | null = null;
  #rowCount = 0;
  #suspended: boolean;
  #stamp: string;
  /** Of a view that has a bound, the rows of its kind that are in it, by their ids in the store; null: all. */
  #first: ReadonlySet<string> | null = null;
  #firstChanged = false;

  constructor({ view, filter, fields, sight, replica, build, clock, suspended }: FeedOptions) {
    this.view = view;
    this.filter = filter;
    this.fields = fields;
    this.sight = sight;
    this.mark = markOf(feedKey(view, filter, fields, sight.key), build);
    this.#replica = replica;
    this.#clock = clock;
    this.#position = this.#now();
    this.#suspended = suspended;
    this.#stamp = sight.told.stamp();
    this.#first = this.#firstNow();
  }

  /** While true the rows may be old: who joins is told so, and gets a snapshot when it is over. */
  get suspended(): boolean {
    return this.#suspended;
  }

  get position(): WirePosition {
    return this.#position;
  }

  /** Rows in the last snapshot that was made. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Rows are read when they are sent, not each time they change; alerts are told whenever they change. */
  note({ id, before, after }: RowChange): void {
    const { kind, site } = (after ?? before)!.name;
    if (!holdsKind(this.view, kind)) return;
    if (!this.#pending.has(id)) this.#pending.set(id, before);
    this.#firstChanged ||= kind === boundedKind(this.view) && (this.filter.site ?? site) === site;
    if (kind !== "alert") return;
    const is = this.#visible(after);
    if (is !== null && is.state !== this.#visible(before)?.state) this.#alerts.set(id, is);
  }

  /** Sends what is pending to every member. */
  flush(): void {
    if (this.#suspended || this.#pending.size === 0 || this.#beginsAnew()) return;
    const changed: { readonly id: string; readonly change: Change }[] = [];
    const first = this.#firstChanged ? this.#firstNow() : this.#first;
    const shownBefore = this.#pendingAsShown(first);
    this.#first = first;
    this.#firstChanged = false;
    for (const [id, before] of shownBefore) {
      const change = diffRows(before, this.row(id));
      if (change) changed.push({ id, change });
    }
    if (this.sight.told.hides) changed.sort((a, b) => compare(a.change.id, b.change.id));
    const changes = changed.map(({ change }) => change);
    const alerts = [...this.#alerts.values()].map((alert) => frame({ type: "alert", view: this.view, alert }));
    this.#pending.clear();
    this.#alerts.clear();
    if (changes.length === 0) return;
    const from = this.#position;
    this.#position = this.#now();
    this.#rowsJson = null;
    const delta = { from, ids: changed.map(({ id }) => id), frame: this.deltaFrame(from, changes), alerts };
    for (const member of this.members) member.delta(delta);
  }

  /** The store may have moved on unseen: nothing more is sent until `resume`. */
  suspend(reason: string): void {
    this.#suspended = true;
    for (const member of this.members) member.resync(reason);
  }

  /** Every member gets a snapshot. */
  resume(): void {
    this.#suspended = false;
    this.#pending.clear();
    this.#alerts.clear();
    this.#beginHere();
    for (const member of this.members) member.snapshot();
  }

  #beginHere(): void {
    this.#rowsJson = null;
    this.#position = this.#now();
    this.#first = this.#firstNow();
    this.#firstChanged = false;
  }

  /** What was sent is not what would be told now. */
  #beginsAnew(): boolean {
    const stamp = this.sight.told.stamp();
    if (stamp === this.#stamp) return false;
    this.#stamp = stamp;
    this.#pending.clear();
    this.#alerts.clear();
    this.#beginHere();
    for (const member of this.members) {
      member.resync("told_otherwise");
      member.snapshot();
    }
    return true;
  }

  snapshotFrame(): Buffer {
    if (this.#suspended) this.#beginHere();
    else if (!this.#beginsAnew()) this.flush();
    this.#rowsJson ??= this.#readRows();
    const position = JSON.stringify(this.#position);
    const head = `{"type":"snapshot","view":"${this.view}","position":${position},"mark":"${this.mark}","rows":`;
    return textFrame(`${head}${this.#rowsJson},"serverTime":${this.#clock()}}`);
  }

  /** From a position that somebody was told, here or by another gateway, to now; null: what changed since is not known. */
  sinceFrame(since: WirePosition, mark: string | undefined): Buffer | null {
    if (this.#suspended || !isOfPartitions(this.view) || !this.sight.isByName) return null;
    if (mark !== undefined && mark !== this.mark) return null;
    this.flush();
    const changed = this.#replica.changedSince(since, this.#sees);
    if (changed === null) return null;
    // What was never seen is not named: neither is that it went.
    const seen = changed.filter((row) => this.#visible(row) !== null);
    return this.deltaFrame(since, this.newest(seen.map(({ id }) => id)));
  }

  /** The whole rows, whatever a client has of them. */
  newest(ids: Iterable<string>): Change[] {
    const told = [...ids].map((id) => ({ id: this.rowId(id), row: this.row(id) }));
    if (this.sight.told.hides) told.sort((a, b) => compare(a.id, b.id));
    return told.flatMap(({ id, row }): Change[] => {
      const gone: Change = { id, remove: true };
      return row === null ? [gone] : [gone, diffRows(null, row)!];
    });
  }

  deltaFrame(from: WirePosition, changes: readonly Change[]): Buffer {
    return frame({ type: "delta", view: this.view, from, to: this.#position, changes, serverTime: this.#clock() });
  }

  /** As its members know it. */
  rowId(id: string): string {
    return this.sight.told.rowId(id);
  }

  /** By its id in the store; null when the view does not hold it. */
  row(id: string): Row | null {
    return this.#shown(this.#replica.row(id));
  }

  #now(): WirePosition {
    return this.#replica.position(this.#sees);
  }

  /** Sites whose partitions are in view; null: all partitions are. */
  get #sees(): ((site: string) => boolean) | null {
    if (this.view === "system") return null;
    const { site: only } = this.filter;
    return (site) => (only === undefined || site === only) && this.sight.seesSite(site);
  }

  /** What changed, as it was shown; of a view that has a bound also what may have come into it because another one went. */
  #pendingAsShown(first: ReadonlySet<string> | null): ReadonlyMap<string, Row | null> {
    const shown = new Map<string, Row | null>();
    for (const [id, before] of this.#pending) shown.set(id, this.#shown(before));
    if (first === null || this.#first === null) return shown;
    for (const id of [...first, ...this.#first])
      if (!shown.has(id) && first.has(id) !== this.#first.has(id)) shown.set(id, this.row(id));
    return shown;
  }

  #firstNow(): ReadonlySet<string> | null {
    if (boundedKind(this.view) === null) return null;
    const seen: (readonly [string, Row])[] = [];
    for (const held of this.#replica.waiting(this.filter.site ?? null)) {
      const row = this.#visible(held);
      if (row !== null) seen.push([held.id, row]);
    }
    return firstDue(seen);
  }

  #shown(held: HeldRow | null): Row | null {
    if (held === null || !this.#isWithinBound(held)) return null;
    const row = this.#visible(held);
    return row === null ? null : rowInView(this.view, row, this.fields);
  }

  #isWithinBound({ id, name }: HeldRow): boolean {
    return this.#first === null || name.kind !== boundedKind(this.view) || this.#first.has(id);
  }

  #visible(held: HeldRow | null): Row | null {
    if (held === null || !holdsKind(this.view, held.name.kind)) return null;
    const { row } = held;
    return row !== null && inView(this.view, this.filter, row) ? this.sight.row(row) : null;
  }

  #readRows(): string {
    const rows = [...this.#replica.rows()].map((held) => this.#shown(held)).filter((row) => row !== null);
    if (this.sight.told.hides) rows.sort((a, b) => compare(a.id, b.id));
    this.#rowCount = rows.length;
    return JSON.stringify(rows);
  }
}

const markOf = (key: string, build: string): string =>
  createHash("sha256")
    .update(JSON.stringify([key, build]))
    .digest("base64url")
    .slice(0, 16);
/** In the store's order an agent would have the place of his name. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const frame = (message: object): Buffer => textFrame(JSON.stringify(message));
