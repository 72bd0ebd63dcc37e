import { SITE_CELL } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { DueIntervals } from "../../src/history/due-intervals.ts";
import { Fingerprint } from "../../src/history/fingerprint.ts";
import { jsonRow } from "../../src/row-format.ts";

const INTERVAL = { cell: SITE_CELL, length: "15m" as const, from: 900_000 };
const PARTS = [SITE_CELL, "15m", "900000"];

function rowsOf(due: DueIntervals): Map<string, Uint8Array | null> {
  const rows = new Map<string, Uint8Array | null>();
  due.drain({ row: (key, value) => void rows.set(key, value), record: () => {} });
  return rows;
}

test("a row of a program that did not count events is read, and counted on from there", () => {
  const due = new DueIntervals("here");
  due.restore(PARTS, jsonRow(1, [2, 1, 1]));
  due.count(INTERVAL, 4);
  expect(due.take(INTERVAL)).toMatchObject({ restated: 3, events: 4 });
});

test("what came back to what was told is not told, but its events stay counted, also for the next owner", () => {
  const due = new DueIntervals("here");
  due.add(INTERVAL, new Fingerprint().addLongest(null, 5), true);
  due.count(INTERVAL, 2);
  due.add(INTERVAL, new Fingerprint().addLongest(5, null), true);
  due.count(INTERVAL, 1);
  expect(due.size).toBe(0);
  const next = new DueIntervals("here");
  for (const row of rowsOf(due).values()) next.restore(PARTS, row!);
  next.add(INTERVAL, new Fingerprint().addLongest(null, 7), true);
  next.count(INTERVAL, 1);
  expect(next.take(INTERVAL)).toMatchObject({ restated: 1, events: 4 });
});
