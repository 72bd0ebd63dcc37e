/** A region, what needs somebody now, a contact and a day's report: what they show, that anybody can use them, and that paper is paper. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { GOAL, inBreach } from "./floor-rows.ts";
import { lengthen } from "./lengthen.ts";
import { scrolledSideways } from "./scrolled-sideways.ts";
import { type SharedBoardOptions, sharedBoard } from "./shared-board.ts";
import { toldDay } from "./told-day.ts";
import { violations } from "./violations.ts";

/** Every page, and what has to be there of it. */
const ON_A_PHONE = [
  ["/s/krakow/floor", "[data-testid=floor]"],
  ["/s/krakow/now", "[data-testid=now-page]"],
  ["/s/krakow/q/q1?ch=call", ".uplot canvas"],
  ["/s/krakow/q/q1?ch=call&as=table", "[data-testid=day-chart] tbody tr"],
  ["/s/krakow/q/q1", "[data-testid=queue-channels]"],
  ["/s/krakow/q/q1/forecast?ch=call", "[data-testid=forecast]"],
  ["/s/krakow/agents?by=team", "[data-testid=agent]"],
  ["/s/krakow/agents/a1", "[data-testid=agent-contacts]"],
  ["/s/krakow/alerts", ".alert-detail"],
  ["/s/krakow/rules", "[data-testid=rules-page]"],
  ["/s/krakow/goals", "main tbody tr"],
  ["/s/krakow/history?queue=q1&channel=call&compare=week", "[data-testid=history-table] tbody tr"],
  ["/s/krakow/reasons", "main h1"],
  ["/s/krakow/restatements", "main h1"],
  ["/s/krakow/report", "[data-testid=report-page]"],
  ["/s/krakow/contacts/c-1", "[data-testid=contact-page]"],
  ["/s/krakow/health", "main tbody tr"],
  ["/region/Poland", "[data-testid=region-page]"],
  ["/region/Poland/reasons/address", "[data-testid=reason-contacts]"],
  ["/screens", "main h1"],
  ["/pair", "main h1"],
  ["/boards", "[data-testid=board]"],
  ["/admin/users", "main h1"],
  ["/admin/roles", "main tbody tr"],
  ["/admin/tokens", "main .panel"],
  ["/admin/profiles", "main tbody tr"],
  ["/admin/audit", "main h1"],
] as const;

