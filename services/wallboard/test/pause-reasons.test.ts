import { expect, test } from "vitest";
import { pauseReasons } from "../src/model/pause-reasons.ts";

test("what paused agents are paused for is shown as it was told, and nothing where that cannot be read", () => {
  expect(pauseReasons('[["Lunch",5],["Überprüfung",2]]')).toEqual([
    ["Lunch", 5],
    ["Überprüfung", 2],
  ]);
  for (const text of [null, "", "{}", "[1]", "Lunch"]) expect(pauseReasons(text)).toEqual([]);
});
