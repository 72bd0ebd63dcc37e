/** Boards in a browser: made and published by keys alone and by pointer, read and refused as JSON, shown on a wall and on a television that is bound. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { cut } from "./cut.ts";
import { floorRows, GOAL, inBreach } from "./floor-rows.ts";
import { LIVE, type ShownBoard, showBoard } from "./shown-board.ts";
import { ALL, addUser, openAs, type SignedInPage, TOKEN } from "./signed-in-page.ts";
import { violations } from "./violations.ts";

const SOON = { timeout: 15_000 };

suiteOn([findBrowser()], "boards", () => {
  let browser: Browser;
  let board: ShownBoard;
  let desk: SignedInPage;
  let page: Page;
  let tv: Page;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(board.url + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (answer.status === 204 ? {} : await answer.json()) as Record<string, never>;
  };
  const tiles = () => page.getByTestId("tile");
  const saved = () => page.getByTestId("kept").filter({ hasText: "draft saved" }).waitFor(SOON);

  beforeAll(async () => {
    browser = await openBrowser();
    board = await showBoard({
      browser,
      rows: { ...inBreach(floorRows({ queues: 5 })), "goal:krakow:q0": GOAL },
      token: TOKEN,
      live: false,
      path: "tv",
      width: 1920,
      height: 1080,
      stillMotion: true,
    });
    tv = board.page;
    await addUser(board, "root", "admin");
    desk = await openAs({ browser, board }, "root", "boards");
    page = desk.page;
  });
  afterAll(async () => {
    await desk.close();
    await board.close();
    await browser.close();
  });

  test("by keys alone a board is made, its tiles moved, resized, removed, undone, and published", async () => {
    await page.getByRole("button", { name: "New board for a wall" }).focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("tile-grid").waitFor(SOON);
    expect(await tiles().count()).toBe(9);
    const second = page.getByRole("button", { name: /^Queue no. 2/ });
    await second.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: /^Queue no. 2.*column 4, row 1/ }).waitFor();
    await page.getByRole("button", { name: /^Queue no. 3.*column 3, row 1/ }).focus();
    await page.keyboard.press("Delete");
    expect(await tiles().count()).toBe(8);
    await page.getByRole("button", { name: /^Queue no. 2/ }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowRight");
    await page.getByRole("button", { name: /^Queue no. 2.*2 × 1 at column 3, row 1/ }).waitFor();
    await page.keyboard.press("Shift+ArrowRight");
    expect(await page.getByTestId("said").innerText()).toBe("No room there");
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: /^Queue no. 2.*1 × 1 at column 3, row 1/ }).waitFor();
    await page.getByRole("button", { name: "Message" }).focus();
    await page.keyboard.press("Enter");
    expect(await tiles().count()).toBe(9);
    await page.getByTestId("inspector").getByRole("textbox").focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" to all");
    await saved();
    await page.getByRole("button", { name: "Publish" }).focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("kept").filter({ hasText: "Published" }).waitFor(SOON);
    const told = await ask("GET", "v1/boards/new-board-for-a-wall");
    expect(JSON.stringify(told)).toContain("Message to all");
    expect(await violations(page)).toEqual([]);
  }, 90_000);

  test("by pointer a tile is dragged onto the page, moved, and made larger by its corner", async () => {
    const grid = (await page.getByTestId("tile-grid").boundingBox())!;
    const middle = (column: number, row: number) =>
      [grid.x + (grid.width * (column - 0.5)) / 4, grid.y + (grid.height * (row - 0.5)) / 3] as const;
    await page.getByRole("button", { name: /^Message to all/ }).click();
    await page.getByRole("button", { name: "Remove tile" }).click();
    const tool = (await page.getByRole("button", { name: "Alerts", exact: true }).boundingBox())!;
    await page.mouse.move(tool.x + 20, tool.y + 10);
    await page.mouse.down({ button: "right" });
    await page.mouse.move(...middle(4, 1), { steps: 2 });
    await page.mouse.up({ button: "right" });
    expect(await page.getByTestId("said").innerText()).toBe("Removed");
    await page.mouse.move(tool.x + 20, tool.y + 10);
    await page.mouse.down();
    await page.mouse.move(...middle(4, 1), { steps: 4 });
    await page.mouse.up();
    const alerts = page.getByRole("button", { name: /^Alerts.*1 × 1 at column 4, row 1/ });
    await alerts.waitFor();
    await page.mouse.move(...middle(4, 1));
    await page.mouse.down();
    await page.mouse.move(...middle(3, 1), { steps: 4 });
    await page.mouse.up();
    await page.getByRole("button", { name: /^Alerts.*1 × 1 at column 3, row 1/ }).waitFor();
    const last = page.getByRole("button", { name: /^Queue no. 2/ });
    await last.click();
    await page.getByRole("button", { name: "Remove tile" }).click();
    const box = (await page.getByRole("button", { name: /^Alerts.*column/ }).boundingBox())!;
    await page.mouse.move(box.x + box.width - 6, box.y + box.height - 6);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 1.9, box.y + box.height - 6, { steps: 4 });
    await page.mouse.up();
    await page.getByRole("button", { name: /^Alerts.*2 × 1 at column 3, row 1/ }).waitFor();
    await saved();
  }, 60_000);

  test("as JSON a board is taken over; of a bad one everything is said at once, each with its place, and nothing changes", async () => {
    const before = await tiles().count();
    await page.getByRole("button", { name: "JSON" }).click();
    const text = await page.getByTestId("json").inputValue();
    await page.getByTestId("json").fill(text.replace('"column": 3', '"column": 9').replace('"window"', '"windows"'));
    await page.getByRole("button", { name: "Take over" }).click();
    const faults = await page.getByTestId("faults").innerText();
    expect(faults).toContain("No such field windows");
    expect(faults).toMatch(/Not allowed pages\[0\]\.tiles\[\d\]\.at\.column/);
    expect(await violations(page)).toEqual([]);
    await page.getByTestId("json").fill("{");
    await page.getByRole("button", { name: "Take over" }).click();
    expect(await page.getByTestId("faults").innerText()).toContain("No JSON line 1");
    await page.getByTestId("json").fill(text.replace("New board for a wall", "Hall A"));
    await page.getByRole("button", { name: "Take over" }).click();
    await page.getByRole("heading", { name: "Hall A" }).waitFor();
    expect(await tiles().count()).toBe(before);
    await saved();
  }, 60_000);

  test("a field is emptied and typed anew, a visit of it is one step, and who leaves at once leaves the last one saved", async () => {
    const inspector = page.getByTestId("inspector");
    await page.getByRole("button", { name: "Page 1" }).click();
    const seconds = page.getByLabel("Stays, s");
    await seconds.pressSequentially("15");
    expect(await seconds.inputValue()).toBe("15");
    await page.keyboard.press("Control+z");
    expect(await seconds.inputValue()).toBe("");
    const name = inspector.getByLabel("Name");
    await name.fill("");
    await seconds.focus();
    expect(await name.inputValue()).toBe("Hall A");
    await name.fill("");
    await page.keyboard.type("Hall B");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: "Hall A" }).waitFor();
    await saved();
    const [from, to] = [inspector.getByLabel("From"), inspector.getByLabel("To", { exact: true })];
    await from.fill("22:00");
    await to.fill("06:00");
    await page.getByRole("button", { name: "Undo" }).click();
    expect([await from.inputValue(), await to.inputValue()]).toEqual(["", ""]);
    await page.getByRole("button", { name: "Redo" }).click();
    expect([await from.inputValue(), await to.inputValue()]).toEqual(["22:00", "06:00"]);
    await name.fill("Hall C");
    await page.reload();
    await page.getByRole("heading", { name: "Hall C" }).waitFor(SOON);
  }, 60_000);

  test("a board is removed after a question, and what the question is closed with removes nothing", async () => {
    const editor = page.url();
    await page.getByRole("link", { name: "Boards" }).first().click();
    await page.getByRole("button", { name: "Copy New board for a wall" }).click();
    await page.getByTestId("tile-grid").waitFor(SOON);
    await page.getByRole("link", { name: "Boards" }).first().click();
    const remove = page.getByRole("button", { name: /^Remove .*, copy$/ });
    await remove.click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await remove.click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await remove.waitFor({ timeout: 5_000, state: "detached" });
    await page.goto(editor);
  }, 60_000);

  test("what a wall shows is the published board, its author sees the draft, and a board that is not there says so with a way back", async () => {
    const context = page.context();
    const wall = await context.newPage();
    await page.getByRole("button", { name: "Add a page" }).click();
    await page.getByRole("button", { name: "Act now" }).click();
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Goal and budget" }).click();
    expect(await tiles().count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await saved();
    await wall.goto(`${board.url}wall/new-board-for-a-wall`);
    await wall.getByTestId("grid").waitFor(SOON);
    await wall.getByTestId("message").waitFor();
    expect(await wall.getByTestId("alerts").count()).toBe(0);
    expect(await violations(wall)).toEqual([]);
    await wall.goto(`${board.url}wall/new-board-for-a-wall?draft`);
    await wall.getByTestId("alerts").waitFor(SOON);
    await wall.goto(`${board.url}wall/nowhere`);
    await wall.getByTestId("no-board").getByRole("link").click();
    await wall.waitForSelector(LIVE);
    await wall.goto(`${board.url}boards/nowhere`);
    await wall.getByTestId("no-board").waitFor(SOON);
    await wall.getByRole("link", { name: "Boards" }).first().click();
    await wall.getByTestId("board").first().waitFor(SOON);
    expect(await violations(wall)).toEqual([]);
    await wall.close();
  }, 60_000);

  test("what needs somebody and a goal are on a wall: said whole in four languages, and a page that turns opens no further socket", async () => {
    const wall = await page.context().newPage();
    let sockets = 0;
    wall.on("websocket", () => (sockets += 1));
    const goal = wall.getByTestId("goal-serviceLevel");
    /** What is pressed before the keys are listened to is pressed again. */
    const turnTo = (shown: string) =>
      expect
        .poll(async () => {
          const isThere = (await wall.getByTestId(shown).count()) > 0;
          if (!isThere) await wall.keyboard.press("ArrowRight");
          return isThere;
        }, SOON)
        .toBe(true);
    for (const language of ["pl", "it", "zh", "en"]) {
      await wall.goto(`${board.url}wall/new-board-for-a-wall?draft&lang=${language}`);
      await wall.getByTestId("alerts").waitFor(SOON);
      await turnTo("goal-serviceLevel");
      await goal.and(wall.locator('[data-state="onTarget"]')).waitFor(SOON);
      expect(await wall.locator("main .wt").evaluateAll(cut), language).toEqual([]);
    }
    expect(await wall.getByTestId("act-now").innerText()).toMatch(/^Act now\s+2\s+Breach\s+Cards\s/);
    expect(await goal.innerText()).toMatch(/^Billing\s+Service level\s+84\.1\s%\s[\s\S]*Misses left\s+41$/);
    expect(await violations(wall)).toEqual([]);
    const before = sockets;
    for (const shown of ["alerts", "goal-serviceLevel", "alerts", "goal-serviceLevel"]) await turnTo(shown);
    expect(await goal.getAttribute("data-state")).toBe("onTarget");
    expect(sockets).toBe(before);
    await wall.close();
  }, 60_000);

  test("a television is bound to a board, and shows what is published of it within seconds", async () => {
    await tv.getByTestId("code").waitFor();
    const code = await tv.getByTestId("code").getAttribute("data-code");
    const { screen } = (await ask("POST", "v1/pairings/approve", { code, name: "Hall", scope: ALL })) as never as {
      readonly screen: { readonly id: string };
    };
    await tv.waitForSelector('[data-testid="board"][data-board="wall"]', SOON);
    await tv.waitForSelector(LIVE);
    await ask("PATCH", `v1/screens/${screen.id}`, { board: "new-board-for-a-wall" });
    await tv.waitForSelector('[data-board="new-board-for-a-wall"] [data-testid="message"]', SOON);
    expect(await page.getByRole("button", { name: /^Publish/ }).innerText()).toContain("Publish");
    const at = performance.now();
    await page.getByRole("button", { name: /^Publish/ }).click();
    await tv.getByTestId("alerts").waitFor(SOON);
    expect(performance.now() - at).toBeLessThan(10_000);
    await page.goto(`${board.url}screens`);
    await page.getByTestId("screen").filter({ hasText: "Hall C" }).waitFor(SOON);
  }, 60_000);

  test("a board of the floor shows its sections in their order, is where its role begins, and is gone from desks with its removal", async () => {
    const floor = {
      format: "floorwalker.board",
      version: 1,
      name: "Queues first",
      defaultFor: ["viewer"],
      pages: [{ layout: "floor", sections: ["queues", "actNow"] }],
    };
    const made = await ask("POST", "v1/boards", { board: floor, id: "queues-first" });
    await ask("POST", "v1/boards/queues-first/publish", { version: made.draft!["version"] });
    await addUser(board, "vera", "viewer");
    const viewer = await openAs({ browser, board }, "vera", "");
    await viewer.page.waitForURL("**/boards/queues-first**");
    const floor_ = viewer.page.getByTestId("floor");
    await floor_.waitFor(SOON);
    expect(await floor_.locator(".alerts-rail").count()).toBe(0);
    expect(await viewer.page.getByRole("button", { name: /New board/ }).count()).toBe(0);
    expect(await violations(viewer.page)).toEqual([]);
    await viewer.page.clock.install();
    await viewer.page.reload();
    await floor_.waitFor(SOON);
    const { version } = await ask("GET", "v1/boards/queues-first");
    await ask("DELETE", "v1/boards/queues-first", { version });
    await viewer.page.clock.runFor(16_000);
    await viewer.page.getByTestId("no-board").waitFor(SOON);
    await viewer.page.goto(`${board.url}s/krakow/q/q0`);
    await viewer.page.getByTestId("not-told").waitFor(SOON);
    await viewer.close();
  }, 60_000);
});