suiteOn([findBrowser()], "further pages of the board", () => {
  let browser: Browser;
  const board = sharedBoard(() => browser);
  const day = toldDay();
  const shown = (path: string): SharedBoardOptions => {
    const { intervals, site } = day;
    // Of this moment: as the file grows old its first rows do, and every page says so.
    return {
      rows: inBreach(toldDay().rows),
      intervals,
      sites: [site],
      path,
      stillMotion: true,
      width: 1440,
      height: 900,
    };
  };
  const show = (path: string, more: Partial<SharedBoardOptions> = {}): Promise<Page> =>
    board.show({ ...shown(path), ...more });

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  test("a region shows each of its sites with its worst state, and its day together; a site leads to its floor and back", async () => {
    const page = await show("region/Poland");
    const site = page.getByTestId("site-krakow");
    await site.waitFor();
    expect(await site.getAttribute("data-state")).toBe("breach");
    await page.waitForSelector(".uplot canvas");
    await page.getByRole("slider", { name: /^Today/ }).focus();
    await page.keyboard.press("Home");
    const told = (): Promise<string | null> => page.getByRole("slider").getAttribute("aria-valuetext");
    expect(await told()).toMatch(/^00:00, Offered 0, Answered 0, Abandoned 0/);
    for (let halfHours = 0; halfHours < 16; halfHours++) await page.keyboard.press("ArrowRight");
    expect(await told()).toMatch(/^08:00, Offered 24, Answered 22, Abandoned 2/);
    await site.getByRole("link").first().click();
    await page.waitForURL("**/s/krakow/floor");
    await page.goBack();
    await page.waitForURL("**/region/Poland");
    await page.goto(new URL("/region/Nowhere", page.url()).href);
    await page.getByText("No region “Nowhere”").waitFor();
  });

  test("every address of the map leads to its place: as a deep link, when it is loaded again, and on the way back", async () => {
    const page = await show("s/krakow/floor");
    await page.waitForSelector("[data-testid=floor]");
    const places: readonly (readonly [path: string, shows: string, ends?: string])[] = [
      ["/s/krakow/now?ch=call", "[data-testid=now-page]"],
      ["/s/krakow/q/q1/waiting?ch=call", "section#part-waiting[aria-labelledby]:focus"],
      ["/s/krakow/q/q1/forecast?ch=call", "section#part-forecast[aria-labelledby]:focus"],
      ["/s/krakow/agents?queue=q1&state=paused", "main h1"],
      ["/s/krakow/agents/a1", "[data-testid=agent-contacts]"],
      [
        "/s/krakow/rules/service-level-low?rehearse=7d",
        "[data-testid=named]",
        "/rules/service-level-low?rehearse=7d&kpi=serviceLevel&queue=q1&ch=call&over=15m&side=below&limit=80%25&clear=85%25&hold=60s&least=15&severity=critical",
      ],
      ["/s/krakow/goals?kpi=serviceLevel&who=queue:q1:call", "main [data-testid=who]"],
      ["/region/Poland/reasons/address", "[data-testid=reason-contacts]"],
      ["/health#sources", "main tbody tr", "/s/krakow/health#sources"],
      ["/health#restated", "main h1", "/s/krakow/restatements"],
      ["/screens/scr-1", "main h1"],
    ];
    const at = (): string => page.url().replace(new URL("/", page.url()).href, "/");
    for (const [path, shows, ends = path] of places) {
      await page.goto(new URL(path, page.url()).href);
      await page.waitForURL((url) => url.href.endsWith(ends));
      await page.waitForSelector(shows);
      expect(await violations(page), path).toEqual([]);
    }
    await page.goBack();
    await page.waitForSelector("main h1");
    expect(at()).toBe("/s/krakow/restatements");
    await page.goto(new URL("/s/krakow/q/q1/waiting?ch=call", page.url()).href);
    await page.reload();
    await page.waitForSelector("#part-waiting:focus");
    await page.getByRole("link", { name: "Floor" }).first().click();
    await page.waitForSelector("[data-testid=floor]");
    await page.goBack();
    await page.waitForSelector("[data-testid=queue-page]");
    expect(at()).toBe("/s/krakow/q/q1/waiting?ch=call");
  }, 90_000);

  test("what needs somebody now: late ones first, from the floor by its link, through them by keys", async () => {
    const page = await show("s/krakow/floor");
    await page.getByRole("link", { name: "Show all" }).first().click();
    await page.waitForURL("**/s/krakow/now");
    await page.getByTestId("late-now").first().waitFor();
    expect(await page.getByTestId("late-now").first().innerText()).toMatch(/4 calls[\s\S]*Cards[\s\S]*late for/);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/q/q1?ch=call");
  });

  test("by keys alone a rule is tried from its alert: what is wrong is said while it is typed, and how it is written", async () => {
    const page = await show("s/krakow/alerts");
    await page.getByRole("link", { name: "Rehearse it" }).press("Enter");
    await page.waitForURL("**/s/krakow/rules?kpi=serviceLevel&queue=q1&ch=call&over=15m&side=below&limit=80*");
    await page.getByLabel("Limit", { exact: true }).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("much");
    await page.getByTestId("problems").getByText(/much/).first().waitFor();
    expect(await page.getByTestId("rule-text").innerText()).toContain("below: much");
    await page.goBack();
    await page.waitForURL("**/s/krakow/alerts");
  });

  test("a rule by its name is its alert's once: what is changed stays changed, and the alert may go", async () => {
    const page = await show("s/krakow/rules/service-level-low");
    const text = page.getByTestId("rule-text");
    await text.filter({ hasText: "queue: q1" }).waitFor();
    await page.locator('label:has(> span:text-is("Of")) select').selectOption({ label: "Whole site" });
    await text.filter({ hasNotText: "queue: q1" }).waitFor();
    await board.commit({ "alert:krakow:a:q1": null });
    await page.waitForSelector('[data-page="alerts"]:not(:has(.n))');
    expect(await text.innerText()).toContain("below: 80%");
    expect(await text.innerText()).not.toContain("queue:");
    expect(await page.getByTestId("named").innerText()).toBe("service-level-low");
  });

  test("who serves a queue is nobody until it is told, and why it is not; told, they alone are listed and counted", async () => {
    const refused = { status: 503, json: { code: "of_tomorrow", message: "Not now." } };
    const agent = { kind: "agent", site: "krakow", agent: "a1", name: "Ana", team: null, state: "idle", since: 1 };
    const rest = { scheduled: null, scheduledSince: null, reason: null, implied: false, memberOf: null, asOf: 1 };
    const rows = {
      ...toldDay().rows,
      "agent:krakow:a1": { ...agent, ...rest },
      "agent:krakow:a2": { ...agent, ...rest, agent: "a2", name: "Bo" },
    };
    const page = await show("s/krakow/agents?queue=q1", {
      rows,
      prepare: (opened) => opened.route("**/v1/planning*", (route) => route.fulfill(refused)),
    });
    const panel = page.getByRole("region", { name: "Agents", exact: true });
    await panel.getByRole("status").filter({ hasText: "Not now." }).waitFor();
    expect(await panel.getByText("Ana").count()).toBe(0);
    expect(await page.getByText("signed in").count()).toBe(0);
    const told = { json: { queues: [{ staff: { serving: [{ agent: "a1" }] } }] } };
    await page.route("**/v1/planning*", (route) => route.fulfill(told));
    await page.reload();
    await page.getByText("1 signed in").waitFor();
    await panel.getByText("Ana").waitFor();
    expect(await panel.getByText("Bo").count()).toBe(0);
  });

  test("what was told anew of a reason or of an agent is called by its title", async () => {
    const told = {
      at: "2026-11-25T14:08:00Z",
      from: "2026-11-25T13:00:00Z",
      kpi: "offered",
      before: 3,
      after: 4,
      events: 1,
    };
    const restatements = [{ value: "returns" }, { agent: "a1" }].map((scope) => ({ ...told, scope }));
    const reasons = [
      { reason: "returns", title: "Returns and refunds", contacts: 4, share: 1, usualShare: null, change: null },
    ];
    const agent = { kind: "agent", site: "krakow", agent: "a1", name: "Ana", team: null, state: "idle", since: 1 };
    const rest = { scheduled: null, scheduledSince: null, reason: null, implied: false, memberOf: null, asOf: 1 };
    const page = await show("s/krakow/restatements?of=2026-11-25T12:00:00Z", {
      rows: { ...toldDay().rows, "agent:krakow:a1": { ...agent, ...rest } },
      prepare: async (opened) => {
        await opened.route("**/v1/restatements?*", (route) => route.fulfill({ json: { restatements } }));
        await opened.route("**/v1/reasons?*", (route) => route.fulfill({ json: { reasons } }));
      },
    });
    await page.getByRole("rowheader", { name: /^Returns and refunds · / }).waitFor();
    await page.getByRole("rowheader", { name: /^Ana · / }).waitFor();
  });

  test("contacts of a region are each told with its site and by that site's clock", async () => {
    const at = "2026-11-25T14:08:31Z";
    const contact = { contact: "c-1", segment: "1", queue: "q1", channel: "call", outcome: "answered", queuedAt: at };
    const contacts = ["krakow", "boston"].map((site) => ({ ...contact, site, waitSeconds: 7, inTime: true }));
    const { "site:krakow": krakow } = toldDay().rows;
    const page = await show("region/Poland/reasons/address", {
      rows: {
        ...toldDay().rows,
        "site:krakow": { ...krakow!, zone: "Europe/Warsaw" },
        "site:boston": { ...krakow!, site: "boston", name: "Boston", zone: "America/New_York" },
      },
      prepare: (opened) => opened.route("**/v1/contacts?*", (route) => route.fulfill({ json: { contacts } })),
    });
    const row = page.getByTestId("reason-contacts").locator("tbody tr");
    await row.first().waitFor();
    expect(await row.nth(0).innerText()).toMatch(/c-1\s+Kraków\s+15:08:31/);
    expect(await row.nth(1).innerText()).toMatch(/c-1\s+Boston\s+09:08:31/);
  });

  test("what is wrong with a rule that is tried is said in the reader's language, each at its label", async () => {
    const page = await show("s/krakow/rules?limit=much&clear=x&hold=soon&least=-1", { language: "pl" });
    const problems = page.getByTestId("problems").locator("p");
    await expect.poll(() => problems.count()).toBe(4);
    expect(await problems.allInnerTexts()).toEqual([
      "Limit „much”: wpisz liczbę, udział taki jak 80% albo czas taki jak 90s",
      "Koniec przy „x”: wpisz liczbę, udział taki jak 80% albo czas taki jak 90s",
      "Co najmniej tyle kontaktów: wpisz liczbę całkowitą, co najmniej 0",
      "Utrzymane przez „soon”: wpisz czas taki jak 30s, 2m albo 1h",
    ]);
  });

  test("on paper the report of a day has no buttons and is light, whatever the display", async () => {
    const page = await show("s/krakow/report", { theme: "dark" });
    await page.getByRole("heading", { name: /Day report/ }).waitFor();
    await page.emulateMedia({ media: "print" });
    await page.waitForSelector('[data-theme="light"]');
    for (const hidden of [".rail", ".strip", "input[type=date]", "button.btn"])
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
  });

  test.each([
    ["region/Poland", "[data-testid=region-page]"],
    ["s/krakow/now", "[data-testid=now-page]"],
    ["s/krakow/report", "[data-testid=report-page]"],
    ["s/krakow/rules", "[data-testid=rules-page]"],
    ["s/krakow/contacts/c-1", "[data-testid=contact-page]"],
  ])("%s: no accessibility violation, and words 40 per cent longer fit from 1440 to 320 px", async (path, shows) => {
    const page = await show(path);
    await page.waitForSelector(shows);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(lengthen)).toEqual([]);
  });

  test("on a phone no page is scrolled sideways, whatever the language: rows become cards, and say what each value is", async () => {
    const agent = { kind: "agent", site: "krakow", agent: "a1", name: "Aleksandra Brzęczyszczykiewicz", team: null };
    const rest = { scheduled: null, scheduledSince: null, reason: "Lunch", implied: false, memberOf: null, asOf: 1 };
    const page = await show("s/krakow/goals", {
      rows: {
        ...inBreach(toldDay().rows),
        "goal:krakow:q0": GOAL,
        "agent:krakow:a1": { ...agent, state: "paused", since: Date.now() - 5_000_000, ...rest },
      },
      width: 390,
      height: 844,
    });
    const wide: string[] = [];
    // Each in Polish, whose words are the longest, and in one of the others.
    const others = ["en", "it", "zh"];
    for (const language of ["pl", ...others]) {
      await page.evaluate(
        (lang) => localStorage.setItem("floorwalker.display", JSON.stringify({ version: 1, language: lang })),
        language,
      );
      await page.goto(new URL("/s/krakow/goals", page.url()).href);
      await page.locator("table[data-cards] tbody tr").first().waitFor();
      for (const [at, [path, shows]] of ON_A_PHONE.entries()) {
        if (language !== "pl" && others[at % others.length] !== language) continue;
        await page.evaluate((to) => {
          history.pushState(null, "", to);
          dispatchEvent(new PopStateEvent("popstate"));
        }, path);
        await page.waitForSelector(shows);
        wide.push(...(await page.evaluate(scrolledSideways)).map((what) => `${language} ${path}: ${what}`));
      }
    }
    expect(wide).toEqual([]);
    await page.goto(new URL("/s/krakow/goals", page.url()).href);
    const level = page.locator("table[data-cards] td[data-label]").nth(1);
    expect(await level.evaluate((cell) => getComputedStyle(cell, "::before").content)).toBe('"至今"');
    // A card is a row to a screen reader all the same: asked of the browser's own tree.
    const devtools = await page.context().newCDPSession(page);
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const roles = new Set(nodes.map(({ role }) => role?.value));
    expect([...roles]).toEqual(expect.arrayContaining(["table", "row", "columnheader", "rowheader", "cell"]));
  }, 90_000);

  test("the interfaces are a page to read: in both themes, by keyboard, and a link opens what it leads to", async () => {
    const page = await show("docs", { live: false });
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.locator("summary", { hasText: "/v1/goals" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Goal", exact: true }).click();
    await page.locator("#schema-Goal code", { hasText: "noReturnAt" }).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
