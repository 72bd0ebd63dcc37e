/** Whether there is what is named: what that costs, and what is said where nobody knows. */
import { DEFAULT_POLICY, queueCell, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import type { HistoryQuery } from "@floorwalker/ports";
import { silentLogger } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import type { BadQuery } from "../src/facts/query-fault.ts";
import { KnownNames, type KnownNamesParts } from "../src/known-names.ts";
import { EVERYTHING_SEEN } from "./access/everything-seen.ts";

const DAY = 86_400_000;
const SALES = {
  ...DEFAULT_POLICY.call,
  queue: "sales",
  channel: "call",
  title: "Sales",
  policy: null,
  target: 0.8,
} as const;
const SITES: readonly SiteConfig[] = Array.from({ length: 50 }, (_, index) => ({
  ...unconfiguredSite(`s${index}`),
  queues: index === 30 ? [SALES] : [],
}));
const [SITE] = SITES as readonly [SiteConfig];

/** Of a history that has days 10 to 20 of everybody, and numbers of `kept` in them. */
function namesOver(over: Partial<KnownNamesParts> = {}, kept: readonly string[] = []) {
  const asked: HistoryQuery[] = [];
  const days: string[] = [];
  let now = 21 * DAY;
  const names = new KnownNames({
    known: { row: () => null, rows: () => [] },
    history: {
      kept: async (site) => {
        days.push(site);
        return { from: 10 * DAY, to: 20 * DAY };
      },
      count: async (query) => {
        asked.push(query);
        return "cells" in query.of && query.of.cells.some((cell) => kept.includes(cell)) ? 3 : 0;
      },
    },
    countedAgents: async () => new Set(),
    clock: () => now,
    logger: silentLogger,
    ...over,
  });
  const codeOf = (told: Promise<void>): Promise<string | null> =>
    told.then(
      () => null,
      ({ fault }: BadQuery) => fault.code,
    );
  return {
    asked,
    days,
    later: (ms: number) => {
      now += ms;
    },
    of: (queue: string) => codeOf(names.expect(SITE, { queue: [queue] }, ["call"], EVERYTHING_SEEN)),
    agent: (agent: string) => codeOf(names.expect(SITE, { agent: [agent] }, [], EVERYTHING_SEEN)),
    inOne: (queue: string) => codeOf(names.expectInOne(SITES, queue, EVERYTHING_SEEN)),
  };
}

test("a name that one of many sites has asks no history", async () => {
  const { inOne, asked } = namesOver();
  expect(await inOne("sales")).toBeNull();
  expect(asked).toEqual([]);
  expect(await inOne("salt")).toBe("unknown_queue");
});

test("of names that nothing shows the history is asked once a minute each, however often they are asked for", async () => {
  const { of, asked, days, later } = namesOver({}, [queueCell("gone", "call")]);
  const all = async () => {
    for (let name = 0; name < 200; name++) expect(await of(`q${name}`)).toBe("unknown_queue");
    for (let again = 0; again < 5; again++) expect(await of("gone")).toBeNull();
  };
  await all();
  const { length } = asked;
  expect(length).toBe(200 * 3 + 1);
  await all();
  expect(asked).toHaveLength(length);
  later(61_000);
  await all();
  expect(asked).toHaveLength(2 * length);
  // Which days there are is asked once for all names.
  expect(days).toEqual([SITE.id, SITE.id]);
});

test("of quarters only those are counted that are in no day", async () => {
  const { of, asked } = namesOver();
  await of("nobody");
  expect(asked.map(({ length, from, to }) => [length, from, to])).toEqual([
    ["day", 10 * DAY, 20 * DAY],
    ["15m", 20 * DAY, Number.MAX_SAFE_INTEGER],
    ["15m", 0, 10 * DAY],
  ]);
});

test("while the history is away nobody says that a name is there or not, and what is configured is known", async () => {
  const away = () => Promise.reject(new Error("gone"));
  const { of, inOne } = namesOver({ history: { kept: away, count: away } });
  expect(await of("nobody")).toBe("history_unavailable");
  expect(await inOne("nobody")).toBe("history_unavailable");
  expect(await inOne("sales")).toBeNull();
});

test("while the store is away nobody says that an agent is there or not, and that is said of the store", async () => {
  const { agent, of } = namesOver({ countedAgents: () => Promise.reject(new Error("gone")) });
  expect(await agent("nobody")).toBe("state_unavailable");
  expect(await of("nobody")).toBe("unknown_queue");
});

test("an agent whom nothing shows and whose owner has counted something of today is there; all are asked for at once", async () => {
  let asked = 0;
  const countedAgents = async () => {
    asked++;
    return new Set(["ann"]);
  };
  const { agent } = namesOver({ countedAgents });
  expect([await agent("ann"), await agent("bob"), await agent("eve")]).toEqual([
    null,
    "unknown_agent",
    "unknown_agent",
  ]);
  expect(asked).toBe(1);
});
