/** Charts: what is drawn is what the history says, for eyes, keys and ears; and only where there is one the library is loaded. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { lengthen } from "./lengthen.ts";
import { type SharedBoardOptions, sharedBoard } from "./shared-board.ts";
import { toldDay } from "./told-day.ts";
import { violations } from "./violations.ts";

const DESK = { width: 1440, height: 900 };
const QUEUE = "s/krakow/q/q1?ch=call";
const CANVAS = ".uplot canvas";

suiteOn([findBrowser()], "charts on a queue's page", () => {
  let browser: Browser;
  const board = sharedBoard(() => browser);
  const day = toldDay();
  const show = (path: string, more: Partial<SharedBoardOptions> = {}): Promise<Page> => {
    const { intervals, site } = day;
    return board.show({ rows: toldDay().rows, intervals, sites: [site], path, stillMotion: true, ...DESK, ...more });
  };

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  test("each half hour of the chart is read by keys and by ear as the history has it, and Enter opens its contacts", async () => {
    const page = await show(QUEUE);
    await page.waitForSelector(CANVAS);
    const chart = page.getByRole("slider", { name: /Day so far/ });
    expect(await chart.getAttribute("aria-label")).toMatch(/83\.3 to 83\.3, lowest 83\.3, target 80/);
    await chart.focus();
    await page.keyboard.press("Home");
    const first = await chart.getAttribute("aria-valuetext");
    expect(first).toMatch(/^08:00–08:30, in time 20, late 2, abandoned 2, Service level 83\.3/);
    await page.keyboard.press("ArrowRight");
    expect(await chart.getAttribute("aria-valuetext")).toMatch(/^08:30–09:00.*restated$/);
    await page.keyboard.press("Enter");
    await page.waitForURL("**interval=08%3A30");
    await page.getByTestId("interval-contacts").waitFor();
    await page.goBack();
    await page.getByTestId("interval-contacts").waitFor({ state: "detached" });
  });

  test("the same as a table by the key t: every half hour, what is in progress as the day less what is over, and what was restated leads to why", async () => {
    const page = await show(QUEUE);
    await page.waitForSelector(CANVAS);
    await page.keyboard.press("t");
    await page.waitForURL("**as=table");
    const rows = await page.getByTestId("day-chart").locator("tbody tr").allInnerTexts();
    const cells = rows.map((row) => row.split(/\s*\t\s*/));
    expect(cells[0]!.slice(0, 6)).toEqual(["08:00–08:30", "24", "20", "2", "2", "83.3\u202f%"]);
    const sum = (column: number): number => cells.reduce((all, row) => all + (Number(row[column]) || 0), 0);
    const quarters = (day.until - day.dayFrom) / 900_000 - 32;
    expect([sum(1), sum(2), sum(4)]).toEqual([quarters * 12 + 3, quarters * 10 + 2, quarters + 1]);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "restated once" }).click();
    await page.waitForURL("**/restatements?queue=q1&ch=call");
  });

  test("a chart is drawn in the theme's colours, also when that changes while it is looked at", async () => {
    const page = await show(QUEUE, { theme: "light" });
    await page.waitForSelector(CANVAS);
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => page.evaluate(drawnShare, [31, 90, 166])).toBeGreaterThan(0.02);
    expect(await page.evaluate(drawnShare, [95, 165, 238])).toBeLessThan(0.002);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForSelector('[data-theme="dark"]');
    await expect.poll(() => page.evaluate(drawnShare, [95, 165, 238])).toBeGreaterThan(0.02);
    expect(await violations(page)).toEqual([]);
  });

  test("a look back at one single day shows its level, and that of the week before, over the whole day", async () => {
    const { dayFrom } = day;
    const date = (at: number): string => new Intl.DateTimeFormat("en-CA", { timeZone: day.site.zone }).format(at);
    const span = `from=${date(dayFrom)}&to=${date(dayFrom + 36 * 3_600_000)}`;
    const page = await show(
      `s/krakow/history?queue=q1&channel=call&kpis=serviceLevel&${span}&interval=day&compare=week`,
      {
        theme: "light",
      },
    );
    await page.waitForSelector(CANVAS);
    expect(await page.getByTestId("history-table").locator("tbody tr").count()).toBe(1);
    await expect.poll(() => page.evaluate(drawnShare, [31, 90, 166])).toBeGreaterThan(0.003);
  });

  test("the charts' library is loaded by pages that have one, and by no other", async () => {
    const page = await show("s/krakow/floor");
    const loaded = (): Promise<string[]> =>
      page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop()!));
    await page.waitForSelector("[data-testid=floor]");
    expect((await loaded()).filter((name) => name.startsWith("plot-"))).toEqual([]);
    await page.goto(new URL(QUEUE, page.url().replace(/s\/.*/, "")).href);
    await page.waitForSelector(CANVAS);
    expect((await loaded()).filter((name) => /^plot-.*\.js$/.test(name))).toHaveLength(1);
  });

  test("a queue that is on two channels shows both and takes neither for the other", async () => {
    const page = await show("s/krakow/q/q1");
    await page.getByTestId("queue-channels").waitFor();
    expect(await page.locator("[data-testid=queue-channels] [data-row]").allInnerTexts()).toEqual(
      expect.arrayContaining(["Cards", "Cards chat"]),
    );
    await page.getByRole("link", { name: "Cards chat" }).click();
    await page.waitForURL("**/q/q1?ch=chat");
    await page.getByTestId("queue-page").waitFor();
  });

  test.each([1440, 1024, 390, 320])(
    "a queue's page with words 40 per cent longer still fits at %i px",
    async (width) => {
      const page = await show(QUEUE, { width, height: 800 });
      await page.waitForSelector(CANVAS);
      expect(await page.evaluate(lengthen)).toEqual([]);
    },
  );

  test("without a history nothing is drawn as zero: the page says so, and the rest stands", async () => {
    const page = await board.show({ rows: toldDay().rows, path: QUEUE, ...DESK });
    await page.getByText("Not told:").first().waitFor();
    await page.keyboard.press("t");
    const texts = await page.getByTestId("day-chart").locator("tbody tr").allInnerTexts();
    expect(texts.every((text) => /no data$|forecast$/.test(text))).toBe(true);
  });
});

/** In the page: which part of the chart's pixels has (nearly) this colour. */
function drawnShare(colour: readonly number[]): number {
  const canvas = document.querySelector<HTMLCanvasElement>(".uplot canvas")!;
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4)
    if (colour.every((part, index) => Math.abs(data[at + index]! - part) <= 6) && data[at + 3]! > 200) found += 1;
  return found / (data.length / 4);
}
