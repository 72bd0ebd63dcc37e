/** Boards: what is one, what is wrong with what is none, and that yesterday's are read on. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Board, boardText, DEFAULT_BOARDS, readBoard, readBoardText } from "../src/board/index.ts";

const isKpi = (kpi: string): boolean => kpi === "serviceLevel" || kpi === "answered";
const BOARD: Board = {
  format: "floorwalker.board",
  version: 1,
  name: "Floor north",
  site: "krakow",
  queues: ["sales", "support"],
  window: "30m",
  theme: "dark",
  language: "pl",
  zone: "site",
  clock: "24",
  defaultFor: ["wall"],
  pages: [
    { layout: "worstFirst" },
    {
      layout: "grid",
      seconds: 20,
      tiles: [
        { kind: "worst", at: { column: 1, row: 1, columns: 2, rows: 2 }, rank: 1 },
        { kind: "queue", at: { column: 3, row: 1, columns: 1, rows: 1 }, queue: "sales", channel: "call" },
        { kind: "number", at: { column: 4, row: 1, columns: 1, rows: 1 }, kpi: "answered" },
        { kind: "agents", at: { column: 3, row: 2, columns: 1, rows: 1 } },
        { kind: "alerts", at: { column: 4, row: 2, columns: 1, rows: 2 } },
        { kind: "message", at: { column: 1, row: 3, columns: 3, rows: 1 }, text: "Zmiana o 14:00" },
      ],
    },
  ],
};
/** Of tiles that came with later programs. */
const LATER: readonly Board["pages"][number][] = [
  {
    layout: "grid",
    tiles: [
      { kind: "actNow", at: { column: 1, row: 1, columns: 2, rows: 3 } },
      { kind: "goal", at: { column: 3, row: 1, columns: 1, rows: 1 }, kpi: "serviceLevel" },
      {
        kind: "goal",
        at: { column: 4, row: 1, columns: 1, rows: 1 },
        kpi: "answered",
        queue: "sales",
        channel: "chat",
      },
    ],
  },
];
const faultsOf = (document: unknown): string[] => {
  const read = readBoard(document, isKpi);
  return read.ok ? [] : read.faults.map(({ code, place, fix }) => (expect(fix).not.toBe(""), `${code} ${place}`));
};
const withTiles = (...tiles: object[]) => ({ ...BOARD, pages: [{ layout: "grid", tiles }] });
const at = (column: number, row: number, columns = 1, rows = 1) => ({ column, row, columns, rows });

test("a board is read as it was written, whatever the order of its fields", () => {
  expect(readBoardText(boardText(BOARD), isKpi)).toEqual({ ok: true, board: BOARD });
  const later = { ...BOARD, quiet: { from: "22:00", to: "06:00" }, pages: LATER };
  expect(readBoardText(boardText(later as Board), isKpi)).toEqual({ ok: true, board: later });
  const { format, version, ...rest } = BOARD;
  expect(boardText({ ...rest, version, format })).toBe(boardText(BOARD));
});

test("a board of version 1, as it was written on the day of that version, is read", () => {
  const text = readFileSync(new URL("boards/board-1.json", import.meta.url), "utf8");
  expect(readBoardText(text, isKpi)).toEqual({ ok: true, board: BOARD });
});

test("those that are always there are boards", () => {
  for (const board of DEFAULT_BOARDS.values()) expect(readBoard(board, isKpi)).toEqual({ ok: true, board });
});

test("of a text that is no JSON it is said where it ends to be one", () => {
  const read = readBoardText('{\n  "format": floor', isKpi);
  expect(read).toMatchObject({ ok: false, faults: [{ code: "not_json" }] });
  expect(!read.ok && read.faults[0]!.place).toMatch(/^line 2/);
  expect(readBoardText("", isKpi)).toMatchObject({ ok: false, faults: [{ code: "not_json", place: "line 1" }] });
});

describe("what is wrong is said with its place", () => {
  test.each<[string, unknown, string[]]>([
    ["another document", { name: "x" }, ["not_a_board format"]],
    ["nothing", null, ["not_a_board format"]],
    ["a newer version", { ...BOARD, version: 2 }, ["newer_version version"]],
    [
      "no name and no pages",
      { ...BOARD, name: undefined, pages: undefined },
      ["missing_field name", "missing_field pages"],
    ],
    ["a field nobody knows", { ...BOARD, colour: "red" }, ["unknown_field colour"]],
    ["another window", { ...BOARD, window: "5m" }, ["bad_value window"]],
    ["an hour that no day has", { ...BOARD, quiet: { from: "24:00", to: "06:00" } }, ["bad_value quiet.from"]],
    ["no page", { ...BOARD, pages: [] }, ["bad_value pages"]],
    ["a tile of no kind", withTiles({ kind: "gauge", at: at(1, 1) }), ["bad_value pages[0].tiles[0].kind"]],
    ["a tile outside", withTiles({ kind: "agents", at: at(4, 1, 2) }), ["tile_outside pages[0].tiles[0].at"]],
    [
      "two tiles over each other",
      withTiles({ kind: "agents", at: at(1, 1, 2, 2) }, { kind: "alerts", at: at(2, 2) }),
      ["tiles_overlap pages[0].tiles[1].at"],
    ],
    [
      "a KPI nobody knows",
      withTiles({ kind: "number", at: at(1, 1), kpi: "joy" }),
      ["unknown_kpi pages[0].tiles[0].kpi"],
    ],
    [
      "a channel without its queue",
      withTiles({ kind: "number", at: at(1, 1), kpi: "answered", channel: "chat" }),
      ["channel_alone pages[0].tiles[0].channel"],
    ],
    [
      "queues of no site",
      { ...withTiles({ kind: "queue", at: at(1, 1), queue: "sales" }), site: undefined },
      ["site_needed queues", "site_needed pages[0].tiles[0].queue"],
    ],
    [
      "a floor among a wall's pages",
      { ...BOARD, pages: [{ layout: "worstFirst" }, { layout: "floor" }] },
      ["floor_not_alone pages[1]", "floor_on_wall defaultFor[0]"],
    ],
    ["the same audience twice", { ...BOARD, defaultFor: ["admin", "admin"] }, ["bad_value defaultFor[1]"]],
  ])("%s", (_, document, faults) => {
    expect(faultsOf(document)).toEqual(faults);
  });
});
