/** The mails of a daily report and of alerts as a browser shows them: readable at 600 px and on a telephone, with names for who only hears it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LANGUAGES, type Language } from "@floorwalker/domain";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
interface Axe {
  run(): Promise<AxeResults>;
}
const mailIn = (language: Language): string =>
  new URL(`../../packages/contracts/protocol/test/report/golden/saturday.${language}.html`, import.meta.url).href;

suiteOn([findBrowser()], "the mail of a daily report", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const shown = async (width: number, language: Language = "en"): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(mailIn(language));
    return page;
  };

  test.each([360, 375, 600, 1_200])("nothing of it has to be scrolled sideways at %i px", async (width) => {
    for (const language of LANGUAGES) {
      const page = await shown(width, language);
      expect([language, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([language, width]);
      const card = await page.evaluate(
        () => document.querySelector("h1")!.closest("table")!.getBoundingClientRect().width,
      );
      expect([language, card]).toEqual([language, Math.min(width, 600)]);
      await page.close();
    }
  });

  test("who hears it has a heading for each part, and a head for each number", async () => {
    const page = await shown(600);
    const headings = await page.getByRole("heading").allTextContents();
    expect(headings).toEqual([
      "Kraków",
      "Goals",
      "The day in numbers",
      "By queue",
      "By team",
      "Worst times",
      "Corrected since",
    ]);
    const goals = page.getByRole("table", { name: "Goals" });
    expect(await goals.getByRole("columnheader").allTextContents()).toEqual(["Goal", "Day", "Target", "Result"]);
    expect(await goals.getByRole("row").nth(1).textContent()).toMatch(
      /Service level.*Support \(call\).*73\.1\s%.*at least 80\s%.*Missed/s,
    );
    // Only those of numbers are tables: the others place things.
    expect(await page.getByRole("table").count()).toBe(5);
  });

  test("axe finds nothing: every text stands out against its ground, tables and headings are in order", async () => {
    for (const language of LANGUAGES)
      expect([language, ...(await faultsOf(await shown(600, language)))]).toEqual([language]);
  });

  async function faultsOf(page: Page): Promise<unknown[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run());
    // A mail program frames it: it has no landmarks of its own.
    const found = violations.filter(({ id }) => id !== "region" && id !== "landmark-one-main");
    return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }

  test.each(["breach", "together"])(
    "an alert's mail is read on a telephone without scrolling sideways, and axe finds nothing: %s",
    async (name) => {
      for (const language of LANGUAGES) {
        const page = await browser.newPage({ viewport: { width: 360, height: 900 } });
        await page.goto(
          new URL(`../../packages/contracts/protocol/test/message/golden/${name}.${language}.html`, import.meta.url)
            .href,
        );
        expect([language, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([language, 360]);
        if (language === "pl") expect(await faultsOf(page)).toEqual([]);
        // Of many at once each has a line of its own, below the one before.
        if (name === "together") {
          const places = await page.evaluate(() =>
            [...document.querySelectorAll("p br")].map((each) => each.getBoundingClientRect().top),
          );
          expect([places.length, new Set(places).size]).toEqual([3, 3]);
        }
        await page.close();
      }
    },
  );
});
