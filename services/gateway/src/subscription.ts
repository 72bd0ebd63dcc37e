/** A connection's membership in one feed: frames go straight through, or, for a client that reads slowly, as newest states later. */
import type { ServerMessage, WirePosition } from "@floorwalker/protocol";
import { type Delta, type Feed, frame, type Member } from "./feed.ts";

/** What a subscription needs of its connection. */
export interface Outlet {
  /** More is unsent than a quick client ever leaves. */
  readonly congested: boolean;
  send(data: Buffer): void;
  sendSnapshot(data: Buffer): void;
  /** The client could not take something now. */
  fallBehind(): void;
}

export class Subscription implements Member {
  readonly feed: Feed;
  readonly #connection: Outlet;
  /** Rows that changed while the client could not take them; `all` when it needs the snapshot. */
  #behind: Set<string> | "all" | null = null;
  #from: Delta["from"] = {};

  constructor(connection: Outlet, feed: Feed) {
    this.#connection = connection;
    this.feed = feed;
  }

  delta({ from, ids, frame: data, alerts }: Delta): void {
    if (this.#behind === null && !this.#connection.congested) {
      this.#connection.send(data);
      for (const alert of alerts) this.#connection.send(alert);
      return;
    }
    if (this.#behind === null) {
      this.#behind = new Set();
      this.#from = from;
    }
    if (this.#behind !== "all") for (const id of ids) this.#behind.add(id);
    this.#connection.fallBehind();
  }

  /** The first it is told: what it missed since a position, where that is known, else a snapshot. */
  begin(since: WirePosition | undefined, mark: string | undefined): void {
    if (since !== undefined && !this.#connection.congested) {
      const missed = this.feed.sinceFrame(since, mark);
      if (missed !== null) {
        this.#connection.sendSnapshot(missed);
        return;
      }
      if (!this.feed.suspended) this.resync("unknown_position");
    }
    this.snapshot();
    if (this.feed.suspended) this.resync("store_lost");
  }

  snapshot(): void {
    if (this.#connection.congested) {
      this.#behind = "all";
      this.#connection.fallBehind();
      return;
    }
    this.#behind = null;
    this.#connection.sendSnapshot(this.feed.snapshotFrame());
  }

  resync(reason: string): void {
    this.#connection.send(frame({ type: "resync", view: this.feed.view, reason } satisfies ServerMessage));
  }

  /** The client has read on: it gets the newest state of what it missed. */
  catchUp(): void {
    if (this.#behind === null) return;
    this.feed.flush();
    if (this.#behind === "all" || this.#behind.size * 2 > this.feed.rowCount) {
      this.resync("slow_client");
      this.snapshot();
      return;
    }
    const changes = this.feed.newest(this.#behind);
    this.#behind = null;
    this.#connection.send(this.feed.deltaFrame(this.#from, changes));
  }
}
