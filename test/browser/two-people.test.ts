/** Two people on one board: one may see one queue, one everything. Each is given his own, by page, socket and REST. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { alertRow, floorRows, queueId, type Rows, tileOf } from "./floor-rows.ts";
import { LIVE, type ShownBoard, showBoard } from "./shown-board.ts";
import { ALL, addUser, changeUser, openAs, TOKEN } from "./signed-in-page.ts";

const OTHERS = ["Billing", "Complaints", "Contracts", '"queue":"q0"', '"queue":"q2"'];
const PATHS = [
  "v1/views/floor",
  "v1/trends?site=krakow",
  "v1/planning?site=krakow",
  "v1/goals?site=krakow",
  "v1/alerts",
];

suiteOn([findBrowser()], "two people on one board", () => {
  let browser: Browser;
  let board: ShownBoard;
  beforeAll(async () => {
    browser = await openBrowser();
    board = await showBoard({
      browser,
      rows: rows(),
      intervals: [],
      token: TOKEN,
      live: false,
      width: 800,
      height: 600,
    });
    await addUser(board, "anna", "supervisor", { ...ALL, queues: ["q1"] });
    await addUser(board, "bert", "manager");
  });
  afterAll(async () => {
    await board.close();
    await browser.close();
  });

  const rest = (page: Awaited<ReturnType<typeof openAs>>["page"]) =>
    page.evaluate(async (paths) => Promise.all(paths.map(async (path) => (await fetch(`/${path}`)).text())), PATHS);

  test("who may see one queue is given nothing of another, and who may see all is given all, at the same time", async () => {
    const anna = await openAs({ browser, board }, "anna", "s/krakow/floor");
    const bert = await openAs({ browser, board }, "bert", "s/krakow/floor");
    await anna.page.waitForSelector(tileOf(1));
    await bert.page.waitForSelector(tileOf(2));
    await board.commit({ ...rows(), [queueId(1)]: { ...rows()[queueId(1)]!, waiting: 77 } });
    await anna.page.waitForFunction(() => document.body.innerText.includes("77"));
    await bert.page.waitForFunction(() => document.body.innerText.includes("77"));
    const [annas, berts] = [
      [await anna.page.locator("body").innerText(), anna.told(), ...(await rest(anna.page))],
      [await bert.page.locator("body").innerText(), bert.told(), ...(await rest(bert.page))],
    ];
    for (const text of annas) for (const other of OTHERS) expect(text).not.toContain(other);
    expect(annas[1]).toContain("Cards");
    expect(annas[2]).toContain("Cards");
    for (const other of OTHERS) expect(`${berts[1]}${berts[2]}`).toContain(other);
    for (const page of ["q/q0?ch=call", "q/q0/explain/serviceLevelNow?ch=call", "agents", "alerts", "goals"]) {
      await anna.page.goto(`${board.url}s/krakow/${page}`);
      await anna.page.waitForSelector(LIVE);
    }
    await expect.poll(() => anna.told().length).toBeGreaterThan(annas[1]!.length);
    for (const other of OTHERS) expect(anna.told()).not.toContain(other);
    await anna.close();
    await bert.close();
  });

  test("who is told of groups is told whole days: a page that asked for parts of one, or that tells him nothing, says so", async () => {
    await addUser(board, "cora", "manager");
    expect((await changeUser(board, "cora", { profile: "works-council" })).status).toBe(200);
    const cora = await openAs({ browser, board }, "cora", "s/krakow/q/q0?ch=call");
    const says = (text: string) => cora.page.getByText(text).first().waitFor();
    const refused: string[] = [];
    cora.page.on("response", (answer) => {
      if (answer.status() === 403 && !answer.url().includes("/planning")) refused.push(answer.url());
    });
    await says("tells of groups whole days only");
    await cora.page.goto(`${board.url}s/krakow/history`);
    await cora.page.getByTestId("history").waitFor();
    expect(await cora.page.getByLabel("Interval").inputValue()).toBe("day");
    await cora.page.goto(`${board.url}s/krakow/floor`);
    await says("Not told");
    await cora.page.goto(`${board.url}s/krakow/agents`);
    await says("of no single agent");
    await cora.page.goto(`${board.url}s/krakow/alerts`);
    await says("Alerts about single agents are not told here");
    expect(await cora.page.locator("body").innerText()).not.toContain("signed in");
    await cora.page.goto(`${board.url}s/krakow/goals?span=month`);
    expect(await cora.page.getByRole("button", { name: "Month" }).count()).toBe(0);
    await cora.page.goto(`${board.url}s/krakow/restatements`);
    await says("does not tell which numbers");
    expect(refused).toEqual([]);
    await cora.page.goto(`${board.url}s/krakow/history?interval=30m`);
    await says("only whole days");
    await cora.page.goto(`${board.url}s/krakow/report`);
    await says("only whole days");
    await cora.close();
  });
});

const rows = (): Rows => ({
  ...floorRows({ queues: 4 }),
  "alert:krakow:a:q0": alertRow({ queue: "q0" }),
});
