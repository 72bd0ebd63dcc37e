/** What is published with a commit, as it is heard; also as an older program published it, which may still run beside this. */
import { nothing } from "@floorwalker/ports/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeChange, encodeChange } from "../src/change-message.ts";

const row = fc.option(fc.uint8Array({ maxLength: 20 }), { nil: null });
const id = fc.string({ unit: "grapheme", maxLength: 8 });

test("what was committed is what is heard, whatever bytes a row has", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, row)), fc.nat(), (views, from) => {
      const message = encodeChange({ ...nothing, partition: 3, epoch: "7-a", from, to: from + 1, views });
      const { changes, ...position } = decodeChange(3, message);
      expect(position).toEqual({ partition: 3, epoch: "7-a", from, to: from + 1 });
      expect(changes.map(([name, bytes]) => [name, bytes && [...bytes]])).toEqual(
        views.map(([name, bytes]) => [name, bytes && [...bytes]]),
      );
    }),
  );
});

test("of an older program: lengths counted in characters, a number for an epoch", () => {
  const rows = ['{"title":"Größe"}', '{"title":"🙂"}'];
  const head = [
    42,
    1,
    2,
    [
      ["a", rows[0]!.length],
      ["b", null],
      ["c", rows[1]!.length],
    ],
  ];
  const change = decodeChange(0, Buffer.from(`${JSON.stringify(head)}\n${rows.join("")}`));
  expect(change).toMatchObject({ epoch: "42", from: 1, to: 2 });
  expect(change.changes.map(([name, bytes]) => [name, bytes && Buffer.from(bytes).toString()])).toEqual([
    ["a", rows[0]],
    ["b", null],
    ["c", rows[1]],
  ]);
});
