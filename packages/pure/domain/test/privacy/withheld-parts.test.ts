/** Checked by trying: whatever sum or difference of what is told somebody makes, the agents behind it are none or a group. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { withheldParts } from "../../src/index.ts";

/** Each agent is in one part, or in none. */
const anyFloor = fc.record({
  of: fc.array(fc.constantFrom("a", "b", "c", "d", "e", null), { maxLength: 24 }),
  atLeast: fc.integer({ min: 2, max: 6 }),
});

function floorOf(of: readonly (string | null)[]) {
  const parts = new Map(["a", "b", "c", "d", "e"].map((name) => [name, new Set<string>()]));
  const rest = new Set<string>();
  for (const [index, part] of of.entries()) (part === null ? rest : parts.get(part)!).add(`agent ${index}`);
  return { parts, rest };
}

test("no sum or difference of the whole and the parts that are told is of fewer than a group", () =>
  fc.assert(
    fc.property(anyFloor, ({ of, atLeast }) => {
      const { parts, rest } = floorOf(of);
      const withheld = withheldParts(parts, rest, atLeast);
      const told = [...parts].filter(([name]) => !withheld.has(name));
      const isWholeTold = of.length >= atLeast;
      for (let chosen = 0; chosen < 1 << told.length; chosen++) {
        const inSum = new Set(told.flatMap(([, agents], index) => ((chosen >> index) & 1 ? [...agents] : [])));
        const inWholeLess = of.length - inSum.size;
        if (inSum.size > 0) expect(inSum.size).toBeGreaterThanOrEqual(atLeast);
        if (isWholeTold && inWholeLess > 0) expect(inWholeLess).toBeGreaterThanOrEqual(atLeast);
      }
    }),
    { numRuns: 2_000 },
  ));

/** How many are in each part, from `a` on. */
const sized = (...sizes: readonly number[]) =>
  floorOf(sizes.flatMap((size, index) => new Array<string>(size).fill("abcde".charAt(index))));

test("what needs not be withheld is told", () => {
  const { parts, rest } = sized(5, 7, 5, 6, 5);
  expect([...withheldParts(parts, rest, 5)]).toEqual([]);
});

test("one small part takes the smallest of the others with it, two whose agents are a group together do not", () => {
  const one = sized(2, 5, 7, 9, 10);
  expect([...withheldParts(one.parts, one.rest, 5)]).toEqual(["a", "b"]);
  const two = sized(3, 3, 7, 9, 10);
  expect([...withheldParts(two.parts, two.rest, 5)]).toEqual(["a", "b"]);
});
