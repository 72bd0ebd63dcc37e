/** How a wall looks, measured in a real browser: sizes, places, contrast, what a screen reader finds. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { alertRow, type Fields, floorRows, queueId, type Rows, tileOf } from "./floor-rows.ts";
import { type ShownBoard, type ShownBoardOptions, showBoard } from "./shown-board.ts";
import { violations } from "./violations.ts";

const WALL = { width: 1920, height: 1080, screen: "wall" } as const;
const SITE_OF_TENS: Fields = { "serviceLevelNow.30m": 1, "serviceLevelNow.day": 1, "occupancy.30m": 1, "csat.30m": 1 };
const BELOW: Fields = {
  "serviceLevelNow.30m": 0.613,
  "decided.30m": 1000,
  "inTime.30m": 613,
  waiting: 118,
  oldestQueuedAt: Date.now() - 4_000_000,
};

suiteOn([findBrowser()], "the look of a wall", () => {
  let browser: Browser;
  let board: ShownBoard;
  const show = async (options: Omit<ShownBoardOptions, "browser">): Promise<Page> => {
    board = await showBoard({ browser, ...options });
    return board.page;
  };

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(() => board.close());
  afterAll(() => browser.close());

  test.each([
    ["twelve queues", 12, () => breachOf(floorRows({ queues: 12 }))],
    ["fourteen queues on two pages", 7, () => floorRows({ queues: 14 })],
    ["nine queues", 9, () => breachOf(floorRows({ queues: 9 }))],
    ["four queues", 4, () => floorRows({ queues: 4 })],
    ["stale data", 12, () => floorRows({ queues: 12, age: 300_000 })],
    ["late data", 6, () => floorRows({ queues: 6, age: 100_000 })],
    ["closed queues", 9, () => floorRows({ queues: 9, closed: 4 })],
    ["no queue yet", 0, () => floorRows({ queues: 0 })],
  ])("a wall with %s is readable from 5 m and fits the screen", async (_, shown, rows) => {
    const page = await show({ rows: rows(), ...WALL });
    const { smallest, hero, outside, tiles } = await page.evaluate(measureWall);
    expect(tiles).toBe(shown);
    expect(smallest.percent, `"${smallest.text}"`).toBeGreaterThanOrEqual(5.2);
    expect(hero).toBeGreaterThanOrEqual(10);
    expect(outside).toEqual([]);
  });

  test("digits never move anything: 1 → 8, 9 → 10, 99.9 → 100", async () => {
    const rows = floorRows({ queues: 12 });
    const page = await show({ rows, ...WALL });
    const tile = page.locator(tileOf(0));
    await page.waitForSelector(tileOf(0));
    const before = await page.evaluate(places);
    for (const n of [1, 8, 10]) {
      await board.commit({
        "site:krakow": { ...rows["site:krakow"]!, ...SITE_OF_TENS, waiting: n, agentsPaused: n },
        [queueId(0)]: { ...rows[queueId(0)]!, waiting: n, "serviceLevelNow.30m": 1, "abandoned.30m": 10 },
      });
      await waitForText(page, `${tileOf(0)} [data-testid="waiting"]`, String(n));
      expect(await tile.getByTestId("service-level").innerText()).toBe("100.0\u202f%");
      expect(await page.getByTestId("site-service-level").innerText()).toBe("100.0\u202f%");
      expect(await page.evaluate(places)).toEqual(before);
    }
  });

  const calm = () => floorRows({ queues: 12 });
  test.each<[string, () => Rows]>([
    ["calm", calm],
    ["in breach", () => withAlerts(breachOf(calm()))],
    ["late", () => floorRows({ queues: 6, age: 100_000 })],
    ["stale", () => floorRows({ queues: 6, age: 300_000 })],
    ["partly closed", () => floorRows({ queues: 6, closed: 3 })],
    ["empty", () => ({})],
  ])("a wall that is %s has no accessibility violation, dark and light", async (_, rows) => {
    const page = await show({ rows: rows(), theme: "dark", stillMotion: true, ...WALL });
    expect(await violations(page), "dark").toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForSelector('[data-theme="light"]');
    expect(await violations(page), "light").toEqual([]);
  });

  test("when the gateway is gone the last values stay, marked, and nothing ticks", async () => {
    const page = await show({ rows: calm(), ...WALL });
    await board.stopGateway();
    await page.waitForSelector('[data-testid="connection"]:not([data-state="live"])');
    expect(await page.locator(tileOf(0)).getByTestId("waiting").innerText()).toBe("9");
    expect(await page.locator(tileOf(0)).getByTestId("age").innerText()).toMatch(/^Last values from \d\d:\d\d:\d\d$/);
    const waited = await page.locator(tileOf(0)).getByTestId("longest-wait").innerText();
    const clock = await page.getByTestId("clock").innerText();
    await expect.poll(() => page.getByTestId("clock").innerText(), { timeout: 30_000 }).not.toBe(clock);
    expect(await page.locator(tileOf(0)).getByTestId("longest-wait").innerText()).toBe(waited);
    expect(await violations(page)).toEqual([]);
  });

  test("a queue outside its hours is calm, comes last and says when it opens", async () => {
    const page = await show({ rows: floorRows({ queues: 4, closed: 1 }), ...WALL });
    const tile = page.locator(tileOf(0));
    await page.waitForSelector(tileOf(0));
    expect(await tile.getAttribute("data-state")).toBe("closed");
    expect(await tile.getByTestId("opens").innerText()).toBe("Opens Nov 25 09:00");
    expect(await page.locator(".tile").last().getAttribute("data-state")).toBe("closed");
  });

  test("a wait ticks every second although nothing is sent", async () => {
    const page = await show({ rows: calm(), ...WALL });
    const shown = new Set<string>();
    await expect
      .poll(async () => shown.add(await page.locator(tileOf(0)).getByTestId("longest-wait").innerText()).size, {
        timeout: 10_000,
      })
      .toBeGreaterThanOrEqual(3);
    for (const text of shown) expect(text).toMatch(/^00:\d\d$/);
  });

  test("a value that changes fifty times a second is painted at most five times, and ends on the last", async () => {
    const rows = calm();
    const page = await show({ rows, ...WALL });
    const selector = `${tileOf(0)} [data-testid="waiting"]`;
    await page.evaluate((selector) => {
      const paints: number[] = [];
      Object.assign(window, { paints });
      new MutationObserver(() => paints.push(performance.now())).observe(document.querySelector(selector)!, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    }, selector);
    const end = performance.now() + 2000;
    let waiting = 100;
    while (performance.now() < end) {
      await board.commit({ [queueId(0)]: { ...rows[queueId(0)]!, waiting: ++waiting } });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await waitForText(page, selector, String(waiting));
    const paints = await page.evaluate(() => (window as unknown as { paints: number[] }).paints);
    expect(paints.length).toBeGreaterThan(3);
    const mostInOneSecond = Math.max(
      ...paints.map((from) => paints.filter((at) => at >= from && at < from + 1000).length),
    );
    expect(mostInOneSecond).toBeLessThanOrEqual(5);
  });

  test("an alert comes, names its queue, its value and its limit, and is gone a while after it was resolved", async () => {
    const page = await show({ rows: calm(), ...WALL });
    await page.getByTestId("no-alerts").waitFor();
    await board.commit({ "alert:krakow:a:q1": alertRow() });
    const alert = page.getByTestId("alert");
    await alert.waitFor();
    const text = await alert.innerText();
    for (const part of [
      "Breach",
      "Cards · Calls",
      "Service level · 15 min",
      "61.3\u202f%",
      "not below 80\u202f%",
      "since",
    ]) {
      expect(text).toContain(part);
    }
    expect(await page.locator(tileOf(1)).getAttribute("data-state")).toBe("breach");
    await board.commit({ "alert:krakow:a:q1": alertRow({ state: "resolved", at: Date.now() - 57_000 }) });
    await page.locator('[data-testid="alert"][data-state="resolved"]').waitFor();
    await page.getByTestId("no-alerts").waitFor();
  });

  test("whoever wants less motion gets none", async () => {
    const page = await show({ rows: withAlerts(calm()), ...WALL, stillMotion: true });
    await page.waitForSelector('[data-testid="alert"]');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

/** One queue is far below its target, and the critical alert that makes it a breach fires. */
function breachOf(rows: Rows): Rows {
  return { ...rows, [queueId(1)]: { ...rows[queueId(1)]!, ...BELOW }, "alert:krakow:a:q1": alertRow() };
}

