/** Two supervisors and somebody who only watches, each at a board of their own: what one does with an alert, all see. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "@floorwalker/domain";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { builtBoard } from "../support/src/built-board.ts";
import { type RunningProgram, startProgram } from "../support/src/program.ts";
import { violations } from "./violations.ts";

const CONFIG = `
sites:
  - id: krakow
    name: Kraków
    zone: Europe/Warsaw
    queues:
      - { queue: sales, channel: call, title: Sales, threshold: 20s, target: 0.8 }
      - { queue: help, channel: call, title: Help, threshold: 20s, target: 0.8 }
    rules:
      - { id: sales-waiting, kpi: waiting, queue: sales, channel: call, window: 5m, above: 1, clear: 0, holdFor: 0, severity: critical }
      - { id: help-waiting, kpi: waiting, queue: help, channel: call, window: 5m, above: 1, clear: 0, holdFor: 0, severity: critical }
`;
const PASSWORD = "correct horse battery";
/** On every board within so long, ms (wallboard.md 23). */
const SEEN_WITHIN_MS = 2_000;

suiteOn([findBrowser()], "alerts on the boards of several people", () => {
  let folder: string;
  let program: RunningProgram;
  let browser: Browser;
  /** Of an admin, who makes the others and sends the events: with an account there is no open gateway any more. */
  let cookie: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    await builtBoard();
    folder = await mkdtemp(join(tmpdir(), "floorwalker-acts-"));
    await writeFile(join(folder, "floorwalker.yaml"), CONFIG);
    [program, browser] = await Promise.all([
      startProgram(["--config", join(folder, "floorwalker.yaml"), "--no-simulate"]),
      openBrowser(),
    ]);
    await user("ada", "Ada", "admin");
    const answer = await post("v1/session", { user: "ada", password: PASSWORD });
    cookie = { cookie: answer.headers.get("set-cookie")!.split(";")[0]! };
    for (const [id, name, role] of [
      ["ana", "Ana Nowak", "supervisor"],
      ["bo", "Bo Reed", "supervisor"],
      ["cy", "Cy Zeller", "supervisor"],
      ["vic", "Vic Horn", "viewer"],
    ] as const)
      await user(id, name, role);
    for (const contact of ["c-1", "c-2"]) await queued("sales", contact);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("two acknowledge at once: one has it, the other is told who, and every board says so", async () => {
    const [ana, bo, vic] = await Promise.all([open("ana"), open("bo"), open("vic")]);
    for (const page of [ana, bo]) await acknowledge(page).waitFor();
    // Neither has heard of the other when he presses: what they send is let go when both have.
    let letGo = (): void => {};
    const bothPressed = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    for (const page of [ana, bo])
      await page.route("**/acknowledge", async (route) => {
        await bothPressed;
        await route.continue();
      });
    for (const page of [ana, bo]) await acknowledge(page).click();
    letGo();
    const clicked = performance.now();
    await Promise.all([ana, bo, vic].map((page) => alertOf(page, "acknowledged").waitFor()));
    await expect.poll(async () => new Set(await Promise.all([ana, bo, vic].map((page) => ownerOn(page)))).size).toBe(1);
    expect(performance.now() - clicked).toBeLessThan(SEEN_WITHIN_MS);
    expect(await ownerOn(vic)).toMatch(/^Owner (Ana Nowak|Bo Reed) · \d\d:\d\d$/);
    const [loser, winner] = (await ownerOn(vic)).includes("Ana") ? [bo, ana] : [ana, bo];
    await expect.poll(() => loser.getByTestId("acts-said").innerText()).toMatch(/was first and has it|has it already/);
    expect(await winner.getByTestId("acts-said").innerText()).toContain("Sales: you have it");
    expect(await acknowledge(ana).count()).toBe(0);
  });

  test("who only watches has no buttons and is told why", async () => {
    const vic = await open("vic");
    await alertOf(vic, "acknowledged").waitFor();
    expect(await vic.locator("[data-act]").count()).toBe(0);
    expect(await vic.getByTestId("why-not").innerText()).toContain("role supervisor");
    expect(await violations(vic)).toEqual([]);
  });

  test("by keys alone one snoozes it: it is muted on every board, and firing again when that is taken back", async () => {
    const [ana, bo] = await Promise.all([open("ana"), open("bo", "floor")]);
    await alertOf(ana, "acknowledged").waitFor();
    await ana.keyboard.press("s");
    await ana.getByRole("dialog").waitFor();
    expect(await violations(ana)).toEqual([]);
    await ana.getByRole("button", { name: "15 min" }).focus();
    await ana.keyboard.press("Enter");
    await ana.locator("dialog .primary").focus();
    await ana.keyboard.press("Enter");
    const sent = performance.now();
    await alertOf(bo, "muted").waitFor();
    expect(performance.now() - sent).toBeLessThan(SEEN_WITHIN_MS);
    await bo.locator('[data-state="muted"]').first().waitFor();
    expect(await bo.getByTestId("muted-until").first().innerText()).toContain("Ana Nowak");
    // It is taken back within ten seconds or not at all: looked at by axe, which takes its time, afterwards.
    await ana.getByTestId("acts-said").locator('[data-act="undo"]').press("Enter");
    await alertOf(bo, "acknowledged").waitFor();
    await expect.poll(() => ana.getByTestId("acts-said").innerText()).toContain("taken back");
    expect(await violations(bo)).toEqual([]);
  });

  test("from the queue's page it is handed over and noted, and a link in a message leads to what was said", async () => {
    const [ana, bo] = await Promise.all([open("ana", "q/sales?ch=call"), open("bo")]);
    await alertOf(ana, "acknowledged").waitFor();
    await ana.keyboard.press("o");
    await ana.getByLabel("Who takes it").fill("Cy Zeller");
    await ana.keyboard.press("Enter");
    await expect.poll(() => ownerOn(bo)).toContain("Cy Zeller");
    await ana.keyboard.press("m");
    await ana.getByLabel("What everybody should know").fill("two are coming");
    await ana.locator("dialog .primary").click();
    await bo.locator('[data-testid="alert"] a').first().click();
    await bo.waitForURL("**/s/krakow/alerts/*");
    await expect.poll(() => bo.getByTestId("timeline").innerText()).toContain("Note by Ana Nowak: two are coming");
    await bo.goto(new URL("/s/krakow/alerts/0123", bo.url()).href);
    expect(await bo.getByTestId("no-such-alert").innerText()).toContain("is over");
  });

  test("what is over says how long it was, how bad it got and who had it", async () => {
    const bo = await open("bo");
    for (const contact of ["c-1", "c-2"]) await queued("sales", contact, "abandoned");
    await alertOf(bo, "resolved").locator("a").click();
    await expect.poll(() => bo.getByTestId("past").innerText()).toMatch(/\d\d:\d\d\s+2\s+Cy Zeller/);
    expect(await bo.locator('[data-act="acknowledge"]').count()).toBe(0);
    expect(await bo.locator(".alert-detail [data-act]").count()).toBe(1);
  });

  test("a page without a gateway says that nothing is sent, and does not do it later", async () => {
    for (const contact of ["c-3", "c-4"]) await queued("help", contact);
    const ana = await open("ana");
    await alertOf(ana, "firing").waitFor();
    await ana.context().setOffline(true);
    await acknowledge(ana).click();
    await expect.poll(() => ana.getByTestId("acts-said").innerText()).toContain("nothing is sent");
    await ana.context().setOffline(false);
    const vic = await open("vic");
    expect(await alertOf(vic, "firing").count()).toBe(1);
  });

  async function open(user: string, at = "alerts"): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
    const { origin } = new URL(program.url);
    const answer = await context.request.post(`${program.url}v1/session`, {
      data: { user, password: PASSWORD },
      headers: { origin },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    const page = await context.newPage();
    await page.goto(`${program.url}s/krakow/${at}`);
    await page.waitForSelector('[data-testid="connection"][data-state="live"]');
    return page;
  }

  const alertOf = (page: Page, handled: string) =>
    page.locator(`[data-testid="alert"][data-handled="${handled}"]`).first();
  const acknowledge = (page: Page) => page.locator('.alert-detail [data-act="acknowledge"]');
  const ownerOn = (page: Page): Promise<string> => page.getByTestId("alert-owner").first().innerText();

  const user = (id: string, name: string, role: string): Promise<Response> =>
    post("v1/users", { id, name, role, password: PASSWORD, scope: EVERYTHING });

  async function post(path: string, body: object, type = "application/json"): Promise<Response> {
    const { origin } = new URL(program.url);
    const headers = { "content-type": type, origin, ...cookie };
    const answer = await fetch(program.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.ok, answer.ok ? "" : await answer.text()).toBe(true);
    return answer;
  }

  const queued = (queue: string, contact: string, type = "queued"): Promise<Response> =>
    post(
      "v1/events",
      {
        specversion: "1.0",
        id: `${contact}-${type}`,
        source: "/test",
        type: `cc.contact.${type}`,
        time: new Date().toISOString(),
        site: "krakow",
        channel: "call",
        contact,
        queue,
        data: {},
      },
      "application/cloudevents+json",
    );
});
