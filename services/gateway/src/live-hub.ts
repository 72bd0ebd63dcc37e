/**
 * The feeds of all clients, and the tick that drives them: what changes within a tick travels in one delta, and after a
 * pause the first change travels at once.
 */

import type { Store } from "@floorwalker/ports";
import type { Logger, Metrics } from "@floorwalker/runtime";
import { Attendance } from "./access/privacy/attendance.ts";
import type { Sight } from "./access/sight.ts";
import { Feed, type FeedSight, frame, type Member } from "./feed.ts";
import type { HeldRow } from "./held-row.ts";
import type { RowChange } from "./partition-replica.ts";
import { Replica } from "./replica.ts";
import { feedKey, type ViewFields, type ViewFilter, type ViewId } from "./views.ts";

export interface LiveHubOptions {
  readonly store: Pick<Store, "follow" | "snapshot" | "ping">;
  readonly partitions: number;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Configured sites: they have a watermark (null) before their first event. */
  readonly sites: () => readonly string[];
  readonly build: string;
}

/** Longest a change waits for others, ms. */
const TICK_MS = 25;
/** Clients swept together share a heartbeat, ms. */
const HEARTBEAT_SHARED_MS = 20;
/** Kept at once: of sites and of who is given what. */
const MOST_HEARTBEATS = 1_000;

export class LiveHub {
  readonly replica: Replica;
  readonly attendance = new Attendance();
  readonly #clock: () => number;
  readonly #build: string;
  readonly #feeds = new Map<string, Feed>();
  readonly #sites: () => readonly string[];
  /** Rows of sites: their watermarks are read when they are told. */
  readonly #siteRows = new Map<string, HeldRow>();
  readonly #heartbeats = new Map<string, { readonly at: number; readonly data: Buffer }>();
  readonly #followers: ((changes: readonly RowChange[]) => void)[] = [];
  #suspended = true;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | ReturnType<typeof setImmediate> | null = null;
  #stopped = false;

  constructor({ store, partitions, clock, logger, metrics, sites, build }: LiveHubOptions) {
    this.#clock = clock;
    this.#build = build;
    this.#sites = sites;
    const gaps = metrics.counter(
      "gateway_gaps_total",
      "Commits the gateway had not seen when a later one came; it read the views anew.",
    );
    const losses = metrics.counter(
      "gateway_store_lost_total",
      "Times the gateway lost the store and told every board that its rows may be old.",
    );
    this.replica = new Replica({
      store,
      partitions,
      logger,
      gap: (partition) => {
        gaps.inc();
        logger.info("view_gap", { partition });
      },
      changed: (changes) => {
        this.attendance.follow(changes);
        for (const { id, before, after } of changes) {
          this.#noteSite(after ?? before, after);
          for (const feed of this.#feeds.values()) feed.note({ id, before, after });
        }
        this.#schedule();
        for (const follower of this.#followers) follower(changes);
      },
      lost: () => {
        losses.inc();
        this.#suspended = true;
        for (const feed of this.#feeds.values()) feed.suspend("store_lost");
      },
      restored: () => {
        this.#suspended = false;
        for (const feed of this.#feeds.values()) feed.resume();
      },
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.replica.stop();
  }

  /** Told of every change of a row, behind the feeds. */
  follow(follower: (changes: readonly RowChange[]) => void): void {
    this.#followers.push(follower);
  }

  /** Whether somebody has subscribed to this view of a site, as of now. */
  watched(view: ViewId): (site: string) => boolean {
    const sites = new Set<string | undefined>();
    for (const feed of this.#feeds.values())
      if (feed.view === view && feed.members.size > 0) sites.add(feed.filter.site);
    return (site) => sites.has(undefined) || sites.has(site);
  }

  /** The feed that all subscriptions of this view and filter share, of who is given the same. */
  feed(view: ViewId, filter: ViewFilter, sight: FeedSight, fields: ViewFields = null): Feed {
    const key = feedKey(view, filter, fields, sight.key);
    const existing = this.#feeds.get(key);
    if (existing) return existing;
    const feed = new Feed({
      view,
      filter,
      fields,
      sight,
      replica: this.replica,
      build: this.#build,
      clock: this.#clock,
      suspended: this.#suspended,
    });
    this.#feeds.set(key, feed);
    return feed;
  }

  leave(feed: Feed, member: Member): void {
    feed.members.delete(member);
    const key = feedKey(feed.view, feed.filter, feed.fields, feed.sight.key);
    if (feed.members.size === 0 && this.#feeds.get(key) === feed) this.#feeds.delete(key);
  }

  /** `site`: only its watermark; null: all that are seen. */
  heartbeat(site: string | null, sight: Pick<Sight, "key" | "seesSite">): Buffer {
    const now = performance.now();
    const key = JSON.stringify([site, sight.key]);
    const cached = this.#heartbeats.get(key);
    if (cached && now - cached.at < HEARTBEAT_SHARED_MS) return cached.data;
    const sites = site === null ? new Set([...this.#sites(), ...this.#siteRows.keys()]) : [site];
    const seen = [...sites].filter((id) => sight.seesSite(id));
    const watermark = Object.fromEntries(seen.map((id) => [id, this.#watermark(id)]));
    const data = frame({ type: "heartbeat", watermark, serverTime: this.#clock() });
    if (this.#heartbeats.size >= MOST_HEARTBEATS) this.#heartbeats.clear();
    this.#heartbeats.set(key, { at: now, data });
    return data;
  }

  #noteSite(row: HeldRow | null, after: HeldRow | null): void {
    if (row?.name.kind !== "site") return;
    if (after === null) this.#siteRows.delete(row.name.site);
    else this.#siteRows.set(row.name.site, after);
  }

  #watermark(site: string): number | null {
    const watermark = this.#siteRows.get(site)?.row?.watermark;
    return typeof watermark === "number" ? watermark : null;
  }

  #schedule(): void {
    if (this.#timer !== null || this.#stopped || this.#feeds.size === 0) return;
    const due = this.#flushedAt + TICK_MS - performance.now();
    const flush = (): void => {
      this.#timer = null;
      this.#flushedAt = performance.now();
      for (const feed of this.#feeds.values()) feed.flush();
    };
    // After a pause: at the end of this turn of the loop, so that the commits of several partitions share a delta.
    this.#timer = due <= 0 ? setImmediate(flush) : setTimeout(flush, due);
  }
}