const withAlerts = (rows: Rows): Rows => ({
  ...rows,
  "alert:krakow:a:q1": alertRow(),
  "alert:krakow:b:": alertRow({
    queue: null,
    channel: null,
    severity: "warning",
    kpi: "abandonRate",
    direction: "above",
  }),
  "alert:krakow:c:": alertRow({ rule: "old", queue: null, channel: null, state: "resolved", at: Date.now() }),
});

async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await expect.poll(() => page.locator(selector).innerText(), { timeout: 30_000 }).toBe(text);
}

/** In the page: the smallest visible text in per cent of the height, the hero's, and what reaches beyond the screen. */
function measureWall() {
  const texts: { text: string; percent: number }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement!;
    const text = node.textContent!.trim();
    if (text === "" || parent.getClientRects().length === 0 || parent.closest("script, style")) continue;
    texts.push({ text, percent: (Number.parseFloat(getComputedStyle(parent).fontSize) / innerHeight) * 100 });
  }
  const hero = document.querySelector<HTMLElement>('[data-testid="site-service-level"]')!;
  const shown = [...document.querySelectorAll<HTMLElement>(".card, .strip > *, .alerts, [data-testid]")].filter(
    (element) => element.getClientRects().length > 0,
  );
  const outside = shown
    .filter((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const beyond = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
      const clipped = element.matches("dd, .tile-level *") && element.scrollWidth > element.clientWidth + 1;
      return beyond || clipped;
    })
    .map((element) => `${element.className} ${element.dataset.testid ?? ""} ${element.innerText}`);
  return {
    tiles: document.querySelectorAll(".tile").length,
    smallest: texts.sort((a, b) => a.percent - b.percent)[0]!,
    hero: (Number.parseFloat(getComputedStyle(hero).fontSize) / innerHeight) * 100,
    outside,
  };
}

/** In the page: where everything on the board is, in whole pixels. */
function places(): string[] {
  const things = document.querySelectorAll<HTMLElement>(
    ".card, .card h3, .card .icon, .card dt, .card dd, .tile-state, .tile-level *, .hero-value, .hero-day",
  );
  return [...things].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return `${element.tagName} ${element.className.toString()} ${[left, top, width, height].map(Math.round).join(" ")}`;
  });
}
