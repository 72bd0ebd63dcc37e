/** How a wall looks, measured in a real browser: sizes, places, contrast, what a screen reader finds. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { cut as cutAway } from "./cut.ts";
import { alertRow, type Fields, floorRows, queueId, type Rows, tileOf } from "./floor-rows.ts";
import { sharedBoard } from "./shared-board.ts";
import { type ShownBoard, type ShownBoardOptions, showBoard } from "./shown-board.ts";
import { violations } from "./violations.ts";
import { wallDays } from "./wall-days.ts";

const WALL = { width: 1920, height: 1080, screen: "wall" } as const;
const TILES = ".wgrid > [data-state]";
/** A box may be busy. */
const PATIENT = { timeout: 30_000 };
/** Of a page that passes as fast as it can; `npm run wall-week` does the same for longer. */
const HOURS = { warmUpSeconds: 1_800, spells: 1, spellSeconds: 1_800 };
const BELOW: Fields = {
  "serviceLevelNow.30m": 0.613,
  "decided.30m": 1000,
  "inTime.30m": 613,
  waiting: 118,
  oldestQueuedAt: Date.now() - 4_000_000,
};

suiteOn([findBrowser()], "the look of a wall", () => {
  let browser: Browser;
  const board = sharedBoard(() => browser);
  const { show } = board;
  /** Whose gateway stops, or whose page is prepared. */
  const showOwn = async (options: Omit<ShownBoardOptions, "browser">): Promise<ShownBoard> => {
    const own = await showBoard({ browser, ...options });
    onTestFinished(() => own.close());
    return own;
  };

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  test.each([
    ["twelve queues, one in breach", 8, () => breachOf(floorRows({ queues: 12 }))],
    ["fourteen queues on two pages", 11, () => floorRows({ queues: 14 })],
    ["nine queues, one in breach", 9, () => breachOf(floorRows({ queues: 9 }))],
    ["eight calm queues", 8, () => floorRows({ queues: 8 })],
    ["two queues, one in breach", 2, () => breachOf(floorRows({ queues: 2 }))],
    ["stale data", 12, () => floorRows({ queues: 12, age: 300_000 })],
    ["late data", 6, () => floorRows({ queues: 6, age: 100_000 })],
    ["closed queues", 9, () => floorRows({ queues: 9, closed: 4 })],
    ["long and Chinese names", 8, () => longNames(breachOf(floorRows({ queues: 8 })))],
    ["no queue yet", 0, () => floorRows({ queues: 0 })],
  ])("a wall with %s is readable from 5 m and fits the screen", async (name, shown, rows) => {
    const page = await show({ rows: rows(), ...WALL });
    await expect.poll(() => page.locator(TILES).count(), PATIENT).toBe(shown);
    const { smallest, hero, outside } = await page.evaluate(measureWall);
    expect(smallest.percent, `"${smallest.text}"`).toBeGreaterThanOrEqual(5.2);
    if (name.includes("breach")) expect(hero).toBeGreaterThanOrEqual(10);
    expect(outside).toEqual([]);
  });

  test.each([
    [1920, 1080],
    [1440, 900],
    [1280, 800],
  ])("a hundred per cent and the wait beside it stay in their tile at %i by %i", async (width, height) => {
    const rows = floorRows({ queues: 8 });
    for (const index of Array.from({ length: 8 }, (_, at) => at))
      Object.assign(rows[queueId(index)]!, { waiting: 17, "inTime.30m": 1000, oldestQueuedAt: Date.now() - 743_000 });
    const page = await show({ rows, ...WALL, width, height });
    await expect.poll(() => page.locator(TILES).count(), PATIENT).toBe(8);
    await page.evaluate(() => document.fonts.ready);
    const cut = (): Promise<(string | null)[]> =>
      page
        .locator(".wrow")
        .evaluateAll((found) =>
          found.filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.textContent),
        );
    expect(await cut()).toEqual([]);
    // Not every television has the same font: in Inter digits are a tenth wider.
    await page.addStyleTag({ content: ".wvalue, .wwaits { letter-spacing: 0.05em }" });
    await expect.poll(cut).toEqual([]);
    await expect.poll(() => page.locator(".wt").evaluateAll(cutAway)).toEqual([]);
  });

  test("digits never move anything: 1 → 8, 9 → 10, 99.9 → 100", async () => {
    const rows = floorRows({ queues: 9 });
    const page = await show({ rows, ...WALL });
    const tile = page.locator(tileOf(0));
    await page.waitForSelector(tileOf(0));
    await page.evaluate(() => document.fonts.ready);
    const before = await page.evaluate(places);
    for (const n of [1, 8, 10]) {
      await board.commit({
        "site:krakow": { ...rows["site:krakow"]!, waiting: n, agentsPaused: n },
        [queueId(0)]: { ...rows[queueId(0)]!, waiting: n, "inTime.30m": 1000 },
      });
      await waitForText(page, `${tileOf(0)} [data-testid="waiting"]`, String(n));
      expect(await tile.getByTestId("service-level").innerText()).toBe("100.0");
      expect(await page.evaluate(places)).toEqual(before);
    }
  });

  test("a name that is long becomes narrow and keeps its height and both ends; none is cut so that two are one", async () => {
    const page = await show({ rows: longNames(floorRows({ queues: 8 })), ...WALL });
    await page.waitForSelector(tileOf(0));
    const names = await page.locator(".wname").allInnerTexts();
    expect(names.map((name) => name.split("\n").at(-1))).toContain("Back office e-mail");
    expect(new Set(names).size).toBe(8);
    const squeezed = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".wname .fit > span")]
        .map((name) => name.getBoundingClientRect().right - name.parentElement!.getBoundingClientRect().right)
        .filter((beyond) => beyond > 1),
    );
    expect(squeezed).toEqual([]);
  });

  test("of 400 queues each is seen on one page; a page can be held, turned back and goes on by itself", async () => {
    const page = await show({ rows: breachOf(floorRows({ queues: 400 })), ...WALL });
    await page.waitForSelector(tileOf(1));
    const seen: string[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      seen.push(
        ...(await page
          .locator('[data-testid^="queue-"]')
          .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.testid!))),
      );
      if (turn < 14) await page.keyboard.press("ArrowRight");
    }
    expect([seen.length, new Set(seen).size]).toEqual([400, 400]);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("p");
    await page.locator('[data-key="p"][aria-pressed="true"]').waitFor();
    expect(await page.getByTestId("countdown").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("p");
    await page.mouse.move(5, 5);
    await page.getByTestId("countdown").waitFor({ timeout: 30_000 });
    await page.getByTestId("list").waitFor({ timeout: 60_000 });
  });

  test("a gateway of another build makes the page load itself anew", async () => {
    const own = await showOwn({ rows: calm(), ...WALL });
    const { page } = own;
    await page.evaluate(() => Object.assign(window, { isOld: true }));
    await own.restartGateway("another");
    await expect.poll(() => page.evaluate(() => "isOld" in window).catch(() => true), { timeout: 60_000 }).toBe(false);
    await page.waitForSelector('[data-testid="connection"][data-state="live"]');
    expect(await page.locator(TILES).count()).toBe(12);
  });

  test("words that do not load leave no television empty: it says so, and paints by itself", async () => {
    let asked = 0;
    const own = await showOwn({
      rows: calm(),
      ...WALL,
      live: false,
      prepare: (opened) =>
        opened.route("**/assets/words-everywhere-*", (route) => (asked++ === 0 ? route.abort() : route.continue())),
    });
    const { page } = own;
    await page.getByRole("alert").filter({ hasText: "loaded again by itself" }).waitFor();
    await expect.poll(() => page.locator(TILES).count(), { timeout: 30_000 }).toBe(12);
  });

  test("nobody touched it: it is kept on and makes no sound; asked for, one tone for each breach, and the whole screen", async () => {
    const own = await showOwn({ rows: calm(), ...WALL, prepare: (opened) => opened.addInitScript(noteDevices) });
    const { page } = own;
    const asked = () => page.evaluate(() => (window as unknown as { asked: Record<string, number> }).asked);
    const fires = (at: number) => own.commit({ "alert:krakow:a:q1": alertRow({ since: at, at }) });
    const tile = (state: string) => page.waitForSelector(`${tileOf(1)}[data-state="${state}"]`);
    await fires(1_000);
    await tile("breach");
    expect(await asked()).toEqual({ awake: 1 });
    await page.keyboard.press("s");
    await page.keyboard.press("f");
    // One that was there before the sound was switched on is no news.
    expect(await asked()).toEqual({ awake: 1, full: 1 });
    await fires(2_000);
    await expect.poll(asked).toEqual({ awake: 1, full: 1, tones: 1 });
    await own.commit({
      "alert:krakow:a:q1": alertRow({ since: 2_000, at: 3_000, owner: "Ana", ownedSince: 3_000 }),
    });
    await waitForText(page, '[data-testid="alert-owner"]', "Ana");
    expect(await asked()).toEqual({ awake: 1, full: 1, tones: 1 });
  });

  test("a sound that the browser blocks is said, by the button that lets it", async () => {
    const prepare = async (opened: Page): Promise<void> => {
      await opened.addInitScript(noteDevices);
      await opened.addInitScript(blockSound);
    };
    const { page, commit } = await showOwn({ rows: calm(), ...WALL, prepare });
    await page.waitForSelector(tileOf(1));
    expect(await page.getByRole("button", { name: "Sound blocked" }).count()).toBe(0);
    await commit({ "alert:krakow:a:q1": alertRow() });
    await page.getByRole("button", { name: "Sound blocked" }).click();
    await page.getByRole("button", { name: "Sound on" }).waitFor();
  });

  test("a screen that was on for hours, and lost its gateway in between, holds no more than it did", async () => {
    const { warmUpSeconds, spells, spellSeconds } = HOURS;
    const all = await wallDays({ browser, queues: 14, warmUpSeconds, spells, spellSeconds });
    const [before, after] = [all[0]!, all.at(-1)!];
    expect(after.heapBytes / before.heapBytes - 1).toBeLessThan(0.1);
  }, 120_000);

  const calm = () => floorRows({ queues: 12 });
  test.each<[string, () => Rows]>([
    ["calm", calm],
    ["in breach", () => withAlerts(breachOf(calm()))],
    ["late", () => floorRows({ queues: 6, age: 100_000 })],
    ["stale", () => floorRows({ queues: 6, age: 300_000 })],
    ["partly closed", () => floorRows({ queues: 6, closed: 3 })],
    ["empty", () => ({})],
  ])("a wall that is %s has no accessibility violation, dark and light", async (_, rows) => {
    const page = await show({
      rows: rows(),
      theme: "dark",
      stillMotion: true,
      path: "?screen=wall&theme=auto",
      ...WALL,
    });
    expect(await violations(page), "dark").toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForSelector('[data-theme="light"]');
    expect(await violations(page), "light").toEqual([]);
  });

  test("when the gateway is gone the last values stay, marked, and nothing ticks", async () => {
    const own = await showOwn({ rows: calm(), ...WALL });
    const { page } = own;
    await own.stopGateway();
    await page.waitForSelector('[data-testid="connection"]:not([data-state="live"])');
    expect(await page.locator(tileOf(0)).getByTestId("waiting").innerText()).toBe("9");
    expect(await page.locator(".wban").innerText()).toMatch(/^Last values from \d\d:\d\d:\d\d$/);
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
    expect(await page.locator(TILES).last().getAttribute("data-state")).toBe("closed");
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

  test("an alert comes, names its queue, its value, its limit and its owner, and is gone when it is resolved", async () => {
    const page = await show({ rows: calm(), ...WALL });
    await page.getByTestId("no-alerts").waitFor();
    await board.commit({ "alert:krakow:a:q1": alertRow() });
    const alert = page.getByTestId("alert");
    await alert.waitFor();
    const text = await alert.innerText();
    for (const part of ["Cards", "15 min", "61.3\u202f%", "limit 80\u202f%", "no owner"]) expect(text).toContain(part);
    expect(await page.locator(tileOf(1)).getAttribute("data-state")).toBe("breach");
    await board.commit({ "alert:krakow:a:q1": alertRow({ owner: "Ana Nowak", ownedSince: Date.now() }) });
    await waitForText(page, '[data-testid="alert-owner"]', "Ana Nowak");
    await board.commit({ "alert:krakow:a:q1": alertRow({ state: "resolved", at: Date.now() }) });
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

/** In the page: counts what a browser without a screen and a loudspeaker would be asked for. */
function noteDevices(): void {
  const asked: Record<string, number> = {};
  const note = (what: string): void => {
    asked[what] = (asked[what] ?? 0) + 1;
  };
  Object.assign(window, {
    asked,
    AudioContext: class {
      readonly state = "running";
      readonly currentTime = 0;
      readonly destination = {};
      resume = async (): Promise<void> => {};
      createGain = () => ({ gain: { value: 0 }, connect: () => {} });
      createOscillator = () => ({
        frequency: { value: 0 },
        connect: (next: object) => next,
        start: () => note("tones"),
        stop: () => {},
      });
    },
  });
  Object.defineProperty(navigator, "wakeLock", {
    value: {
      request: async () => {
        note("awake");
        return { release: async () => {} };
      },
    },
  });
  Element.prototype.requestFullscreen = async () => note("full");
}

/** In the page: sound is on, and as browsers have it silent until somebody touches the page. */
function blockSound(): void {
  const { AudioContext } = window;
  localStorage.setItem("floorwalker.sound", "on");
  Object.assign(window, {
    AudioContext: class extends AudioContext {
      override state: AudioContextState = "suspended";
      override resume = async (): Promise<void> => {
        this.state = "running";
      };
    },
  });
}

/** Names that are too long for a line, in letters of which some are twice as wide. */
function longNames(rows: Rows): Rows {
  const names = [
    "Back office e-mail",
    "Technical support for business customers",
    "技术支持中心热线服务台",
    "Reclami e contestazioni fatture",
  ];
  const others = [
    "Technical support for private customers",
    "在线客服",
    "Kundenbeschwerdemanagement Nord",
    "Obsługa klientów biznesowych",
  ];
  const all = [...names, ...others];
  return Object.fromEntries(
    Object.entries(rows).map(([id, row]) => [
      id,
      row.kind === "queue" ? { ...row, title: all[Number(/:q(\d+):/.exec(id)![1])]! } : row,
    ]),
  );
}

/** In the page: the smallest visible text in per cent of the height, the hero's, and what reaches beyond the screen or its own tile. */
function measureWall() {
  const texts: { text: string; percent: number }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement!;
    const text = node.textContent!.trim();
    if (text === "" || parent.getClientRects().length === 0 || parent.closest("script, style, .unseen")) continue;
    texts.push({ text, percent: (Number.parseFloat(getComputedStyle(parent).fontSize) / innerHeight) * 100 });
  }
  const hero = document.querySelector<HTMLElement>(".whero .wvalue");
  const outside = [
    ...document.querySelectorAll<HTMLElement>(".wt, .wban, .wstrip, .wstrip > *, .wt b, .wvalue, .wwaits, .wstate"),
  ]
    .filter((element) => element.getClientRects().length > 0 && element.closest(".unseen") === null)
    .filter((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const tile = (element.closest(".wt") ?? document.body).getBoundingClientRect();
      const beyond = left < -4 || top < -4 || right > innerWidth + 4 || bottom > innerHeight + 4;
      return (
        beyond ||
        (element.closest(".wt") !== null && right > tile.right + 1) ||
        (element.closest(".wt") !== null && bottom > tile.bottom + 4)
      );
    })
    .map((element) => `${element.className} ${element.innerText}`);
  return {
    smallest: texts.sort((a, b) => a.percent - b.percent)[0]!,
    hero: hero === null ? 0 : (Number.parseFloat(getComputedStyle(hero).fontSize) / innerHeight) * 100,
    outside,
  };
}

/** In the page: where everything on the wall begins, in whole pixels; digits may only grow into the room that is there. */
function places(): string[] {
  const things = document.querySelectorAll<HTMLElement>(
    ".wt, .wname, .wvalue, .wstate, .wbar, .wstrip > *, .wban > .icon",
  );
  return [...things].map((element) => {
    const { left, top } = element.getBoundingClientRect();
    return `${element.className} ${Math.round(left)} ${Math.round(top)}`;
  });
}
