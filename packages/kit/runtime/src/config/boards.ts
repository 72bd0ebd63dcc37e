/** Boards that lie in the configuration file: read-only elsewhere, and before those that were published (docs/boards.md). */
import { KPIS } from "@floorwalker/domain";
import {
  AUDIENCES,
  BOARD_FORMAT,
  BOARD_VERSION,
  type Board,
  boardFaults,
  configuredBoardSchema,
  DEFAULT_BOARDS,
} from "@floorwalker/protocol/board";
import { z } from "zod";
import { type Entry, type Finding, list, names, noSuch, type Path, text, unknownName } from "./finding.ts";

const MOST_BOARDS = 200;

export const boardsSchema = z.array(configuredBoardSchema).max(MOST_BOARDS).default([]);

export const assembleBoards = (file: z.output<typeof boardsSchema>): ReadonlyMap<string, Board> =>
  new Map(
    file.map(({ id, ...board }) => [id, { ...board, format: BOARD_FORMAT, version: BOARD_VERSION } satisfies Board]),
  );

/** Of those that are boards at all; ids that are there twice are found with all others. */
export function boardFindings(raw: unknown): Finding[] {
  const boards = list(raw, "boards");
  const sites = list(raw, "sites");
  return [
    ...boards.flatMap((board, index) => [
      ...alwaysThere(board, index),
      ...unknownName(board, "site", names(sites, "id"), ["boards", index]),
      ...unknownQueues(board, sites, index),
      ...faultsOf(board, index),
    ]),
    ...AUDIENCES.flatMap((audience) => claimedTwice(boards, audience)),
  ];
}

function alwaysThere({ id }: Entry, index: number): Finding[] {
  if (!DEFAULT_BOARDS.has(text(id))) return [];
  return [
    {
      path: ["boards", index, "id"],
      code: "duplicate_id",
      message: `"${text(id)}" is a board that is always there`,
      fix: "Give it another name, and make it the default in its place (`defaultFor`).",
    },
  ];
}

function unknownQueues(board: Entry, sites: readonly Entry[], index: number): Finding[] {
  const site = sites.find(({ id }) => id === board.site);
  const known = names(list(site, "queues"), "queue");
  const check = (queue: unknown, path: Path): Finding[] =>
    known.length > 0 && typeof queue === "string" && !known.includes(queue)
      ? [noSuch("queue", queue, known, ["boards", index, ...path])]
      : [];
  const { queues } = board;
  return [
    ...(Array.isArray(queues) ? queues.flatMap((queue: unknown, at) => check(queue, ["queues", at])) : []),
    ...list(board, "pages").flatMap((page, at) =>
      list(page, "tiles").flatMap(({ queue }, tile) => check(queue, ["pages", at, "tiles", tile, "queue"])),
    ),
  ];
}

function faultsOf(board: Entry, index: number): Finding[] {
  const parsed = configuredBoardSchema.safeParse(board);
  if (!parsed.success) return [];
  return boardFaults(parsed.data, (kpi) => KPIS.some(({ id }) => id === kpi)).map(({ path, code, message, fix }) => ({
    path: ["boards", index, ...path],
    code,
    message,
    fix,
  }));
}

function claimedTwice(boards: readonly Entry[], audience: string): Finding[] {
  const claims = boards.flatMap(({ defaultFor }, index) => {
    const at = Array.isArray(defaultFor) ? defaultFor.indexOf(audience) : -1;
    return at < 0 ? [] : [{ index, at }];
  });
  return claims.slice(1).map(({ index, at }) => ({
    path: ["boards", index, "defaultFor", at],
    code: "duplicate_default",
    message: `boards[${claims[0]!.index}] is the default for ${audience} already`,
    fix: "Take it out of one of the two.",
  }));
}
