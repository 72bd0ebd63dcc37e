/** The board on a desk and on a phone: where links lead, what keys do, what a screen reader finds, what fits. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { cutTexts } from "./cut-texts.ts";
import { floorRows, inBreach, queueId, type Rows, tileOf } from "./floor-rows.ts";
import { lengthen } from "./lengthen.ts";
import { sharedBoard } from "./shared-board.ts";
import { violations } from "./violations.ts";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

suiteOn([findBrowser()], "the board on a desk", () => {
  let browser: Browser;
  const board = sharedBoard(() => browser);
  const { show } = board;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  test("the first address leads to the floor of the first site; another site is never shown in place of one that is not there", async () => {
    const page = await show({ rows: floorRows({ queues: 8 }), ...DESK });
    await page.waitForURL("**/s/krakow/floor");
    await page.waitForSelector(tileOf(0));
    await page.goto(new URL("/s/north/floor", page.url()).href);
    expect(await page.getByTestId("unknown").innerText()).toContain("No site “north”");
    await page.getByRole("link", { name: "Kraków" }).click();
    await page.waitForURL("**/s/krakow/floor");
  });

  test("a filter, a grouping and a window are in the address, and a link with them shows the same", async () => {
    const page = await show({
      rows: inBreach(floorRows({ queues: 14 })),
      path: "s/krakow/floor?show=email&group=state&w=60m",
      ...DESK,
    });
    await page.waitForSelector(tileOf(4));
    expect(await page.locator("tbody tr[data-state]").count()).toBe(2);
    expect(await page.getByRole("button", { name: "60 min" }).getAttribute("aria-pressed")).toBe("true");
    await page.getByLabel("Filter", { exact: true }).last().fill("mail");
    await expect.poll(() => page.locator("tbody tr[data-state]").count()).toBe(1);
    expect(page.url()).toContain("q=mail");
  });

  test("by keys alone: to a row, into its page, back, to other pages, through the search", async () => {
    const page = await show({ rows: inBreach(floorRows({ queues: 8 })), ...DESK });
    await page.waitForSelector(tileOf(1));
    await page.keyboard.press("j");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Cards");
    await page.keyboard.press("3");
    await page.waitForURL("**w=60m");
    await page.keyboard.press("/");
    await page.getByRole("searchbox").fill("fraud");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/krakow/q/q5?ch=call");
    await page.goBack();
    await page.waitForURL("**/s/krakow/floor?w=60m");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(page.url()).toContain("/floor");
  });

  test("forty queues: those that need somebody as rows, the others as name and value, the worst first", async () => {
    const page = await show({ rows: inBreach(floorRows({ queues: 40, closed: 1 })), ...DESK });
    await page.waitForSelector(tileOf(1));
    expect(await page.locator("tbody tr[data-state]").first().getAttribute("data-state")).toBe("breach");
    expect(await page.locator(".matrix li").count()).toBeGreaterThan(30);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test("the language chosen stays on this display, and everything is in it", async () => {
    const page = await show({ rows: inBreach(floorRows({ queues: 8 })), language: "zh-CN", ...DESK });
    await page.waitForSelector(tileOf(1));
    expect(await page.locator(tileOf(1)).getByTestId("state").innerText()).toBe("违约");
    await page.locator('[data-page="settings"]').click();
    await page.getByRole("button", { name: "Polski" }).click();
    await page.locator(tileOf(1)).getByTestId("state").filter({ hasText: "Naruszenie" }).waitFor();
    await page.reload();
    await page.locator(tileOf(1)).getByTestId("state").filter({ hasText: "Naruszenie" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("pl");
  });

  test("opened while nobody can tell who looks, a desk says so and knows it by itself", async () => {
    let asked = 0;
    const refused = { status: 503, json: { code: "accounts_unavailable" } };
    const prepare = (page: Page) =>
      page.route("**/v1/me", (route) => (asked++ < 2 ? route.fulfill(refused) : route.continue()));
    const page = await show({ rows: inBreach(floorRows({ queues: 3 })), ...DESK, live: false, prepare });
    await page.getByTestId("who-unknown").waitFor();
    await page.getByTestId("who-unknown").waitFor({ state: "detached" });
    await page.locator('[data-act="acknowledge"]').first().waitFor();
    expect(asked).toBe(3);
  });

  const floors: readonly (readonly [string, () => Rows])[] = [
    ["in breach", () => inBreach(floorRows({ queues: 8 }))],
    ["stale", () => floorRows({ queues: 6, age: 300_000 })],
    ["of forty queues", () => inBreach(floorRows({ queues: 40, closed: 3 }))],
    ["of two queues", () => floorRows({ queues: 2 })],
    ["empty", () => ({})],
  ];
  test.each(floors)(
    "a floor that is %s has no accessibility violation, and on a phone nothing is scrolled sideways",
    async (_, rows) => {
      const page = await show({ rows: rows(), theme: "dark", stillMotion: true, ...DESK });
      await page.waitForSelector("main h1");
      expect(await violations(page), "dark desk").toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      await page.waitForSelector('[data-theme="light"]');
      await page.setViewportSize(PHONE);
      expect(await violations(page), "light phone").toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
  );

  test("before the first event four steps stand there, with the command of the next; with the event it is the floor by itself", async () => {
    const page = await show({ rows: {}, ...DESK });
    await page.getByTestId("first-run").waitFor();
    expect(
      await page.locator("[data-step][data-done]").evaluateAll((steps) => steps.map((each) => each.dataset.step)),
    ).toEqual(["running"]);
    expect(await page.locator("[aria-current=step]").getAttribute("data-step")).toBe("source");
    expect(await page.getByTestId("first-command").innerText()).toContain(
      `curl -X POST ${new URL(page.url()).origin}/v1/events`,
    );
    await board.commit(floorRows({ queues: 3 }));
    await page.waitForSelector(tileOf(0));
    expect(await page.getByTestId("first-run").count()).toBe(0);
  });

  test.each([
    ["agents", "agents"],
    ["alerts", "alerts"],
    ["goals", "goals"],
    ["reasons", "reasons"],
    ["restatements", "restatements"],
    ["health", "health"],
    ["now", "now"],
    ["report", "report"],
    ["rules", "rules"],
    ["contact", "contacts/c-1"],
    ["queue", "q/q1?ch=call"],
    ["explain", "q/q1/explain/serviceLevelNow?ch=call"],
  ])("the page %s has no accessibility violation and nothing is scrolled sideways on a phone", async (_, at) => {
    const page = await show({
      rows: inBreach(floorRows({ queues: 8 })),
      path: `s/krakow/${at}`,
      stillMotion: true,
      ...DESK,
    });
    await page.waitForSelector("main h1");
    if (at.includes("explain")) await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test("a percentile is explained by its place in the order and who lies about it, and another number is a choice away", async () => {
    const page = await show({ rows: floorRows({ queues: 8 }), path: "s/krakow/q/q1?ch=call", ...DESK });
    const waits = [31, 40, 40.2, 52].map((amount, at) => ({
      contact: `c-${at}`,
      segment: "1",
      queuedAt: null,
      outcome: "answered",
      amount,
    }));
    const list = (...contacts: number[]) => ({ count: contacts.length, contacts: contacts.map((at) => waits[at]) });
    const ranked = { error: 0.01, rank: 3, count: 4, below: list(0), at: list(1, 2), above: list(3) };
    await page.route("**/v1/explain?*", async (route) => {
      const isRank = route.request().url().includes("kpi=waitP90");
      await route.fulfill({
        json: {
          value: isRank ? 40.1 : 12,
          passport: { unit: isRank ? "seconds" : "count", asOf: "2026-11-30T12:00:00Z", watermark: null, policy: "" },
          contactsKeptFrom: null,
          sumsOnly: false,
          numerator: { amount: 4, ...list(0, 1, 2, 3) },
          denominator: null,
          excluded: [],
          ranked: isRank ? ranked : null,
          alsoKnownAs: null,
        },
      });
    });
    await page.goto(new URL("/s/krakow/q/q1/explain/waitP90?ch=call", page.url()).href);
    const drawer = page.getByRole("dialog");
    await drawer.getByTestId("ranked").waitFor();
    expect(await drawer.innerText()).toMatch(
      /Place 3 of 4, from the shortest wait · within 1.%[\s\S]*At this place: 2[\s\S]*Longer: 1[\s\S]*c-3[\s\S]*00:52[\s\S]*Shorter: 1[\s\S]*c-0/,
    );
    expect(await violations(page)).toEqual([]);
    await drawer.getByLabel("Number", { exact: true }).selectOption("Abandoned");
    await page.waitForURL("**/explain/abandoned?ch=call");
    await drawer.getByText("Counted: 4").waitFor();
  });

  test("in Italian no text of the floor or of a queue ends in dots at 1440 pixels, and no table is wider than its room", async () => {
    const rows = inBreach(floorRows({ queues: 8 }));
    const quiet = { ...rows, [queueId(1)]: { ...rows[queueId(1)]!, waiting: 0, oldestQueuedAt: null } };
    const page = await show({ rows: quiet, language: "it", path: "s/krakow/floor", ...DESK });
    await page.getByText("61,3").first().waitFor();
    expect(await page.evaluate(cutTexts)).toEqual([]);
    await board.commit(inBreach(floorRows({ queues: 40 })));
    await page.waitForSelector(".matrix li");
    expect(await page.evaluate(cutTexts)).toEqual([]);
    await page.goto(new URL("/s/krakow/q/q1?ch=call", page.url()).href);
    await page.getByTestId("service-level").waitFor();
    expect(await page.evaluate(cutTexts)).toEqual([]);
  });

  test.each([1440, 1024, 390, 320])(
    "words 40 per cent longer still fit at %i px, also where all is old",
    async (width) => {
      for (const age of [500, 300_000]) {
        const page = await show({ rows: inBreach(floorRows({ queues: 8, age })), width, height: 800 });
        await page.waitForSelector(tileOf(1));
        await page
          .locator(`[data-testid="data-age"]${age > 500 ? '[data-freshness="stale"]' : ""}`)
          .waitFor({ state: "attached" });
        expect(await page.evaluate(lengthen), `${age} ms old`).toEqual([]);
      }
    },
  );
});
