/**
 * What a board is: pages of tiles, or a desk's floor, with how they are shown. Boards lie in the configuration file, in the account store and
 * in files of their own (JSON), all of this shape; what is stored or exported names its format and version. What tiles say about each other is
 * in `board-faults.ts`. The small edition of the schemas' library: the editor loads it too.
 */
import { CHANNELS, LANGUAGES, ROLES } from "@floorwalker/domain";
import * as z from "zod/mini";

export const BOARD_FORMAT = "floorwalker.board";
export const BOARD_VERSION = 1;

/** Cells of a page: sixteenths would be unreadable from five metres. */
export const COLUMNS = 4;
export const ROWS = 3;
export const MOST_PAGES = 12;
/** A place in the order, worst first. */
const LAST_RANK = 400;

/** Stands in addresses. */
export const BOARD_ID = /^[a-z0-9][a-z0-9-]{0,47}$/;

export const BOARD_WINDOWS = ["15m", "30m", "60m", "day"] as const;
export const FLOOR_SECTIONS = ["actNow", "channels", "queues", "alerts"] as const;
export type FloorSection = (typeof FLOOR_SECTIONS)[number];
/** Whose first page a board is: of a role at a desk, or of a television that is bound to none. */
export const AUDIENCES = [...ROLES, "wall"] as const;
export type Audience = (typeof AUDIENCES)[number];

const name = z.string().check(z.minLength(1), z.maxLength(128));
const window = z.enum(BOARD_WINDOWS);
const at = z.strictObject({
  column: z.int().check(z.minimum(1), z.maximum(COLUMNS)),
  row: z.int().check(z.minimum(1), z.maximum(ROWS)),
  columns: z._default(z.int().check(z.minimum(1), z.maximum(COLUMNS)), 1),
  rows: z._default(z.int().check(z.minimum(1), z.maximum(ROWS)), 1),
});
/** A time of day. */
const clockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const queue = { queue: name, channel: z._default(z.enum(CHANNELS), "call") };

export const tileSchema = z.discriminatedUnion("kind", [
  /** The queue that is worst, second worst …: of the board's queues. */
  z.strictObject({ kind: z.literal("worst"), at, rank: z.int().check(z.minimum(1), z.maximum(LAST_RANK)) }),
  z.strictObject({ kind: z.literal("queue"), at, ...queue }),
  /** One KPI over the board's window; without a queue the site's. */
  z.strictObject({
    kind: z.literal("number"),
    at,
    kpi: name,
    queue: z.optional(name),
    channel: z.optional(z.enum(CHANNELS)),
  }),
  z.strictObject({ kind: z.literal("agents"), at }),
  z.strictObject({ kind: z.literal("actNow"), at }),
  /** A goal so far today and what is left of its budget; without a queue the site's. */
  z.strictObject({
    kind: z.literal("goal"),
    at,
    kpi: name,
    queue: z.optional(name),
    channel: z.optional(z.enum(CHANNELS)),
  }),
  z.strictObject({ kind: z.literal("alerts"), at }),
  z.strictObject({ kind: z.literal("message"), at, text: z.string().check(z.minLength(1), z.maxLength(200)) }),
]);

const pageSchema = z.discriminatedUnion("layout", [
  /** A desk's: the site from top to bottom. */
  z.strictObject({
    layout: z.literal("floor"),
    sections: z._default(z.array(z.enum(FLOOR_SECTIONS)).check(z.minLength(1)), [...FLOOR_SECTIONS]),
  }),
  /** Arranged by itself: the worst first, as many pages as it takes. */
  z.strictObject({ layout: z.literal("worstFirst") }),
  z.strictObject({
    layout: z.literal("grid"),
    /** How long it stays, s; absent: as the wall has it. */
    seconds: z.optional(z.int().check(z.minimum(5), z.maximum(600))),
    tiles: z.array(tileSchema).check(z.maxLength(COLUMNS * ROWS)),
  }),
]);

const fields = {
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  /** Absent: the site that is asked for, else the first by name. */
  site: z.optional(name),
  /** Only these, on every channel; absent: all of the site. */
  queues: z.optional(z.array(name).check(z.minLength(1), z.maxLength(400))),
  window: z._default(window, "30m"),
  /** Absent, as the rest: as the display has it. */
  theme: z.optional(z.enum(["dark", "light", "auto"])),
  language: z.optional(z.enum(LANGUAGES)),
  /** Of times: the site's, or where the display stands. */
  zone: z.optional(z.enum(["site", "here"])),
  clock: z.optional(z.enum(["24", "12"])),
  /** A wall makes no sound from then to then, by the clock that it shows; over midnight where the second is the earlier. */
  quiet: z.optional(z.strictObject({ from: clockTime, to: clockTime })),
  defaultFor: z._default(z.array(z.enum(AUDIENCES)), []),
  pages: z.array(pageSchema).check(z.minLength(1), z.maxLength(MOST_PAGES)),
};

/** As it is stored and exported. */
export const boardSchema = z.strictObject({
  format: z.literal(BOARD_FORMAT),
  version: z.literal(BOARD_VERSION),
  ...fields,
});

/** As it lies in the configuration file, whose format is its own. */
export const configuredBoardSchema = z.strictObject({
  id: z.string().check(z.regex(BOARD_ID)),
  format: z.optional(z.literal(BOARD_FORMAT)),
  version: z.optional(z.literal(BOARD_VERSION)),
  ...fields,
});

export type Board = z.infer<typeof boardSchema>;
export type BoardPage = Board["pages"][number];
export type GridPage = Extract<BoardPage, { layout: "grid" }>;
export type Tile = z.infer<typeof tileSchema>;
export type TileKind = Tile["kind"];
export type TilePlace = Tile["at"];
