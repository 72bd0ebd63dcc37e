/** `npm start` as a newcomer (or a supervisor of processes) has it: what it prints, and how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freePort } from "../support/src/child.ts";

const ROOT = join(import.meta.dirname, "../..");
const patience = { timeout: 20_000, interval: 25 };

let folder: string;
let port: number;
let npm: ChildProcess;
let printed: string;
let logged: string;
let ended: Promise<number | null>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-start-"));
  port = await freePort();
  printed = "";
  logged = "";
  npm = spawn("npm", ["start", "--", "--port", String(port), "--data", folder], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that nothing of it can outlive the test.
    detached: true,
  });
  npm.stdout!.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  npm.stderr!.setEncoding("utf8").on("data", (text: string) => {
    logged += text;
  });
  ended = new Promise((resolve) => npm.once("close", resolve));
  await vi.waitUntil(() => printed.includes("Ctrl+C"), patience);
});

afterEach(async () => {
  if (groupLives()) process.kill(-npm.pid!, "SIGKILL");
  await ended;
  await rm(folder, { recursive: true, force: true });
});

function groupLives(): boolean {
  try {
    process.kill(-npm.pid!, 0);
    return true;
  } catch {
    return false;
  }
}

test("the first URL is the board's, and a terminal's colours stay in terminals", async () => {
  expect(/https?:\/\/\S+/.exec(printed)?.[0]).toBe(`http://127.0.0.1:${port}/`);
  expect(printed).not.toContain("\u001b");
  const page = await fetch(`http://127.0.0.1:${port}/`);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/html")]);
  // Keys of pseudonyms and of links in messages are made by themselves, kept, and said nowhere.
  const state = new DatabaseSync(join(folder, "state.sqlite"), { readOnly: true });
  const kept = state.prepare("SELECT name, value FROM secrets ORDER BY name").all();
  state.close();
  expect(kept.map(({ name }) => name)).toEqual(["links", "privacy"]);
  for (const { value } of kept) expect(printed + logged).not.toContain(JSON.parse(String(value)).secret);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s at npm ends the program in order, long before a supervisor would kill it",
  async (signal) => {
    const began = performance.now();
    // Ctrl+C reaches the whole group, a supervisor's signal only the process it started.
    process.kill(signal === "SIGINT" ? -npm.pid! : npm.pid!, signal);
    expect(await ended).toBe(0);
    // What Docker, systemd and Kubernetes wait at the least. On an idle machine it is half a second.
    expect(performance.now() - began).toBeLessThan(10_000);
    await vi.waitUntil(() => !groupLives(), { timeout: 10_000, interval: 25 });
  },
);
