/**
 * One client's socket. Invariants:
 * C1  Nothing a client sends or leaves unread disturbs another: its faults end in an error message or its own close.
 * C2  What waits for a client that reads slowly is bounded: above the soft limit only the ids of changed rows are kept,
 *     and when it has read on it gets their newest state; above the hard limit, or when it takes too long, it is cut.
 * C3  The deltas it gets form a chain from its last snapshot, also across a slow spell.
 */

import type { Duplex } from "node:stream";
import {
  CLOSE,
  type ClientMessage,
  clientMessageSchema,
  PROTOCOL_VERSION,
  type ServerMessage,
  VIEWS,
} from "@floorwalker/protocol";
import type { WebSocket } from "ws";
import type { Sight } from "./access/sight.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import { frame } from "./feed.ts";
import type { LiveHub } from "./live-hub.ts";
import { MessageRate } from "./message-rate.ts";
import { Subscription } from "./subscription.ts";
import { askedFields, isView, tellsContacts, type ViewId } from "./views.ts";

export interface Sent {
  messages: number;
  bytes: number;
}

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** Under `socket`: frames that are ready for the wire go straight to it, in the order of what `socket` itself writes. */
  readonly stream: Duplex;
  readonly hub: LiveHub;
  /** What the client is given. */
  readonly sight: Sight;
  readonly build: string;
  readonly clock: () => number;
  readonly limits: ConnectionLimits;
  /** What was sent over all connections since it was last told to the metrics: two numbers a frame, not two series. */
  readonly sent: Sent;
  readonly closed: (code: number) => void;
  /** Of a paired screen: it has painted. Null: of anybody else. */
  readonly painted: ((told: PaintedMessage) => void) | null;
  /** Notes that the client is told of single contacts, and where; false: that cannot be noted. Null: nobody is given any of them here. */
  readonly sawContacts: ((where: string) => Promise<boolean>) | null;
}

type SubscribeMessage = Extract<ClientMessage, { type: "subscribe" }>;
export type PaintedMessage = Extract<ClientMessage, { type: "painted" }>;

