import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BREACH_PAGE_MS,
  FIRST_TURN,
  longestRoundMs,
  PAGE_MS,
  type PageTurn,
  pageOf,
  turnPage,
  WALL_TILES,
  wallGrid,
} from "../src/model/pages.ts";

const TICK_MS = 1_000;
const calm = { pages: 4, breachOn: () => false, newBreach: false };

test("more queues than a wall holds stand on pages of about equal size, each on one of them", () => {
  const tiles = Array.from({ length: 30 }, (_, n) => n);
  expect([0, 1, 2].flatMap((page) => pageOf(tiles, WALL_TILES, page).tiles)).toEqual(tiles);
  expect([0, 1].map((page) => pageOf(tiles.slice(0, 13), WALL_TILES, page).tiles.length)).toEqual([7, 6]);
  expect(pageOf(tiles, WALL_TILES, 7).page).toBe(3);
});

test("a calm page stays 12 s, one with a breach 20 s, then the next has its turn", () => {
  const begun = turnPage(FIRST_TURN, { ...calm, now: 0 });
  expect(turnPage(begun, { ...calm, now: PAGE_MS - 1 })).toBe(begun);
  expect(turnPage(begun, { ...calm, now: PAGE_MS })).toMatchObject({ page: 1, since: PAGE_MS });
  const breach = { ...calm, breachOn: () => true };
  expect(turnPage(begun, { ...breach, now: PAGE_MS })).toBe(begun);
  expect(turnPage(begun, { ...breach, now: BREACH_PAGE_MS }).page).toBe(1);
});

test("a new breach brings the first page once, then the interrupted page has its turn", () => {
  const third: PageTurn = { page: 2, since: 0, interrupted: null, called: false };
  const called = turnPage(third, { ...calm, newBreach: true, now: 1_000 });
  expect(called).toEqual({ page: 0, since: 1_000, interrupted: 2, called: true });
  const another = turnPage(called, { ...calm, breachOn: (page) => page === 0, newBreach: true, now: 2_000 });
  expect(another).toBe(called);
  expect(turnPage(called, { ...calm, now: 1_000 + BREACH_PAGE_MS })).toMatchObject({ page: 2, interrupted: null });
});

test("whatever breaches, and however often, every page is seen within a bounded time", () => {
  const story = fc.record({
    pages: fc.integer({ min: 2, max: 6 }),
    breaches: fc.array(fc.record({ lasting: fc.boolean(), fresh: fc.boolean() }), {
      minLength: 600,
      maxLength: 600,
      size: "max",
    }),
  });
  fc.assert(
    fc.property(story, ({ pages, breaches }) => {
      const seenAt = new Map<number, number>(Array.from({ length: pages }, (_, page) => [page, 0]));
      let turn = FIRST_TURN;
      for (const [second, { lasting, fresh }] of breaches.entries()) {
        const now = second * TICK_MS;
        turn = turnPage(turn, { pages, breachOn: () => lasting, newBreach: fresh, now });
        seenAt.set(turn.page, now);
        for (const at of seenAt.values()) expect(now - at).toBeLessThanOrEqual(longestRoundMs(pages, TICK_MS));
      }
    }),
    { numRuns: 50 },
  );
});

test("with fewer pages than before the first one is shown", () => {
  expect(turnPage({ page: 5, since: 0, interrupted: null, called: false }, { ...calm, now: 1 }).page).toBe(0);
});

test.each([
  [0, 1, 1],
  [2, 1, 2],
  [4, 2, 2],
  [6, 3, 2],
  [9, 3, 3],
  [12, 3, 4],
  [13, 3, 3],
  [40, 3, 4],
])("%d queues stand in %d columns and %d rows", (count, columns, rows) =>
  expect(wallGrid(count)).toEqual({ columns, rows }),
);
