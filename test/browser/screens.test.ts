/** A television on the wall, with the real thing: paired, told, through gateways that go and come, a new build, and to its end. */
import type { Browser, Page } from "playwright-core";
import decodeQr from "qr/decode.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { floorRows } from "./floor-rows.ts";
import { LIVE, type ShownBoard, showBoard } from "./shown-board.ts";
import { ALL, addUser, openAs, type SignedInPage, TOKEN } from "./signed-in-page.ts";
import { violations } from "./violations.ts";

/** Of the picture that is read, pixels. */
const SIDE = 300;
const SOON = { timeout: 15_000 };

suiteOn([findBrowser()], "screens", () => {
  let browser: Browser;
  let board: ShownBoard;
  let tv: Page;
  let desk: SignedInPage;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(board.url + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { readonly screen: { readonly id: string } };
  };
  const codeOf = (page: Page) => page.getByTestId("code").getAttribute("data-code");

  beforeAll(async () => {
    browser = await openBrowser();
    board = await showBoard({
      browser,
      rows: floorRows({ queues: 3 }),
      token: TOKEN,
      live: false,
      path: "tv",
      width: 1920,
      height: 1080,
      stillMotion: true,
    });
    tv = board.page;
  });
  afterAll(async () => {
    await desk.close();
    await board.close();
    await browser.close();
  });

  test("a television shows a code and a picture that a phone reads as the place to type it; nothing of the floor", async () => {
    await tv.getByTestId("code").waitFor();
    const link = `${board.url}pair#${await codeOf(tv)}`;
    expect(await readQr(tv)).toBe(link);
    expect(await tv.locator("main").innerText()).not.toContain("Queue");
    expect(await violations(tv)).toEqual([]);
  });

  test("approved, it shows the floor by tickets, never by its secret in an address, and tells that it paints", async () => {
    const urls: string[] = [];
    tv.on("request", (request) => urls.push(request.url()));
    const offered: string[] = [];
    tv.on(
      "websocket",
      (socket) => urls.push(socket.url()) && socket.on("framesent", ({ payload }) => offered.push(String(payload))),
    );
    await addUser(board, "mia", "manager");
    desk = await openAs({ browser, board }, "mia", `pair#${await codeOf(tv)}`);
    const { page } = desk;
    // The code came with the picture, through signing in: the name is all that is left to type.
    expect(await page.getByLabel("Code on the screen").inputValue()).toBe(await codeOf(tv));
    expect(page.url()).not.toContain("#");
    await page.keyboard.type("Hall A");
    await page.keyboard.press("Enter");
    await page.getByTestId("paired").waitFor();
    await tv.waitForSelector(LIVE);
    const secret = await tv.evaluate(() => localStorage.getItem("floorwalker.screen"));
    expect(secret).toMatch(/^fws_/);
    expect(urls.filter((url) => url.includes("fws_"))).toEqual([]);
    await expect.poll(() => offered.join(), SOON).toContain('"painted"');
    await page.goto(`${board.url}screens`);
    await page.locator('[data-testid="screen"][data-state="painting"]', { hasText: "page 1 of 1" }).waitFor();
    await page.getByRole("button", { name: "Change Hall A" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Hall North");
    await page.getByRole("dialog").locator("summary", { hasText: "Queues" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Cards q1").focus();
    await page.keyboard.press("Space");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).press("Enter");
    await page.getByText("Queues: q1").waitFor();
    await page.getByRole("button", { name: "Identify Hall North" }).press("Enter");
    await tv.getByTestId("screen-name").waitFor();
    expect(await tv.getByTestId("screen-name").innerText()).toBe("Hall North");
    await expect.poll(() => tv.locator('[data-testid^="queue-"]').count(), SOON).toBe(1);
    expect(await violations(tv)).toEqual([]);
  });

  test("the page of screens has no accessibility violation in any language, dark and light, and fits a phone", async () => {
    const { page } = desk;
    for (const [language, scheme] of [
      ["en", "light"],
      ["pl", "dark"],
      ["it", "light"],
      ["zh", "dark"],
    ] as const) {
      await page.evaluate(
        (lang) => localStorage.setItem("floorwalker.display", JSON.stringify({ version: 1, language: lang })),
        language,
      );
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(
        language === "en" || language === "pl" ? { width: 1440, height: 900 } : { width: 390, height: 844 },
      );
      await page.goto(`${board.url}screens`);
      await page.getByTestId("screen").first().waitFor();
      expect(await violations(page), language).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        language,
      ).toBeLessThanOrEqual(0);
    }
  });

  test("it comes back after gateways that go, loads a new build by itself, and anew when it is told to", async () => {
    await tv.evaluate(() => Object.assign(window, { old: true }));
    await board.stopGateway();
    await tv.waitForSelector('[data-testid="connection"]:not([data-state="live"])');
    await board.restartGateway("test");
    await tv.waitForSelector(LIVE);
    expect(await tv.evaluate(() => "old" in window)).toBe(true);
    await board.restartGateway("another build");
    await expect.poll(() => tv.evaluate(() => "old" in window).catch(() => true), { timeout: 30_000 }).toBe(false);
    await tv.waitForSelector(LIVE);
    await expect
      .poll(async () => JSON.stringify(await ask("GET", "v1/screens")), SOON)
      .toContain('"build":"another build","page":1');
    const { page } = desk;
    await page.goto(`${board.url}screens`);
    const card = page.locator('[data-testid="screen"][data-state="painting"]');
    await card.locator(".build").filter({ hasText: "another build" }).waitFor(SOON);
    await tv.evaluate(() => Object.assign(window, { old: true }));
    const [{ id }] = ((await ask("GET", "v1/screens")) as unknown as { screens: [{ id: string }] }).screens;
    await ask("POST", `v1/screens/${id}/reload`);
    await expect.poll(() => tv.evaluate(() => "old" in window).catch(() => true), SOON).toBe(false);
    await tv.waitForSelector(LIVE);
  });

  test("revoked, it says within five seconds that it must be paired again, and shows a new code", async () => {
    const [{ id }] = ((await ask("GET", "v1/screens")) as unknown as { screens: [{ id: string }] }).screens;
    await ask("DELETE", `v1/screens/${id}`);
    await tv.getByTestId("was-paired").waitFor({ timeout: 5_000 });
    expect(await codeOf(tv)).toMatch(/^[2-9BCDFGHJKMNPQRTVWXY]{6}$/);
    expect(await tv.evaluate(() => localStorage.getItem("floorwalker.screen"))).toBeNull();
    await ask("POST", "v1/pairings/approve", { code: await codeOf(tv), name: "Hall B", scope: ALL });
    await tv.waitForSelector(LIVE);
  });
});

/** As a camera would: from what is painted. */
async function readQr(page: Page): Promise<string> {
  const png = (await page.locator("svg.qr").screenshot()).toString("base64");
  const data = await page.evaluate(
    async ([text, side]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${text}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0, side, side);
      return [...context.getImageData(0, 0, side, side).data];
    },
    [png, SIDE] as const,
  );
  return decodeQr({ width: SIDE, height: SIDE, data: Uint8Array.from(data) });
}
