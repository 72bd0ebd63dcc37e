/**
 * The wire between gateway and wallboard, version 2: one JSON object a message. `docs/spec/live-protocol.md` explains it;
 * this file is what both sides parse with. The small edition of the schemas' library: a television loads it too.
 */
import * as z from "zod/mini";

/** 2: epochs are opaque texts (1: numbers). */
export const PROTOCOL_VERSION = 2;

/** By partition: [epoch, sequence]. The epoch is opaque: compared for equality only. */
export const positionSchema = z.record(z.string(), z.tuple([z.string(), z.int()]));
export type WirePosition = z.infer<typeof positionSchema>;

/** A row is flat: diffs are by field. `id` and `kind` never change. */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const rowSchema = z.catchall(z.object({ id: z.string(), kind: z.string() }), scalar);
export type Row = z.infer<typeof rowSchema>;

export const VIEWS = [
  "floor",
  "queues",
  "alerts",
  "agents",
  "agentQueues",
  "reasons",
  "surveys",
  "teams",
  "regions",
  "restatements",
  "system",
  "waiting",
  "nextToBreach",
  "goals",
  "screens",
] as const;

/** A filter is kept for as long as the subscription. */
const filterText = z.optional(z.string().check(z.maxLength(1_000)));
export const filterSchema = z.object({ site: filterText, queue: filterText });
export type ViewFilter = z.infer<typeof filterSchema>;

/** What is told of each row beside `id` and `kind`. */
const fieldsSchema = z.array(z.string().check(z.maxLength(200))).check(z.maxLength(200));

export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), versions: z.array(z.int()) }),
  z.object({
    type: z.literal("subscribe"),
    view: z.string(),
    filter: z.optional(filterSchema),
    fields: z.optional(fieldsSchema),
    /** The position of the rows that the client has: it is told what it missed. */
    since: z.optional(positionSchema),
    /** Of the snapshot that these rows began with. */
    mark: z.optional(z.string().check(z.maxLength(100))),
  }),
  z.object({ type: z.literal("unsubscribe"), view: z.string() }),
  /** Of a paired screen, every few seconds: which build it has loaded, and which page of how many it shows, from 1. */
  z.object({
    type: z.literal("painted"),
    build: z.string().check(z.maxLength(100)),
    page: z.int().check(z.minimum(1), z.maximum(10_000)),
    of: z.int().check(z.minimum(1), z.maximum(10_000)),
  }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** A change of one row: `set` holds changed fields (a new row: all of them), `unset` names removed ones, `remove` drops the row. */
export const changeSchema = z.object({
  id: z.string(),
  set: z.optional(z.record(z.string(), scalar)),
  unset: z.optional(z.array(z.string())),
  remove: z.optional(z.literal(true)),
});
export type Change = z.infer<typeof changeSchema>;

export const ERROR_CODES = [
  "bad_message",
  "unknown_view",
  "unsupported_version",
  "too_large",
  "unauthorized",
  "internal",
] as const;

export const serverMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("welcome"), version: z.int(), build: z.string(), serverTime: z.number() }),
  z.object({
    type: z.literal("snapshot"),
    view: z.string(),
    position: positionSchema,
    /** What decides which rows and fields these are, beside the position: view, filter, fields, who asks, the gateway's build. Opaque. */
    mark: z.optional(z.string()),
    rows: z.array(rowSchema),
    serverTime: z.number(),
  }),
  z.object({
    type: z.literal("delta"),
    view: z.string(),
    from: positionSchema,
    to: positionSchema,
    changes: z.array(changeSchema),
    serverTime: z.number(),
  }),
  z.object({
    type: z.literal("heartbeat"),
    watermark: z.record(z.string(), z.nullable(z.number())),
    serverTime: z.number(),
  }),
  z.object({ type: z.literal("resync"), view: z.string(), reason: z.string() }),
  z.object({ type: z.literal("alert"), view: z.string(), alert: rowSchema }),
  /**
   * To a paired screen that has painted, and when one of these is another: its name, the board that it shows and which version of it, when it was
   * told to load itself anew, and to show its name.
   */
  z.object({
    type: z.literal("screen"),
    name: z.string(),
    board: z.optional(z.string()),
    boardVersion: z.optional(z.string()),
    reloadAt: z.nullable(z.number()),
    identifyAt: z.nullable(z.number()),
    serverTime: z.number(),
  }),
  z.object({ type: z.literal("ack"), of: z.string(), view: z.optional(z.string()) }),
  z.object({ type: z.literal("error"), code: z.enum(ERROR_CODES), temporary: z.boolean(), message: z.string() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** Close codes: below 4500 come again (with jitter), from 4500 on do not, until something is changed (nor at 1009, which the WebSocket layer itself sends for a message over the limit). */
export const CLOSE = {
  shutdown: 4000,
  slowClient: 4001,
  noHeartbeat: 4002,
  /** What the client may see has changed. */
  accessChanged: 4003,
  badMessage: 4500,
  unauthorized: 4501,
  unsupportedVersion: 4502,
  tooLarge: 1009,
} as const;
