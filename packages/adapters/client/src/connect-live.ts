/**
 * Keeps one view of a gateway: opens the socket, follows `stepLive`, comes again for ever. Runs in browsers and in Node
 * (a global WebSocket is all it needs). `getSnapshot` and `subscribe` are what React's useSyncExternalStore asks for.
 */
import {
  CLOSE,
  type ClientMessage,
  encodeToken,
  PROTOCOL_VERSION,
  type Row,
  type ServerMessage,
  SUBPROTOCOL,
  serverMessageSchema,
  TICKET_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL,
  type VIEWS,
  type ViewFilter,
} from "@floorwalker/protocol";
import { createClockOffset } from "./clock-offset.ts";
import { retryPause } from "./retry-pause.ts";
import { type Effect, INITIAL, type Input, type LiveState, stepLive } from "./step-live.ts";

export interface LiveOptions {
  /** ws:// or wss:// URL of the gateway's /v1/live; http:// and https:// are turned into them. */
  readonly url: string;
  readonly view: (typeof VIEWS)[number];
  readonly filter?: Readonly<ViewFilter>;
  /** Told of each row, beside `id` and `kind`; absent: all. */
  readonly fields?: readonly string[];
  /** The shared token, when the gateway demands one. */
  readonly token?: string;
  /** Asked for the ticket of each socket (`POST /v1/tickets`), where somebody has signed in; null: he is not known any more. */
  readonly ticket?: () => Promise<string | null>;
  /** Called with each alert that entered another state, besides its row. */
  readonly onAlert?: (alert: Row) => void;
  /** Called with what a paired screen is told about itself, once it has told that it paints. */
  readonly onScreen?: (told: ScreenMessage) => void;
  /** Epoch ms. */
  readonly now?: () => number;
  /** 0 ≤ r < 1: spreads the attempts of many clients. */
  readonly random?: () => number;
}

export type ScreenMessage = Extract<ServerMessage, { type: "screen" }>;
export type PaintedMessage = Extract<ClientMessage, { type: "painted" }>;

export interface LiveConnection {
  /** The same object until something changed. */
  getSnapshot(): LiveState;
  /** Called after each change; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** The rows in one list; the same array until a row changed. */
  rows(): readonly Row[];
  /** Server time − ours, ms. */
  clockOffset(): number;
  /** Of a paired screen: tells that it paints; nothing while no socket is open. */
  painted(told: Omit<PaintedMessage, "type">): void;
  /** Ends it for good. */
  close(): void;
}

/** The gateway is never silent for longer than a second and a half. */
const SILENT_MS = 4_000;
const GIVE_UP_MS = 12_000;
const CHECK_MS = 1_000;
/** However often the chain breaks, a snapshot is asked for at most this often. */
const SUBSCRIBE_AGAIN_MS = 500;
const UNKNOWN: Input = { type: "closed", code: CLOSE.unauthorized, reason: "unauthorized" };
/** As when the network fails: tried again. */
const NO_TICKET: Input = { type: "closed", code: 1006, reason: "no ticket was given" };

export function connectLive(options: LiveOptions): LiveConnection {
  const { view, filter, fields, token, ticket, onAlert, onScreen, now = Date.now, random = Math.random } = options;
  const url = options.url.replace(/^http/, "ws");
  const shown = token === undefined ? [] : [TOKEN_SUBPROTOCOL + encodeToken(token)];
  const listeners = new Set<() => void>();
  const offset = createClockOffset();
  let state = INITIAL;
  let list: readonly Row[] = [];
  let listed = state.rows;
  let socket: WebSocket | null = null;
  /** Counts what was tried: the ticket of an attempt that was given up opens nothing. */
  let attempt = 0;
  let heardAt = now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let subscribedAt = Number.NEGATIVE_INFINITY;

  const take = (input: Input): void => {
    const step = stepLive(state, input);
    const changed = step.state !== state;
    state = step.state;
    for (const effect of step.effects) perform[effect]();
    if (state.phase === "ended") clearInterval(check);
    if (changed) for (const listener of listeners) listener();
  };

  const perform: Readonly<Record<Effect, () => void>> = {
    connect() {
      heardAt = now();
      subscribedAt = Number.NEGATIVE_INFINITY;
      clearTimeout(again);
      const current = ++attempt;
      if (ticket === undefined) return open(shown);
      const go = (next: () => void): void => {
        if (attempt === current) next();
      };
      ticket().then(
        (text) => go(() => (text === null ? take(UNKNOWN) : open([TICKET_SUBPROTOCOL + text]))),
        () => go(() => take(NO_TICKET)),
      );
    },
    subscribe() {
      const wait = subscribedAt + SUBSCRIBE_AGAIN_MS - performance.now();
      if (wait > 0) {
        clearTimeout(again);
        again = setTimeout(() => perform.subscribe(), wait);
        return;
      }
      subscribedAt = performance.now();
      if (socket?.readyState !== WebSocket.OPEN) return;
      socket.send(JSON.stringify({ type: "hello", versions: [PROTOCOL_VERSION] }));
      const { position, mark } = state;
      const since = position === null ? {} : { since: position, ...(mark === null ? {} : { mark }) };
      const message: ClientMessage = {
        type: "subscribe",
        view,
        filter,
        ...(fields && { fields: [...fields] }),
        ...since,
      };
      socket.send(JSON.stringify(message));
    },
    close() {
      const closing = socket;
      socket = null;
      attempt++;
      clearTimeout(retry);
      clearTimeout(again);
      closing?.close();
    },
    "schedule-retry"() {
      retry = setTimeout(() => take({ type: "retry" }), retryPause(state.attempts, random()));
    },
  };

  const open = (offered: readonly string[]): void => {
    const opened = new WebSocket(url, [SUBPROTOCOL, ...offered]);
    socket = opened;
    // A socket that was given up may still speak: only the current one is heard.
    const ifCurrent = (input: () => Input): void => {
      if (socket === opened) take(input());
    };
    opened.onopen = () => ifCurrent(() => ({ type: "opened" }));
    opened.onmessage = (event: { readonly data: unknown }) => ifCurrent(() => read(event.data));
    opened.onclose = (event: { readonly code: number; readonly reason: string }) =>
      ifCurrent(() => {
        socket = null;
        return { type: "closed", code: event.code, reason: event.reason };
      });
  };

  const read = (data: unknown): Input => {
    heardAt = now();
    const message = parse(data);
    if (message === null) return { type: "unreadable" };
    if ("serverTime" in message) offset.note(message.serverTime, heardAt);
    if ("view" in message && message.view !== view)
      return { type: "message", message: { type: "ack", of: "other view" } };
    if (message.type === "alert") onAlert?.(message.alert);
    if (message.type === "screen") onScreen?.(message);
    return { type: "message", message };
  };

  const check = setInterval(() => {
    const silent = now() - heardAt;
    if (silent > GIVE_UP_MS) take({ type: "given-up" });
    else if (silent > SILENT_MS) take({ type: "silent" });
  }, CHECK_MS);
  perform.connect();

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rows() {
      if (listed !== state.rows) [listed, list] = [state.rows, [...state.rows.values()]];
      return list;
    },
    clockOffset: () => offset.value(),
    painted(told) {
      if (socket?.readyState !== WebSocket.OPEN) return;
      socket.send(JSON.stringify({ type: "painted", ...told } satisfies PaintedMessage));
    },
    close: () => take({ type: "end" }),
  };
}

function parse(data: unknown): ServerMessage | null {
  if (typeof data !== "string") return null;
  try {
    return serverMessageSchema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
