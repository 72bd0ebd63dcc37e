import { C, type Interval, queueCell } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { intervalBytes, intervalOf } from "../../src/history/interval-bytes.ts";

const KEY = { site: "krakow", cell: queueCell("sales", "call"), length: "15m" as const, from: 20_770 * 86_400_000 };
const VERSION = { epoch: 1, sequence: 1 };
/** As a program wrote it that did not count events. */
const FIRST_FORMAT =
  "01a0f7360d4575726f70652f576172736177031773686f72742d6162616e646f6e732d6578636c75646564011e3230732d35732d73686f72742d6162616e646f6e732d6578636c7564656400000003140314031215e0c5080001db0714d936";

test("bytes of the first format are read: how often it was restated, and by how many events nobody knows", () => {
  const read = intervalOf(KEY, VERSION, Buffer.from(FIRST_FORMAT, "hex"));
  expect(read).toMatchObject({ zone: "Europe/Warsaw", restated: 3, restatedBy: null });
  expect([read.counters[C.offered], read.counters[C.answeredInThreshold]]).toEqual([10, 9]);
});

test("by how many events it was restated comes back, none and unknown too", () => {
  const read = intervalOf(KEY, VERSION, Buffer.from(FIRST_FORMAT, "hex"));
  const again = (restatedBy: number | null): Interval =>
    intervalOf(KEY, VERSION, intervalBytes({ ...read, restatedBy }));
  expect([0, 7, null].map((count) => again(count).restatedBy)).toEqual([0, 7, null]);
  expect(again(7)).toEqual({ ...read, restatedBy: 7 });
});

test("a format that nobody knows is refused", () => {
  expect(() => intervalOf(KEY, VERSION, new Uint8Array([9]))).toThrow(/format/);
});