const MIN_BYTES_PER_MS = 64;
/** Sweeps without a frame after which a heartbeat goes out: a second. */
const QUIET_SWEEPS = 5;
export const SWEEP_MS = 200;
/** More than the heartbeats of a silent spell: the client was sent rows that it did not read. */
const FEW_BYTES = 4 * 1024;
/** A close frame behind unread bytes never arrives: after this the socket is destroyed. */
export const CLOSE_GRACE_MS = 2_000;
const MOST_BAD_MESSAGES = 5;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #subscriptions = new Map<ViewId, Subscription>();
  /** Those that begin when it is noted who asks. */
  readonly #noting = new Map<ViewId, SubscribeMessage>();
  #pingedAt = performance.now();
  /** When the ping that is not answered yet was sent; null: all were. */
  #unansweredSince: number | null = null;
  /** Bytes sent since the last ping that was answered. */
  #unconfirmed = 0;
  /** Of these, those before the ping that is not answered yet: a slow line needs its time for them first. */
  #owed = 0;
  #quietSweeps = 0;
  readonly #rate: MessageRate<ClientMessage>;
  #behindSince: number | null = null;
  /** Bytes of snapshots on their way: not counted against the hard limit. */
  #allowance = 0;
  #badMessages = 0;
  #closing = false;
  /** Ours, when we closed: the socket's own event says 1006 when the client never answered. */
  #closeCode: number | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { socket, hub, closed } = options;
    this.#rate = new MessageRate({
      handle: (message) => this.#handle(message),
      pause: (paused) => (paused ? socket.pause() : socket.resume()),
      now: () => performance.now(),
      later: (run, ms) => void setTimeout(run, ms).unref(),
    });
    socket.on("message", (data, binary) => this.#receive(data as Buffer, binary));
    socket.on("pong", () => this.#answered());
    // A broken frame or a message over the limit: ws closes with the code that says so.
    socket.on("error", () => {});
    socket.on("close", (code) => {
      this.#closing = true;
      this.#rate.stop();
      for (const subscription of this.#subscriptions.values()) hub.leave(subscription.feed, subscription);
      this.#subscriptions.clear();
      closed(this.#closeCode ?? code);
    });
  }

  get congested(): boolean {
    return this.#options.stream.writableLength > this.#options.limits.softBytes;
  }

  /** @param data a frame (see textFrame). */
  send(data: Buffer): void {
    if (this.#closing) return;
    const { sent, stream } = this.#options;
    this.#quietSweeps = 0;
    this.#unconfirmed += data.byteLength;
    sent.bytes += data.byteLength;
    sent.messages++;
    if (stream.writable) stream.write(data);
  }

  sendSnapshot(data: Buffer): void {
    this.#allowance += data.byteLength;
    this.send(data);
  }

  /** The client cannot take more now. */
  fallBehind(): void {
    this.#behindSince ??= performance.now();
    this.#cutBeyondHardLimit();
  }

  /** Called every SWEEP_MS. */
  sweep(): void {
    if (this.#closing) return;
    const now = performance.now();
    const { socket, stream, limits, hub, sight } = this.#options;
    if (this.#allowance > 0 && stream.writableLength === 0) this.#allowance = 0;
    if (this.#behindSince !== null && !this.congested) this.#catchUp();
    if (
      this.#behindSince !== null &&
      now - this.#behindSince > limits.stallMs + stream.writableLength / MIN_BYTES_PER_MS
    ) {
      this.close(CLOSE.slowClient, "too slow");
      return;
    }
    if (this.#isSilent(now)) {
      const slow = this.congested || this.#unconfirmed > FEW_BYTES;
      this.close(slow ? CLOSE.slowClient : CLOSE.noHeartbeat, slow ? "too slow" : "no sign of life");
      return;
    }
    if (now - this.#pingedAt >= limits.pingMs && this.#unansweredSince === null) {
      this.#pingedAt = now;
      this.#unansweredSince = now;
      this.#owed = this.#unconfirmed;
      socket.ping();
    }
    if (++this.#quietSweeps > QUIET_SWEEPS && !this.congested) this.send(hub.heartbeat(this.#onlySite(), sight));
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#rate.stop();
    this.#closeCode = code;
    const { socket } = this.#options;
    socket.resume();
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  #receive(data: Buffer, binary: boolean): void {
    if (this.#closing) return;
    this.#cutBeyondHardLimit();
    const message = binary ? null : parse(data);
    if (message === null) {
      this.#complain(
        binary
          ? "Messages are text: one JSON object each."
          : "Not a message of the protocol: send one JSON object with a known `type`.",
      );
      return;
    }
    const isAsking = "view" in message && isView(message.view);
    this.#rate.offer(isAsking ? message.view : message.type, message);
  }

  #handle(message: ClientMessage): void {
    if (message.type === "hello") {
      this.#welcome(message.versions);
      return;
    }
    if (message.type === "painted") {
      this.#options.painted?.(message);
      return;
    }
    if (!isView(message.view)) {
      this.#error("unknown_view", `There is no view "${message.view.slice(0, 64)}". Views: ${VIEWS.join(", ")}.`);
      return;
    }
    if (message.type === "subscribe") {
      this.#subscribe(message.view, message);
      return;
    }
    this.#unsubscribe(message.view);
    this.send(frame({ type: "ack", of: "unsubscribe", view: message.view } satisfies ServerMessage));
  }

  #welcome(versions: readonly number[]): void {
    if (!versions.includes(PROTOCOL_VERSION)) {
      this.#error("unsupported_version", `This gateway speaks version ${PROTOCOL_VERSION}.`);
      this.close(CLOSE.unsupportedVersion, "unsupported version");
      return;
    }
    const { build, clock } = this.#options;
    this.send(
      frame({ type: "welcome", version: PROTOCOL_VERSION, build, serverTime: clock() } satisfies ServerMessage),
    );
  }

  #subscribe(view: ViewId, message: SubscribeMessage): void {
    this.#unsubscribe(view);
    const { sawContacts } = this.#options;
    if (sawContacts === null || !tellsContacts(view)) {
      this.#begin(view, message);
      return;
    }
    this.#noting.set(view, message);
    const where = new URLSearchParams({ view });
    for (const [name, value] of Object.entries(message.filter ?? {})) where.set(name, value ?? "");
    void sawContacts(`/v1/live?${where.toString()}`).then((noted) => {
      if (this.#closing || this.#noting.get(view) !== message) return;
      this.#noting.delete(view);
      if (noted) this.#begin(view, message);
      else this.close(CLOSE.accessChanged, "who is told of contacts cannot be noted");
    });
  }

  #begin(view: ViewId, { filter = {}, fields, since, mark }: SubscribeMessage): void {
    const feed = this.#options.hub.feed(view, filter, this.#options.sight, askedFields(fields));
    const subscription = new Subscription(this, feed);
    this.#subscriptions.set(view, subscription);
    // What is flushed for its first message goes to those who were there before it.
    subscription.begin(since, mark);
    feed.members.add(subscription);
  }

  #unsubscribe(view: ViewId): void {
    this.#noting.delete(view);
    const subscription = this.#subscriptions.get(view);
    if (!subscription) return;
    this.#subscriptions.delete(view);
    this.#options.hub.leave(subscription.feed, subscription);
  }

  #complain(message: string): void {
    this.#error("bad_message", message);
    if (++this.#badMessages >= MOST_BAD_MESSAGES) this.close(CLOSE.badMessage, "too many bad messages");
  }

  #error(code: "bad_message" | "unknown_view" | "unsupported_version", message: string): void {
    if (this.congested) return;
    this.send(frame({ type: "error", code, temporary: false, message } satisfies ServerMessage));
  }

  #cutBeyondHardLimit(): void {
    const { stream, limits } = this.#options;
    if (stream.writableLength > limits.hardBytes + this.#allowance) this.close(CLOSE.slowClient, "too slow");
  }

  /** What a client leaves unread lies in buffers of the network for long, where nobody sees it: only its silence tells. */
  #isSilent(now: number): boolean {
    if (this.#unansweredSince === null) return false;
    return now - this.#unansweredSince > this.#options.limits.answerMs + this.#owed / MIN_BYTES_PER_MS;
  }

  /** A pong says that all before its ping was read. */
  #answered(): void {
    this.#unansweredSince = null;
    this.#unconfirmed -= this.#owed;
    this.#owed = 0;
  }

  #catchUp(): void {
    this.#behindSince = null;
    for (const subscription of this.#subscriptions.values()) subscription.catchUp();
  }

  #onlySite(): string | null {
    const sites = new Set([...this.#subscriptions.values()].map(({ feed }) => feed.filter.site ?? null));
    return sites.size === 1 ? [...sites][0]! : null;
  }
}

function parse(data: Buffer) {
  try {
    return clientMessageSchema.safeParse(JSON.parse(data.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}
