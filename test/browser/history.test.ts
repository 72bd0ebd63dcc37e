/** The page that looks back: its address says everything, its table, charts and CSV are one answer, and back goes back. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { lengthen } from "./lengthen.ts";
import { type SharedBoardOptions, sharedBoard } from "./shared-board.ts";
import { toldDay } from "./told-day.ts";
import { violations } from "./violations.ts";

const DESK = { width: 1440, height: 900 };
const OF_QUEUE = "s/krakow/history?queue=q1&channel=call";

suiteOn([findBrowser()], "the page that looks back", () => {
  let browser: Browser;
  const board = sharedBoard(() => browser);
  const day = toldDay();
  const show = (path: string, more: Partial<SharedBoardOptions> = {}): Promise<Page> => {
    const { intervals, site } = day;
    return board.show({ rows: toldDay().rows, intervals, sites: [site], path, stillMotion: true, ...DESK, ...more });
  };
  const table = async (page: Page): Promise<string[][]> =>
    (await page.getByTestId("history-table").locator("tbody tr").allInnerTexts()).map((text) => text.split(/\s*\t\s*/));

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  test("a day of a queue by half hours: charts and table of the KPIs chosen, those that cannot be told left out", async () => {
    const page = await show(`${OF_QUEUE}&kpis=offered,abandoned,serviceLevel,occupancy`);
    await page.waitForSelector(".uplot canvas");
    expect(await page.getByTestId("history-table").locator("thead").innerText()).toMatch(
      /Interval\s+Offered\s+Abandoned\s+Service level\s+State/,
    );
    expect((await table(page))[0]!.slice(0, 4)).toEqual(["08:00", "24", "2", "83.3\u202f%"]);
    expect(await page.locator(".uplot").count()).toBe(2);
    const level = page.getByRole("slider", { name: /^Service level/ });
    expect(await level.getAttribute("aria-label")).toContain("target 80");
    expect(await violations(page)).toEqual([]);
  });

  test("span, interval, KPIs, whose and beside the week before are in the address, a link shows the same, and back goes back", async () => {
    const page = await show(OF_QUEUE);
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("button", { name: "Beside the week before" }).click();
    await page.waitForURL("**compare=week**");
    await expect.poll(async () => (await table(page))[0]![1]).toMatch(/^24\s*24$/);
    await page.getByLabel("Interval").selectOption("1h");
    await page.waitForURL("**interval=1h**");
    await expect.poll(async () => (await table(page))[0]![1]).toMatch(/^48\s*48$/);
    await page.getByLabel("Span").selectOption("this-week");
    await page.waitForURL("**from=this-week**");
    await page.getByText(/^KPIs \d/).click();
    await page.getByLabel("Abandon rate", { exact: true }).check();
    await page.waitForURL(/kpis=[^&]*abandonRate/);
    await page.getByLabel("Of whom").selectOption({ label: "Calls" });
    await page.waitForURL(/channel=call/);
    expect(page.url()).not.toContain("queue=");
    await page.goBack();
    await page.waitForURL(/queue=q1/);
    await page.reload();
    await page.waitForSelector(".uplot canvas");
    expect(await page.getByLabel("Span").inputValue()).toBe("this-week");
    expect(await page.getByLabel("Of whom").inputValue()).toContain("q1");
  });

  test("CSV is the same question: its rows are the table's", async () => {
    const page = await show(OF_QUEUE);
    await page.waitForSelector(".uplot canvas");
    const told = (await table(page)).filter((cells) => cells[1] !== "–");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
    expect(file.suggestedFilename()).toBe("history-krakow.csv");
    const address = new URL(
      await page.getByRole("link", { name: "CSV" }).evaluate((link: HTMLAnchorElement) => link.href),
    );
    const [head, ...lines] = (await (await fetch(address)).text()).trim().split("\r\n");
    const offered = head!.split(",").indexOf("offered");
    expect(lines.map((line) => line.split(",")[offered])).toEqual(told.map((cells) => cells[1]));
  });

  test("what was restated is marked, and leads to what was told anew of that very interval", async () => {
    const page = await show(OF_QUEUE);
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("link", { name: "restated once" }).click();
    await page.waitForURL(/restatements\?.*queue=q1.*of=/);
    await page.getByRole("link", { name: "All", exact: true }).waitFor();
    await page.goBack();
    await page.waitForSelector(".uplot canvas");
  });

  test("the key t leaves the table alone, and nothing is kept of a day before all", async () => {
    const page = await show(OF_QUEUE);
    await page.waitForSelector(".uplot canvas");
    await page.keyboard.press("t");
    await page.waitForURL("**as=table");
    expect(await page.locator(".uplot").count()).toBe(0);
    await page.goto(new URL("/s/krakow/history?from=2020-01-01&to=2020-01-02", page.url()).href);
    await page.getByText("Nothing is kept of this").waitFor();
  });

  test.each([
    [1440, "dark"],
    [1024, "light"],
    [390, "dark"],
    [320, "light"],
  ] as const)(
    "at %i px, %s: no accessibility violation, nothing scrolled sideways, words 40 per cent longer fit",
    async (width, theme) => {
      const page = await show(`${OF_QUEUE}&compare=week`, { width, height: 800, theme });
      await page.waitForSelector(".uplot canvas");
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(lengthen)).toEqual([]);
    },
  );
});
