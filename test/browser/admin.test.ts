/** The pages of who may what: an admin makes, changes and ends users and tokens there, reads what was done, and nobody else does. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { floorRows } from "./floor-rows.ts";
import { type ShownBoard, showBoard } from "./shown-board.ts";
import { addUser, openAs, type SignedInPage, TOKEN } from "./signed-in-page.ts";
import { violations } from "./violations.ts";

const PHONE = { width: 390, height: 844 };

suiteOn([findBrowser()], "the pages of who may what", () => {
  let browser: Browser;
  let board: ShownBoard;
  let admin: SignedInPage;
  const rowOf = (page: Page, name: string) => page.locator("tbody tr", { hasText: name });

  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    board = await showBoard({
      browser,
      rows: floorRows({ queues: 3 }),
      token: TOKEN,
      live: false,
      width: 800,
      height: 600,
    });
    await addUser(board, "root", "admin");
  });
  afterEach(async () => {
    await admin.close();
    await board.close();
  });
  afterAll(() => browser.close());

  test("by keys alone an admin makes a user for one queue, whose password is told once; disabled, he is out at once", async () => {
    admin = await openAs({ browser, board }, "root", "admin/users");
    const { page } = admin;
    await rowOf(page, "root kowal").waitFor();
    await page.getByRole("button", { name: "Add user" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("User name").focus();
    await page.keyboard.type("Anna");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Anna Nowak");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sup");
    // Sites, then queues: one of the real ones.
    for (let tabs = 0; tabs < 2; tabs++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.getByRole("dialog").getByLabel("User name").press("Enter");
    const password = await page.getByTestId("told-once").locator("code").innerText();
    expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    await page.keyboard.press("Escape");
    expect(await rowOf(page, "Anna Nowak").innerText()).toMatch(/Supervisor[\s\S]*Queues: q1/);
    expect(await page.locator("body").innerText()).not.toContain(password);

    const anna = await openAs({ browser, board }, "anna", "s/krakow/floor", password);
    await rowOf(page, "Anna Nowak").getByRole("button").click();
    await page.getByRole("button", { name: "Disable" }).click();
    await rowOf(page, "Anna Nowak").getByText("disabled", { exact: true }).waitFor();
    await anna.page.waitForURL("**/sign-in?next=*&why=ended");
    await anna.close();
  });

  test("a token is told once, says when it was used, and opens nothing any more once it is revoked", async () => {
    admin = await openAs({ browser, board }, "root", "admin/tokens");
    const { page } = admin;
    await page.getByRole("button", { name: "Make a token" }).click();
    await page.getByLabel("For what").fill("wall in the hall");
    await page.getByRole("dialog").getByRole("button", { name: "Make a token" }).click();
    const text = await page.getByTestId("told-once").locator("code").innerText();
    const ask = async () =>
      (await fetch(`${board.url}v1/views/floor`, { headers: { authorization: `Bearer ${text}` } })).status;
    expect(await ask()).toBe(200);
    await page.keyboard.press("Escape");
    await expect.poll(() => rowOf(page, "wall in the hall").innerText(), { timeout: 15_000 }).not.toContain("never");
    await rowOf(page, "wall in the hall").getByRole("button").click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await rowOf(page, "wall in the hall")
      .getByText(/^revoked/)
      .waitFor();
    expect(await ask()).toBe(401);
  });

  test("what was done is read newest first, looked for by what and by whom, and page by page", async () => {
    admin = await openAs({ browser, board }, "root", "admin/audit");
    const { page } = admin;
    await rowOf(page, "made a user").first().waitFor();
    expect(await rowOf(page, "signed in").first().innerText()).toContain("root kowal");
    for (let at = 0; at < 60; at++)
      await fetch(`${board.url}v1/audit?limit=1`, { headers: { authorization: `Bearer ${TOKEN}` } });
    await page.reload();
    await page.getByRole("button", { name: "Older" }).click();
    await expect.poll(() => page.getByTestId("audit").count(), { timeout: 15_000 }).toBeGreaterThan(50);
    await page.goto(`${board.url}admin/audit?did=signed_in&by=root`);
    await rowOf(page, "signed in").first().waitFor();
    expect(await page.getByTestId("audit").count()).toBe(1);
    await page.goto(`${board.url}admin/audit?from=2020-01-01&to=2020-01-02`);
    await page.getByText("Nothing was noted").waitFor();
  });

  test("what each role may is told as the routes declare it", async () => {
    admin = await openAs({ browser, board }, "root", "admin/roles");
    const { page } = admin;
    const marks = async (route: string) =>
      (await rowOf(page, route).first().locator("td").allInnerTexts()).map((mark) => /^may\s*$/.test(mark.trim()));
    await rowOf(page, "GET /v1/users").waitFor();
    expect(await marks("GET /v1/users")).toEqual([false, false, false, true]);
    expect(await marks("GET /v1/contacts.csv")).toEqual([false, true, true, true]);
    expect(await marks("GET /v1/views/:view")).toEqual([true, true, true, true]);
  });

  test("who is no admin of everything is not led there, told so, and given nothing", async () => {
    await addUser(board, "carl", "manager");
    admin = await openAs({ browser, board }, "carl", "admin/users");
    const { page } = admin;
    expect(await page.locator("main").innerText()).toContain("Only an admin");
    expect(await page.locator('.rail [data-page="admin"]').count()).toBe(0);
    const asked = await page.evaluate(async () =>
      Promise.all(["users", "tokens", "audit", "roles"].map(async (of) => (await fetch(`/v1/${of}`)).status)),
    );
    expect(asked).toEqual([403, 403, 403, 403]);
  });

  test("the pages have no accessibility violation, dark and light, and fit a phone", async () => {
    await addUser(board, "anna", "viewer", { sites: ["krakow"], queues: ["q1", "q2"], teams: [] });
    admin = await openAs({ browser, board }, "root", "admin/users");
    const { page } = admin;
    for (const part of ["users", "roles", "tokens", "profiles", "audit"]) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${board.url}admin/${part}`);
      await page
        .locator(part === "tokens" ? "main .panel" : "tbody tr")
        .first()
        .waitFor();
      expect(await violations(page), part).toEqual([]);
      if (part === "users" || part === "tokens") {
        await page.locator("main .btn.primary").click();
        expect(await violations(page), `${part}, dialog`).toEqual([]);
        await page.keyboard.press("Escape");
      }
      await page.emulateMedia({ colorScheme: "dark" });
      await page.waitForSelector('[data-theme="dark"]');
      await page.setViewportSize(PHONE);
      expect(await violations(page), `${part}, dark phone`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), part).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });
});
