/** `npm run mutations` takes minutes and is no part of CI; that its list fits the code, the tests and the page is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MUTATIONS } from "../src/mutations.ts";

const ROOT = join(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

test.each(MUTATIONS)("$guard: the guard is there, once", ({ file, from, to }) => {
  expect(read(file).split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
});

test("the page of the invariants names every guard beside its invariant", () => {
  const page = read("docs/spec/commit.md");
  for (const { guard, invariant } of MUTATIONS) {
    expect(page).toContain(`| ${guard} | ${invariant} |`);
    expect(page).toContain(`- **${invariant}** `);
  }
});
