import { ENTRY_NAMES, EVENT_TYPES } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { Names } from "../../src/columns/names.ts";
import { ClosedWords, NO_MEMBER } from "../../src/contacts/closed-words.ts";

test("a counter that a release inserted, moved or dropped moves no other: what is stored says it by its word", () => {
  const older = new Names();
  const others = ENTRY_NAMES.slice(5).reverse();
  for (const word of ["counter gone since", ...others.map((name) => `counter ${name}`), ...EVENT_TYPES.slice(2)])
    older.of(word);
  const words = new ClosedWords();
  for (const [row, value] of older.takeRows()) words.restore(row, value);
  for (const name of others)
    expect(words.counters.memberOf(older.find(`counter ${name}`))).toBe(ENTRY_NAMES.indexOf(name));
  for (const type of EVENT_TYPES.slice(2))
    expect(words.types.memberOf(older.find(type))).toBe(EVENT_TYPES.indexOf(type));
  expect(words.counters.memberOf(older.find("counter gone since"))).toBe(NO_MEMBER);
  for (const [index, name] of ENTRY_NAMES.slice(0, 5).entries()) {
    expect(older.find(`counter ${name}`)).toBe(0);
    expect(words.counters.wordOf(index)).toBeGreaterThan(older.size);
  }
  // What this release has more is stored as well.
  expect([...words.takeRows()].length).toBeGreaterThan(0);
});

test("two processes give the words of a release the same numbers", () => {
  const one = new ClosedWords();
  const other = new ClosedWords();
  expect(one.counters.wordOf(3)).toBe(other.counters.wordOf(3));
  expect([...one.takeRows()]).toEqual([...other.takeRows()]);
});

test("what no list has cannot be stored", () => {
  expect(() => new ClosedWords().counters.wordOf(ENTRY_NAMES.length)).toThrow("no member");
});
