/**
 * The client's whole behaviour as a total function of (state, input): no clock, no randomness, no socket. Invariants:
 * V1  Rows are shown only as one snapshot plus the unbroken chain of deltas after it.
 * V2  A delta that does not start at the position is never applied: the view is subscribed anew instead.
 * V3  Rows, once received, stay until newer ones replace them; whenever they may be old the phase is not `live`.
 * V5  After a break of the line the rows go on from where they were by one delta that begins there, or are replaced by a snapshot.
 * V4  Only a final close code ends the attempts to connect.
 */
import {
  applyChanges,
  closeIsFinal,
  type Row,
  type ServerMessage,
  samePosition,
  type WirePosition,
} from "@floorwalker/protocol";

/**
 * `connecting` a socket is being opened · `syncing` open, waiting for a snapshot · `live` rows are current · `stale` open
 * but silent for too long · `waiting` closed, another attempt is due · `ended` closed for good (refused, or by us).
 */
export type Phase = "connecting" | "syncing" | "live" | "stale" | "waiting" | "ended";

export interface LiveState {
  readonly phase: Phase;
  /** By id; of the last snapshot and what followed. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly position: WirePosition | null;
  /** The gateway's mark of the last snapshot: with the position it says what these rows are. Null: it told none. */
  readonly mark: string | null;
  /** Event time up to which each site's sources were heard, epoch ms; null before the first event. */
  readonly watermark: Readonly<Record<string, number | null>>;
  /** Failed attempts since the last snapshot: the pause grows with them. */
  readonly attempts: number;
  /** The gateway's build, when it told: another one means that the board may reload. */
  readonly build: string | null;
  /** Why the last connection ended, or what the gateway refused. */
  readonly problem: string | null;
}

export type Input =
  | { readonly type: "opened" }
  | { readonly type: "message"; readonly message: ServerMessage }
  /** A message this client cannot read: a gateway of another version. */
  | { readonly type: "unreadable" }
  /** Nothing was heard for longer than a gateway is ever silent. */
  | { readonly type: "silent" }
  /** Nothing came for so long that the connection is given up. */
  | { readonly type: "given-up" }
  | { readonly type: "closed"; readonly code: number; readonly reason: string }
  | { readonly type: "retry" }
  | { readonly type: "end" };

export type Effect = "connect" | "subscribe" | "close" | "schedule-retry";

export interface Step {
  readonly state: LiveState;
  readonly effects: readonly Effect[];
}

export const INITIAL: LiveState = {
  phase: "connecting",
  rows: new Map(),
  position: null,
  mark: null,
  watermark: {},
  attempts: 0,
  build: null,
  problem: null,
};

export function stepLive(state: LiveState, input: Input): Step {
  if (state.phase === "ended") return stay(state);
  if (input.type === "end") return { state: { ...state, phase: "ended" }, effects: ["close"] };
  switch (state.phase) {
    case "waiting":
      return input.type === "retry" ? { state: { ...state, phase: "connecting" }, effects: ["connect"] } : stay(state);
    case "connecting":
      if (input.type === "opened") return { state: { ...state, phase: "syncing" }, effects: ["subscribe"] };
      return input.type === "closed" || input.type === "given-up" ? lose(state, input) : stay(state);
    default:
      return stepOpen(state, input);
  }
}

/** `syncing`, `live` and `stale`: the socket is open. */
function stepOpen(state: LiveState, input: Input): Step {
  switch (input.type) {
    case "message":
      return hear(state.phase === "stale" ? { ...state, phase: "live" } : state, input.message);
    case "unreadable":
      // While waiting for the snapshot this would go round in circles: the pause of a new attempt breaks it.
      return state.phase === "syncing" ? lose(state, input) : subscribeAnew(state, UNREADABLE);
    case "silent":
      return stay(state.phase === "live" ? { ...state, phase: "stale" } : state);
    case "given-up":
    case "closed":
      return lose(state, input);
    default:
      return stay(state);
  }
}

function hear(state: LiveState, message: ServerMessage): Step {
  switch (message.type) {
    case "welcome":
      return stay({ ...state, build: message.build });
    case "snapshot": {
      const rows = new Map(message.rows.map((row) => [row.id, row]));
      const watermark = readWatermarks(state.watermark, message.rows);
      const { position, mark = null } = message;
      return stay({ ...state, phase: "live", rows, position, mark, watermark, attempts: 0, problem: null });
    }
    case "delta":
      // Between a subscription and its snapshot the deltas of the one before may still arrive.
      if (state.position === null) return stay(state);
      if (!samePosition(state.position, message.from)) return subscribeAnew(state, "a change was missed");
      return stay(
        state.phase === "syncing"
          ? { ...follow(state, message), phase: "live", attempts: 0, problem: null }
          : follow(state, message),
      );
    case "heartbeat":
      return stay({ ...state, watermark: message.watermark });
    case "resync":
      // The gateway sends the snapshot by itself.
      return stay({ ...state, phase: "syncing", position: null, problem: message.reason });
    case "error":
      return stay({ ...state, problem: message.message });
    case "alert":
    case "screen":
    case "ack":
      return stay(state);
  }
}

function follow(state: LiveState, { changes, to }: Extract<ServerMessage, { type: "delta" }>): LiveState {
  const rows = applyChanges(state.rows, changes);
  const changed = changes.flatMap(({ id }) => rows.get(id) ?? []);
  return { ...state, rows, position: to, watermark: readWatermarks(state.watermark, changed) };
}

/** Heartbeats come only between rows: while rows flow, those of the sites say it. */
function readWatermarks(before: LiveState["watermark"], rows: readonly Row[]): LiveState["watermark"] {
  const found: Record<string, number | null> = {};
  for (const { kind, site, watermark } of rows)
    if (kind === "site" && typeof site === "string") found[site] = typeof watermark === "number" ? watermark : null;
  return Object.entries(found).every(([site, watermark]) => before[site] === watermark)
    ? before
    : { ...before, ...found };
}

const stay = (state: LiveState): Step => ({ state, effects: [] });

const subscribeAnew = (state: LiveState, problem: string): Step => ({
  state: { ...state, phase: "syncing", position: null, problem },
  effects: ["subscribe"],
});

function lose(state: LiveState, input: Extract<Input, { type: "closed" | "given-up" | "unreadable" }>): Step {
  const problem = whyLost(input);
  if (input.type === "closed" && closeIsFinal(input.code))
    return { state: { ...state, phase: "ended", problem: state.problem ?? problem }, effects: [] };
  // What cannot be read is not gone on from: the next attempt asks for all of it.
  const position = input.type === "unreadable" ? null : state.position;
  const next: LiveState = { ...state, phase: "waiting", position, attempts: state.attempts + 1, problem };
  return { state: next, effects: input.type === "closed" ? ["schedule-retry"] : ["close", "schedule-retry"] };
}

function whyLost(input: Extract<Input, { type: "closed" | "given-up" | "unreadable" }>): string {
  if (input.type === "closed") return input.reason || `closed with ${input.code}`;
  return input.type === "given-up" ? "nothing was heard of the gateway" : UNREADABLE;
}

const UNREADABLE = "the gateway sent something this client cannot read";
