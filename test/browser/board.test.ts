/** The thread through everything, embedded: an event sent over HTTP, one KPI, one tile that moves, an alert that appears. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { type RunningProgram, startProgram } from "../support/src/program.ts";

const CONFIG = `
sites:
  - id: krakow
    name: Kraków
    zone: Europe/Warsaw
    queues:
      - { queue: sales, channel: call, title: Sales, threshold: 20s, target: 0.8 }
    rules:
      - { id: sales-waiting, kpi: waiting, queue: sales, channel: call, window: 5m, above: 1, clear: 0, holdFor: 0, severity: warning }
`;

const TILE = '[data-testid="queue-sales-call"]';

suiteOn([findBrowser()], "a board in a browser", () => {
  let folder: string;
  let program: RunningProgram;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-board-"));
    await writeFile(join(folder, "floorwalker.yaml"), CONFIG);
    [program, browser] = await Promise.all([
      startProgram(["--config", join(folder, "floorwalker.yaml"), "--no-simulate"]),
      openBrowser(),
    ]);
    page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(program.url);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("one caller enters the queue: the tile says so, and says it of the right queue", async () => {
    await shows("waiting", "0");
    expect(await value("service-level")).toBe("–");
    await send("queued", "c-1");
    await shows("waiting", "1");
    await shows("offered", "1");
  });

  test("the caller is answered in time: the service level appears, nobody waits", async () => {
    await send("answered", "c-1", { agent: "a-1" });
    await shows("waiting", "0");
    await shows("service-level", "100.0\u202f%");
    await shows("answered", "1");
  });

  test("the queue fills beyond its limit: an alert appears, and resolves when the queue is empty again", async () => {
    for (const contact of ["c-2", "c-3", "c-4"]) await send("queued", contact);
    const alert = page.locator('[data-testid="alert"][data-rule="sales-waiting"]');
    await alert.and(page.locator('[data-state="firing"]')).waitFor();
    await expect.poll(() => alert.getByTestId("alert-value").innerText()).toContain("3");
    for (const contact of ["c-2", "c-3", "c-4"]) await send("abandoned", contact);
    await shows("waiting", "0");
    await shows("abandoned", "3");
    await alert.and(page.locator('[data-state="firing"]')).waitFor({ state: "detached" });
  });

  test("the same rule tried: it would have fired once, and with a limit out of reach not at all", async () => {
    const rule = "kpi=waiting&queue=sales&ch=call&over=5m&side=above&clear=0&hold=0s&least=&rehearse=1d";
    const desk = await browser.newPage();
    await desk.goto(`${program.url}s/krakow/rules?limit=1&${rule}`);
    await desk.getByTestId("would").getByText("Would have fired once").waitFor();
    expect(await desk.getByTestId("variants").locator("tbody tr").count()).toBe(4);
    await desk.getByLabel("Limit", { exact: true }).fill("9");
    await desk.getByText("Would not have fired").waitFor();
    await desk.close();
  });

  test("the longest wait ticks in the browser although nothing arrives", async () => {
    await send("queued", "c-5");
    await shows("waiting", "1");
    const first = await value("longest-wait");
    await expect.poll(() => value("longest-wait"), { timeout: 10_000 }).not.toBe(first);
  });

  const value = (field: string): Promise<string> => page.locator(TILE).getByTestId(field).innerText();
  const shows = (field: string, text: string): Promise<void> =>
    expect.poll(() => value(field), { timeout: 15_000 }).toBe(text) as unknown as Promise<void>;

  async function send(type: string, contact: string, more: object = {}): Promise<void> {
    const event = {
      specversion: "1.0",
      id: `${contact}-${type}`,
      source: "/test",
      type: `cc.contact.${type}`,
      time: new Date().toISOString(),
      site: "krakow",
      channel: "call",
      contact,
      queue: "sales",
      ...more,
      data: {},
    };
    const headers = { "content-type": "application/cloudevents+json" };
    const answer = await fetch(`${program.url}v1/events`, { method: "POST", headers, body: JSON.stringify(event) });
    expect(answer.status, await answer.text()).toBe(202);
  }
});
