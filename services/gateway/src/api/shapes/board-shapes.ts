/** Of boards: what they are, and how they are kept. */
import { AUDIENCES } from "@floorwalker/protocol/board";
import { z } from "zod";
import { NEW_BOARD, OF_VERSION, SAVED_BOARD } from "../../boards/board-bodies.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";
import { isoTime } from "./parts.ts";

const board = z
  .looseObject({})
  .describe("A board (`format: floorwalker.board`); docs/boards.md has what it holds.")
  .meta({ id: "Board" });
const listed = {
  id: z.string(),
  name: z.string(),
  site: z.string().nullable().describe("Null: the site that is asked for."),
  origin: z
    .enum(["file", "store", "always", "draft"])
    .describe(
      "Where it lies: in the configuration file, among what was published, or always there. `draft`: nobody else sees it.",
    ),
  version: z.string().nullable().describe("Opaque; null: it is not published."),
  publishedAt: isoTime.nullable(),
  publishedBy: z.string().nullable(),
  defaultFor: z.array(z.enum(AUDIENCES)),
  shows: z.enum(["floor", "wall"]).describe("A desk's floor, or pages for a television."),
  pages: z.number(),
  draftSavedAt: isoTime.nullable().describe("When your draft of it was saved last; null: you have none."),
  screens: z.number().describe("That show it, for who looks after screens."),
  mayEdit: z.boolean(),
  mayPublish: z.boolean(),
};
const shown = json(
  z
    .object({
      ...listed,
      board: board.nullable().describe("As it is published; null: it is not."),
      draft: z
        .object({
          version: z.string(),
          outdated: z.boolean().describe("The board was published anew since the draft was begun."),
          savedAt: isoTime,
          board,
        })
        .nullable()
        .describe("Yours; null: you have none."),
    })
    .meta({ id: "ShownBoard" }),
);
const ofOne = z.object({ id: z.string() });
const kept = [
  "bad_board",
  "bad_board_id",
  "board_fixed",
  "board_changed",
  "too_many_boards",
  "boards_not_kept",
] as const;

export const BOARD_SHAPES: Readonly<
  Record<"list" | "one" | "add" | "save" | "publish" | "giveUp" | "remove", RouteShape>
> = {
  list: {
    tag: "boards",
    summary: "The boards that you may see",
    answers: {
      200: json(
        z.object({
          boards: z.array(z.object(listed)),
          home: z.string().describe("Id of the board that a desk of yours begins with."),
          wall: z.string().describe("Id of the one for walls."),
        }),
      ),
    },
  },
  one: {
    tag: "boards",
    summary: "One board, and your draft of it",
    about: "What you may not see is not in it. A screen reads the board that it shows.",
    path: ofOne,
    answers: { 200: shown },
    errors: ["unknown_board"],
  },
  add: {
    tag: "boards",
    summary: "Begin a board: a draft that you alone see",
    about: "Without an id it is called after its name.",
    body: { [JSON_CONTENT]: NEW_BOARD },
    answers: { 201: shown },
    errors: [...kept, "bad_body", "beyond_scope", "unknown_board", "too_large"],
  },
  save: {
    tag: "boards",
    summary: "Save your draft of a board",
    about:
      "`version` is that of the draft as you read it (null: there was none): what you have not read is not overwritten.",
    path: ofOne,
    body: { [JSON_CONTENT]: SAVED_BOARD },
    answers: { 200: shown },
    errors: [...kept, "bad_body", "beyond_scope", "unknown_board", "too_large"],
  },
  publish: {
    tag: "boards",
    summary: "Publish your draft: screens show it within seconds",
    path: ofOne,
    body: { [JSON_CONTENT]: OF_VERSION },
    answers: { 200: shown },
    errors: [
      "bad_body",
      "beyond_scope",
      "unknown_board",
      "board_fixed",
      "board_changed",
      "board_default_taken",
      "too_many_boards",
      "boards_not_kept",
      "too_large",
    ],
  },
  giveUp: {
    tag: "boards",
    summary: "Give your draft up",
    path: ofOne,
    answers: { 204: { what: "It is gone." } },
    errors: ["unknown_board", "boards_not_kept"],
  },
  remove: {
    tag: "boards",
    summary: "Remove a board that was published",
    path: ofOne,
    body: { [JSON_CONTENT]: OF_VERSION },
    answers: { 204: { what: "It is gone." } },
    errors: [
      "bad_body",
      "beyond_scope",
      "unknown_board",
      "board_fixed",
      "board_changed",
      "board_is_shown",
      "boards_not_kept",
      "too_large",
    ],
  },
};
