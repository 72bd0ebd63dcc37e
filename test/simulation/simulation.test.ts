/**
 * Thousands of histories, each from its seed. A seed that is wrong is told again by `npm run simulate -- --seed N`. As many
 * as FLOORWALKER_SEEDS says are tried, on a slow machine as many as fit into a minute.
 */
import { afterAll, describe, expect, test } from "vitest";
import { simulate } from "./src/simulate.ts";

const SEEDS = Number(process.env.FLOORWALKER_SEEDS ?? 1_000);
/** In one test: what is wrong is told while the others still run. */
const AT_ONCE = 250;
const BUDGET_MS = 60_000;
const PATIENCE_MS = 600_000;
const began = performance.now();
let tried = 0;

describe("histories of crashes, zombies, losses, other logs and wrong clocks", () => {
  const blocks = Array.from({ length: Math.ceil(SEEDS / AT_ONCE) }, (_, block) => 1 + block * AT_ONCE);
  test.each(blocks)(
    "from seed %i on: all is in the end as if nothing had been, and no board was misled",
    async (first) => {
      const wrong: string[] = [];
      for (let seed = first; seed < Math.min(first + AT_ONCE, SEEDS + 1); seed++) {
        if (performance.now() - began > BUDGET_MS) break;
        const { history, problems } = await simulate(seed);
        tried++;
        if (problems.length > 0) wrong.push(`npm run simulate -- --seed ${seed}`, ...history, ...problems);
      }
      expect(wrong).toEqual([]);
    },
    PATIENCE_MS,
  );

  afterAll(() => {
    console.info(`${tried} histories in ${Math.round((performance.now() - began) / 1_000)} s`);
    expect(tried).toBeGreaterThan(0);
  });
});

test("a seed is one history: it happens again in every detail", async () => {
  const [once, again] = [await simulate(11), await simulate(11)];
  expect(again).toEqual(once);
});

test(
  "a store that counts epochs and outbox ids up from what it still knows is found out",
  async () => {
    for (let seed = 1; seed <= 100; seed++)
      if ((await simulate(seed, { countedUp: true })).problems.length > 0) return expect(seed).toBeLessThan(100);
    expect.unreachable("no seed found it");
  },
  PATIENCE_MS,
);
