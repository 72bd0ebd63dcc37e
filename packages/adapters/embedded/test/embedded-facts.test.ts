/** Contacts lose their agents after their term, beside the work of the one process that has the file. */
import { withoutAgents } from "@floorwalker/domain";
import type { FactsQuery } from "@floorwalker/ports";
import { sampleFacts } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EmbeddedFacts } from "../src/embedded-facts.ts";
import { EmbeddedDatabase } from "../src/index.ts";

const BEGIN = Date.UTC(2026, 2, 9);
const HOUR = 3_600_000;
const SITE = "krakow";

let database: EmbeddedDatabase;
let facts: EmbeddedFacts;
beforeEach(() => {
  database = new EmbeddedDatabase(":memory:");
  facts = new EmbeddedFacts(database);
});
afterEach(() => database.close());

const endedAt = (name: string, to: number) => sampleFacts({ site: SITE, name, from: to - HOUR, to });

async function named(query: Partial<FactsQuery> = {}): Promise<string[]> {
  const ever = { site: SITE, channel: null, from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER, ...query };
  const found: string[] = [];
  for await (const chunk of facts.read(ever))
    found.push(...chunk.filter((each) => withoutAgents(each) !== each).map(({ name }) => name));
  return found;
}

test("agents of many contacts are taken away in turns with everybody else's work, and none of those is read again later", async () => {
  await facts.put(Array.from({ length: 1_600 }, (_, index) => endedAt(`old-${index}`, BEGIN - index)));
  await facts.put([endedAt("new", BEGIN + HOUR)]);
  let turns = 0;
  let next: NodeJS.Immediate;
  const count = (): void => {
    turns++;
    next = setImmediate(count);
  };
  next = setImmediate(count);
  await facts.forgetAgents(BEGIN + 1);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(await named()).toEqual(["new"]);

  const read = vi.spyOn(database, "sound");
  await facts.forgetAgents(BEGIN + HOUR);
  expect(read).not.toHaveBeenCalled();
  await facts.forgetAgents(BEGIN + HOUR + 1);
  expect(read).toHaveBeenCalledTimes(1);
  read.mockRestore();
  expect(await named()).toEqual([]);
});

test("agents that a failing disk left are taken away by the next try", async () => {
  await facts.put([endedAt("old", BEGIN)]);
  vi.spyOn(database, "transaction").mockImplementationOnce(() => {
    throw new Error("no room");
  });
  await expect(facts.forgetAgents(BEGIN + 1)).rejects.toThrow("no room");
  await facts.forgetAgents(BEGIN + 1);
  expect(await named()).toEqual([]);
});
