/** What is sent to keep a board, and to publish or remove one. */
import { z } from "zod";

/** A board of twelve pages of twelve tiles is a quarter of it. */
export const BOARD_BYTES = 64 * 1024;
const version = z.string().max(64);
/** As it is exported; what is wrong with it is said place by place. */
const board = z.unknown().describe("As it is exported: docs/boards.md.");

export const NEW_BOARD = z.strictObject({ board, id: z.string().max(64).optional() });
export const SAVED_BOARD = z.strictObject({
  board,
  version: version.nullable(),
  basedOn: version.nullable().optional(),
});
export const OF_VERSION = z.strictObject({ version });
