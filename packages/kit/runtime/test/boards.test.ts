/** Boards of the configuration file. */
import { DEFAULT_BOARDS } from "@floorwalker/protocol/board";
import { expect, test } from "vitest";
import { emptyConfiguration, parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const parse = (yaml: string) => parseConfiguration(yaml, "floor.yaml", RECEIVER_KINDS);
const findings = (yaml: string) => {
  const result = parse(yaml);
  return result.ok ? [] : result.errors.map(({ path, code, line }) => [path, code, line]);
};

test("a board of the file is one like any other, with what it leaves out", () => {
  const result = parse(`
boards:
  - id: hall
    name: Hall
    pages: [{ layout: worstFirst }]
`);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  expect(result.configuration.boards.get("hall")).toEqual({
    ...DEFAULT_BOARDS.get("wall"),
    name: "Hall",
    defaultFor: [],
  });
  expect(emptyConfiguration().boards.size).toBe(0);
});

test("what is wrong with a board is said with its line: shapes, ids, sites, queues, tiles over each other, a default claimed twice", () => {
  expect(
    findings(`
sites:
  - { id: krakow, queues: [{ queue: sales }] }
boards:
  - id: wall
    name: Hall
    site: krakuw
    defaultFor: [wall]
    pages: [{ layout: worstFirst }]
  - id: hall
    name: Hall
    site: krakow
    queues: [salse]
    defaultFor: [wall]
    pages:
      - layout: grid
        tiles:
          - { kind: agents, at: { column: 1, row: 1, columns: 2 } }
          - { kind: number, at: { column: 2, row: 1 }, kpi: joy }
          - { kind: queue, at: { column: 1, row: 3 }, queue: salse }
  - { id: hall, name: Hall, colour: red, pages: [] }
`),
  ).toEqual([
    ["boards[2].pages", "bad_value", 21],
    ["boards[2].colour", "unknown_key", 21],
    ["boards[2].id", "duplicate_id", 21],
    ["boards[0].id", "duplicate_id", 5],
    ["boards[0].site", "unknown_site", 7],
    ["boards[1].queues[0]", "unknown_queue", 13],
    ["boards[1].pages[0].tiles[2].queue", "unknown_queue", 20],
    ["boards[1].pages[0].tiles[1].at", "tiles_overlap", 19],
    ["boards[1].pages[0].tiles[1].kpi", "unknown_kpi", 19],
    ["boards[1].defaultFor[0]", "duplicate_default", 14],
  ]);
});
