/** Signing in on the board: the way there and back, what is refused and how, and what a board that needs nobody says of itself. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { floorRows, tileOf } from "./floor-rows.ts";
import { LIVE, type ShownBoard, type ShownBoardOptions, showBoard } from "./shown-board.ts";
import { ALL, addUser, changeUser, PASSWORD, signIn, TOKEN } from "./signed-in-page.ts";
import { violations } from "./violations.ts";

const DESK = { width: 1440, height: 900 };
/** Passwords are checked slowly on purpose. */
const SOON = { timeout: 15_000 };

suiteOn([findBrowser()], "signing in on the board", () => {
  let browser: Browser;
  let board: ShownBoard;
  const show = async (options: Partial<ShownBoardOptions> = {}): Promise<Page> => {
    board = await showBoard({
      browser,
      rows: floorRows({ queues: 3 }),
      token: TOKEN,
      live: false,
      ...DESK,
      ...options,
    });
    return board.page;
  };
  const said = (page: Page) => page.getByTestId("sign-in-result").innerText();

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterEach(() => board.close());
  afterAll(() => browser.close());

  test("whoever is not known signs in and is where the address led, his socket opened by a ticket", async () => {
    const page = await show({ path: "s/krakow/q/q1?ch=call&w=60m" });
    await page.waitForURL("**/sign-in?next=*");
    await addUser(board, "anna");
    const tickets: number[] = [];
    page.on("response", (answer) => {
      if (answer.url().endsWith("/v1/tickets")) tickets.push(answer.status());
    });
    await signIn(page, "anna", "wrong");
    await expect.poll(() => said(page), SOON).toContain("Name or password is wrong");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("password");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/s/krakow/q/q1?ch=call&w=60m");
    await page.waitForSelector(LIVE);
    expect(new Set(tickets)).toEqual(new Set([201]));
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });

  test("a user that is not there is refused in the same words; after five failures it is said how long nobody is heard", async () => {
    const page = await show({ language: "zh-CN" });
    await page.waitForURL("**/sign-in?next=*");
    await addUser(board, "anna");
    const words: string[] = [];
    for (const user of ["anna", "nobody"]) {
      await signIn(page, user, "wrong");
      await expect.poll(() => said(page), SOON).not.toBe("");
      words.push(await said(page));
    }
    expect(new Set(words)).toEqual(new Set(["用户名或密码错误，或该用户不能登录。请重试或联系管理员。"]));
    for (const [at, language] of ["English", "Polski", "Italiano", "简体中文"].entries()) {
      await page.getByRole("button", { name: language }).click();
      await page.waitForFunction(
        (wanted) => document.documentElement.lang.startsWith(wanted),
        ["en", "pl", "it", "zh"][at]!,
      );
      await signIn(page, "anna", "wrong");
      await expect.poll(() => said(page), SOON).not.toBe("");
    }
    await signIn(page, "anna");
    await expect.poll(() => said(page), SOON).toMatch(/失败次数过多。请在 00:\d\d 后重试/);
    await signIn(page, "nobody", "wrong");
    await expect.poll(() => said(page), SOON).toContain("用户名或密码错误");
  });

  test.each(["https://evil.example/", "//evil.example/", "/\\evil.example/", "/v1/users"])(
    "an address that wants to lead to %s leads to the floor",
    async (next) => {
      const page = await show({ path: `sign-in?next=${encodeURIComponent(next)}` });
      await addUser(board, "anna");
      await signIn(page, "anna");
      await page.waitForURL(`${board.url}s/krakow/floor`);
    },
  );

  test("a session that ends leads to signing in, and from there back to the page it was on", async () => {
    const page = await show({ path: "s/krakow/agents?w=15m" });
    await addUser(board, "anna", "supervisor");
    await page.waitForURL("**/sign-in?next=*");
    await signIn(page, "anna");
    await page.waitForSelector(LIVE);
    await changeUser(board, "anna", { disabled: true });
    await page.waitForURL("**/sign-in?next=*&why=ended");
    expect(await page.locator("main").innerText()).toContain("Your session has ended");
    await changeUser(board, "anna", { disabled: false });
    await signIn(page, "anna");
    await page.waitForURL("**/s/krakow/agents?w=15m");
  });

  test("who one is and what one may see is told behind his initials, and so is the way out", async () => {
    const page = await show();
    await addUser(board, "anna", "supervisor", { ...ALL, queues: ["q1"] });
    await page.waitForURL("**/sign-in?next=*");
    await signIn(page, "anna");
    await page.waitForSelector(tileOf(1));
    expect(await page.getByTestId("who").innerText()).toBe("AK");
    await page.getByTestId("who").click();
    expect(await page.getByTestId("my-rights").innerText()).toMatch(/Role\s+Supervisor[\s\S]+Queues\s+q1/);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in?why=out");
    await page.goto(`${board.url}s/krakow/floor`);
    await page.waitForURL("**/sign-in?next=*");
    // Who sees none of the sites there are is not told that nothing has ever happened.
    await addUser(board, "ben", "viewer", { ...ALL, sites: ["elsewhere"] });
    await page.goto(`${board.url}sign-in`);
    await page.waitForSelector("#user");
    await signIn(page, "ben");
    await page.waitForSelector(LIVE);
    await page.getByText("No data yet").first().waitFor();
    expect(await page.getByTestId("first-run").count()).toBe(0);
  });

  test("one's own password is changed by the one that is known, and only then", async () => {
    const page = await show();
    await addUser(board, "anna");
    await page.waitForURL("**/sign-in?next=*");
    await signIn(page, "anna");
    await page.waitForSelector(LIVE);
    await page.getByTestId("who").click();
    await page.getByText("Change password").first().click();
    for (const [old, came] of [
      ["wrong", "is another"],
      [PASSWORD, "It is changed"],
    ] as const) {
      await page.getByLabel("Password now").fill(old);
      await page.getByLabel("New password").fill("another long password");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect.poll(() => page.getByTestId("own-password").innerText(), SOON).toContain(came);
    }
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in?why=out");
    await signIn(page, "anna", "another long password");
    await page.waitForSelector(LIVE);
  });

  test("a board that needs nobody says so, until there is a user", async () => {
    const page = await show({ token: null, live: true });
    expect(await page.getByTestId("who").getAttribute("aria-label")).toBe("Open on this machine");
    await page.goto(`${board.url}sign-in`);
    await page.waitForURL("**/s/krakow/floor");
    await page.waitForSelector(LIVE);
    await addUser(board, "anna", "admin", ALL, {});
    await page.waitForURL("**/sign-in?next=*");
    await signIn(page, "anna");
    await page.waitForSelector(LIVE);
    expect(await page.getByTestId("who").innerText()).toBe("AK");
  });

  test("a television keeps the token that it was set up with; one without is paired, or somebody signs in there", async () => {
    const page = await show({ path: `?screen=wall#token=${TOKEN}`, live: true });
    await addUser(board, "anna");
    await page.goto(`${board.url}?screen=wall`);
    await page.waitForSelector(LIVE);
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${board.url}?screen=wall&site=krakow`);
    await page.getByRole("link", { name: "Sign in on this device" }).click();
    await signIn(page, "anna");
    await page.waitForURL("**/?screen=wall&site=krakow");
    await page.waitForSelector(LIVE);
  });

  test.each(["en", "pl", "it", "zh"])(
    "the page in %s has no accessibility violation and fits 320 px, dark and light",
    async (language) => {
      const page = await show({ language, width: 320, height: 800, stillMotion: true });
      await page.waitForSelector("#user");
      await signIn(page, "nobody", "wrong");
      await expect.poll(() => said(page), SOON).not.toBe("");
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "light" });
      await page.waitForSelector('[data-theme="light"]');
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    },
  );
});
