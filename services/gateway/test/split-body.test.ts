import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SCANNED_BYTES, splitBody } from "../src/split-body.ts";
import { createTurns, inSlices, SLICE, type Turns } from "../src/turns.ts";

const MOST = 10_000;
const MB = 1024 * 1024;

/** Says how often the event loop could turn. */
function countedTurns(): Turns & { readonly taken: number } {
  let taken = 0;
  return {
    next: async () => void taken++,
    get taken() {
      return taken;
    },
  };
}

async function split(text: string | Buffer, most = MOST) {
  const result = await splitBody(Buffer.from(text as string), most, countedTurns());
  return result.result === "events"
    ? result.items.map((item) => (typeof item === "string" ? { code: item } : Buffer.from(item).toString()))
    : result.result;
}

test("any array, however it is set, is split into exactly its elements", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue({ maxDepth: 4 })),
      fc.constantFrom(undefined, 1, "\t", "\r\n  "),
      async (values, indent) => {
        const text = JSON.stringify(values, null, indent).replaceAll("\\r\\n", "\r\n");
        const items = await split(` ${text}\n`);
        expect((items as string[]).map((item) => JSON.parse(item) as unknown)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 500 },
  );
});

test("any lines of values are split into exactly those lines, blank ones left out", async () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string()).map((each) => JSON.stringify(each));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(value, fc.constantFrom("", " ", "\r")), { minLength: 2 }), async (lines) => {
      const wanted = lines.filter((line) => line.trim() !== "");
      fc.pre(wanted.length > 1);
      expect(await split(lines.join("\n"))).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});

test("no bytes whatever are lost, made up or thrown at", async () => {
  const pieces = fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", "\n", " ", "x", ":", "\ud800", "[[", '"a"');
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const text = Buffer.from(parts.join("")).toString();
      const items = (await split(text)) as (string | { code: string })[];
      for (const item of items) if (typeof item === "string") expect(text).toContain(item);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["an empty array", "[ ]", []],
  ["one object over several lines", '{\n "a": 1\n}\n', ['{\n "a": 1\n}']],
  ["an element that is missing", "[1,,2]", ["1", { code: "not_json" }, "2"]],
  ["a comma too many", "[1,]", ["1", { code: "not_json" }]],
  ["an element that is no JSON", '[{"a":1}, {"a" 2}, 3]', ['{"a":1}', '{"a" 2}', "3"]],
  ["an array that never ends", '[{"a":1},', ['[{"a":1},']],
  ["an array closed by a brace", "[1}", ["[1}"]],
  ["a text that goes on in the next line", '["a\n{"b":1}', ['["a', '{"b":1}']],
  ["an array and something behind it", "[1]\n[2]", ["[1]", "[2]"]],
  ["brackets and quotes in texts", '[{"a":"]},{\\"["},"\\\\"]', ['{"a":"]},{\\"["}', '"\\\\"']],
])("%s", async (_, text, items) => {
  expect(await split(text)).toEqual(items);
});

test("one event too many is known when it comes, whatever is behind it", async () => {
  expect(await split(`[${"7,".repeat(10)}7]`, 11)).toHaveLength(11);
  expect(await split(`[${"7,".repeat(11)}7]`, 11)).toBe("too_many_events");
  expect(await split("7\n".repeat(11), 11)).toHaveLength(11);
  expect(await split(`${"7\n".repeat(11)}7`, 11)).toBe("too_many_events");
  const turns = countedTurns();
  expect(await splitBody(Buffer.from(`[${"7,".repeat(MB)}7]`), MOST, turns)).toEqual({ result: "too_many_events" });
  expect(turns.taken).toBe(0);
});

test("no more bytes than a slice are scanned before the event loop turns, whatever they are", async () => {
  const nasty = [" ", "\n", "[", '"', "\\", "{}", "[,", "x\n".padEnd(1_000)];
  for (const piece of nasty)
    for (const begin of ["", "[", "{", '["']) {
      const body = Buffer.from(begin + piece.repeat((2 * MB) / piece.length));
      const turns = countedTurns();
      const { result } = await splitBody(body, Number.POSITIVE_INFINITY, turns);
      expect(result).toBe("events");
      expect(turns.taken, begin + piece).toBeGreaterThanOrEqual(Math.floor((2 * MB) / SCANNED_BYTES) - 1);
    }
});

test("a slice of work is at most 100 items and 64 KB, and a slice's worth is done at once", async () => {
  const slices: number[][] = [[]];
  const turns = { next: async () => void slices.push([]) };
  const sizes = [...Array.from({ length: 250 }, () => 10), 40_000, 40_000, 1_000, 70_000, 10];
  await inSlices(
    sizes,
    (size) => size,
    turns,
    (size) => slices.at(-1)!.push(size),
  );
  expect(slices.flat()).toEqual(sizes);
  for (const slice of slices) {
    expect(slice.length).toBeLessThanOrEqual(SLICE.items);
    expect(slice.length === 1 || slice.reduce((sum, size) => sum + size) <= SLICE.bytes).toBe(true);
  }
  expect(slices).toHaveLength(6);
  const few = countedTurns();
  await inSlices(
    [1, 2, 3],
    () => 10,
    few,
    () => {},
  );
  expect(few.taken).toBe(0);
});

test("however many wait, one turn of the event loop does one slice, and all take it in turns", async () => {
  const later: (() => void)[] = [];
  const turns = createTurns((run) => later.push(run));
  const done: string[] = [];
  const work = async (name: string): Promise<void> => {
    for (let slice = 0; slice < 3; slice++) {
      await turns.next();
      done.push(name);
    }
  };
  const all = Promise.all(["a", "b", "c"].map(work));
  let loops = 0;
  while (later.length > 0) {
    expect(later).toHaveLength(1);
    later.shift()!();
    loops++;
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toHaveLength(loops);
  }
  await all;
  expect(done.join("")).toBe("abcabcabc");
});
