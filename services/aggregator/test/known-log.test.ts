import type { LogRecord } from "@floorwalker/ports";
import { expect, test } from "vitest";
import { KnownLog } from "../src/known-log.ts";
import { OtherLog } from "../src/owner-error.ts";
import { recordMark } from "../src/record-mark.ts";

const record = (offset: number, value: string, key: string | null = "krakow"): LogRecord => ({
  offset,
  appendedAt: 0,
  key,
  value: Buffer.from(value),
  headers: {},
});

test("a log that still has the record before the offset is read on after it", () => {
  const known = new KnownLog(8, recordMark(record(7, "seven")), 0);
  expect(known.proof).toBe(7);
  expect(known.verified([record(7, "seven"), record(8, "eight")])).toEqual([record(8, "eight")]);
  expect(known.proof).toBeNull();
});

test("a log that has another record there is another log, though it names itself alike and has grown past the offset", () => {
  const known = new KnownLog(8, recordMark(record(7, "seven")), 0);
  expect(() => known.verified([record(7, "another seven"), record(8, "eight")])).toThrow(OtherLog);
});

test("where retention took that record, and where nothing was read, there is nothing to compare", () => {
  expect(new KnownLog(8, recordMark(record(7, "seven")), 8).proof).toBeNull();
  expect(new KnownLog(8, null, 0).proof).toBeNull();
  const expiredMeanwhile = new KnownLog(8, recordMark(record(7, "seven")), 0);
  expect(expiredMeanwhile.verified([record(9, "nine")])).toEqual([record(9, "nine")]);
});

test("a mark tells key from value, and a missing key from an empty one", () => {
  const marks = [record(0, "bc", "a"), record(0, "c", "ab"), record(0, "abc", ""), record(0, "abc", null)].map(
    recordMark,
  );
  expect(new Set(marks).size).toBe(4);
  expect(recordMark(record(5, "bc", "a"))).toBe(marks[0]);
});
