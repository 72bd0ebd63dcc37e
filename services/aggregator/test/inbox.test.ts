/** The inbox is bounded in records and in bytes, and gives back what it was given, in order. */
import { SYSTEM_TIMING } from "@floorwalker/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Inbox } from "../src/inbox.ts";

const record = (offset: number, bytes: number) => ({
  offset,
  appendedAt: 0,
  key: null,
  value: new Uint8Array(bytes),
  headers: {},
});

test("whatever is taken at once is within both limits or a single record, and all of it comes in order", () => {
  const limit = fc.record({ records: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 0, max: 100 }) });
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(60), { minLength: 1 })),
      fc.array(limit, { minLength: 1 }),
      (batches, limits) => {
        const inbox = new Inbox({ records: 1_000_000, bytes: 1_000_000 }, SYSTEM_TIMING);
        let offset = 0;
        for (const sizes of batches) void inbox.offer(sizes.map((bytes) => record(offset++, bytes)));
        const taken: number[] = [];
        for (let turn = 0; inbox.waiting > 0; turn++) {
          const asked = limits[turn % limits.length]!;
          const records = inbox.take(asked);
          const bytes = records.reduce((sum, { value }) => sum + value.length, 0);
          expect(records.length === 1 || (records.length <= asked.records && bytes <= asked.bytes)).toBe(true);
          taken.push(...records.map((one) => one.offset));
        }
        expect(taken).toEqual(Array.from({ length: offset }, (_, index) => index));
      },
    ),
  );
});

test("few records of many bytes make the log wait as many small ones do", async () => {
  const inbox = new Inbox({ records: 10, bytes: 1_000 }, SYSTEM_TIMING);
  let taken = false;
  const offered = inbox.offer([record(0, 600), record(1, 600)]).then(() => {
    expect(taken).toBe(true);
  });
  await new Promise((resolve) => setImmediate(resolve));
  taken = true;
  expect(inbox.take({ records: 1, bytes: 0 })).toHaveLength(1);
  await offered;
});
