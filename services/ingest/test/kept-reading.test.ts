/** How soon reading is begun again after it failed, and what is left out. */
import { type Logger, silentLogger } from "@floorwalker/runtime";
import { expect, test, vi } from "vitest";
import { KeptReading, type Sources } from "../src/kept-reading.ts";

test("a reading that fails as soon as it has begun is begun again after ever longer pauses", async () => {
  const pauses: unknown[] = [];
  const error = (_event: string, { retryInMs }: { readonly retryInMs: number }) => void pauses.push(retryInMs);
  const logger = { ...silentLogger, error } as unknown as Logger;
  const kept = new KeptReading({
    sources: new Map(),
    prepare: async () => {},
    begin: async () => ({
      failed: Promise.reject(new Error("refused")),
      commit: async () => {},
      restart: async () => {},
      healthy: () => true,
      stop: async () => {},
    }),
    readAlone: async () => Promise.reject(new Error("refused")),
    passes: () => true,
    refuses: () => false,
    logger,
  });
  await kept.start();
  await vi.waitUntil(() => pauses.length === 3, { timeout: 30_000 });
  await kept.stop();
  expect(pauses).toEqual([200, 400, 800]);
});

const soon = { timeout: 30_000, interval: 10 };
const refusal = new Error("rights missing");
const away = new Error("broker away");

const named = (...topics: readonly string[]): Sources =>
  new Map(topics.map((topic) => [topic, { topic, format: "canonical", site: null }]));

/** On a log that makes none of `unmade` and gives no record of `unread`, though it lets their readers join. */
function keptOn(
  log: { unmade: readonly string[]; unread: readonly string[] },
  topics: readonly string[],
  passes = (error: unknown) => error !== refusal,
) {
  const faults: unknown[] = [];
  const alone: string[] = [];
  const joined: string[][] = [];
  /** What was said to be refused while one was read alone. */
  const saidMeanwhile: (readonly string[])[] = [];
  const consumptionOf = (read: readonly string[]) => {
    const over = Promise.withResolvers<void>();
    over.promise.catch(() => {});
    if (log.unread.some((topic) => read.includes(topic))) over.reject(refusal);
    return {
      failed: over.promise,
      commit: async () => {},
      restart: async () => {},
      healthy: () => true,
      stop: async () => over.resolve(),
    };
  };
  const kept = new KeptReading({
    sources: named(...topics),
    prepare: async (sources) => {
      if (faults.length > 0) throw faults.shift();
      if (log.unmade.some((topic) => sources.has(topic))) throw refusal;
    },
    begin: async (sources) => {
      joined.push([...sources.keys()]);
      return consumptionOf([...sources.keys()]);
    },
    readAlone: async ({ topic }) => {
      alone.push(topic);
      saidMeanwhile.push(kept.refused());
      return consumptionOf([topic]);
    },
    passes,
    refuses: (error) => error === refusal,
    aloneMs: 5,
    logger: silentLogger,
  });
  const reads = () => [...kept.sources.keys()];
  const told = () => ({ reads: kept.reading() ? reads() : [], refused: kept.refused() });
  const becomes = (expected: object) => vi.waitFor(() => expect(told()).toEqual(expected), soon);
  return { kept, faults, alone, joined, saidMeanwhile, becomes };
}

test("topics that are refused from the start are said, and the others are read, also one that is named later", async () => {
  const log = { unmade: ["secret"], unread: ["shut"] };
  const { kept, becomes } = keptOn(log, ["a", "secret", "shut", "b"]);
  await kept.start();
  await becomes({ reads: ["a", "b"], refused: ["secret", "shut"] });
  kept.change(named("a", "secret", "shut", "b", "c"));
  await becomes({ reads: ["a", "b", "c"], refused: ["secret", "shut"] });
  await kept.stop();
});

test("a topic that may be joined and not read takes no other with it, from the first life on", async () => {
  const { kept, becomes } = keptOn({ unmade: [], unread: ["shut"] }, ["a", "shut", "b"]);
  await kept.start();
  await becomes({ reads: ["a", "b"], refused: ["shut"] });
  await kept.stop();
});

test("what is refused is looked at beside what is read: nobody joins for one source alone, and what is known to be refused is not joined again", async () => {
  const log = { unmade: [] as string[], unread: ["shut"] };
  const { kept, alone, joined, saidMeanwhile, becomes } = keptOn(log, ["a", "shut", "b"]);
  await kept.start();
  await becomes({ reads: ["a", "b"], refused: ["shut"] });
  expect([joined, alone.toSorted()]).toEqual([
    [
      ["a", "shut", "b"],
      ["a", "b"],
    ],
    ["a", "b", "shut"],
  ]);
  kept.change(named("a", "shut", "b", "c"));
  await becomes({ reads: ["a", "b", "c"], refused: ["shut"] });
  // That it is looked at once more takes nothing back before it is read.
  expect(saidMeanwhile.slice(3)).toEqual([["shut"]]);
  log.unread = [];
  kept.change(named("a", "shut", "b", "d"));
  await becomes({ reads: ["a", "shut", "b", "d"], refused: [] });
  expect(joined.slice(2)).toEqual([
    ["a", "b", "c"],
    ["a", "shut", "b", "d"],
  ]);
  // What was taken out and is put back is refused when it was found so anew.
  kept.change(named("a"));
  await becomes({ reads: ["a"], refused: [] });
  kept.change(named("a", "shut"));
  expect(kept.refused()).toEqual([]);
  await kept.stop();
});

test("where all that may be joined is refused it is tried again and again, and each is read alone once", async () => {
  const { kept, alone, joined } = keptOn({ unmade: [], unread: ["a", "b"] }, ["a", "b"], () => true);
  await kept.start();
  await vi.waitFor(() => expect(joined.length).toBeGreaterThan(2), soon);
  await kept.stop();
  expect(alone.toSorted()).toEqual(["a", "b"]);
});

test("where every topic is refused the first life fails with what the log said", async () => {
  const { kept } = keptOn({ unmade: ["a", "b"], unread: [] }, ["a", "b"]);
  await expect(kept.start()).rejects.toBe(refusal);
});

test("a broker that is away while a configuration is taken has refused nothing, and its topics are read within seconds", async () => {
  const { kept, faults, becomes } = keptOn({ unmade: [], unread: [] }, ["a"]);
  await kept.start();
  faults.push(away);
  kept.change(named("a", "b"));
  await vi.waitFor(() => expect(faults).toEqual([]), soon);
  expect(kept.refused()).toEqual([]);
  await becomes({ reads: ["a", "b"], refused: [] });
  await kept.stop();
});
