import fc from "fast-check";
import { expect, test } from "vitest";
import { BREACH_PAGE_MS, FIRST_TURN, longestRoundMs, PAGE_MS, type PageTurn, turnPage } from "../src/model/pages.ts";
import { held, secondsLeft, turnedBy } from "../src/model/wall-turn.ts";

const TICK_MS = 1_000;
const calm = { pages: 4, breachOn: () => false, newBreach: false };

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

test("a page that is held does not turn, and has its whole time when it is let go", () => {
  const turn: PageTurn = { page: 1, since: 0, interrupted: null, called: false };
  const later = held(turn, 60_000);
  expect(turnPage(later, { ...calm, now: 60_000 + PAGE_MS - 1 })).toBe(later);
  expect(secondsLeft(later, false, 60_000)).toBe(PAGE_MS / 1_000);
  expect(secondsLeft(later, true, 61_500)).toBe(19);
  expect([turnedBy(turn, 1, 4, 5).page, turnedBy(turn, -1, 4, 5).page, turnedBy(turn, -1, 2, 5).page]).toEqual([
    2, 0, 0,
  ]);
  expect(turnedBy({ ...turn, page: 3 }, 1, 4, 5).page).toBe(0);
});
