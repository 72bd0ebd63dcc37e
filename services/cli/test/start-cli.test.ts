/** What tests start must not stay behind when they are given up. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test, vi } from "vitest";
import { STATE_FILE } from "../src/dev/data-folder.ts";
import { temporaryFolder } from "./run-cli.ts";

const PATIENCE = { timeout: 50_000, interval: 20 };
const STARTER = `
  const { startCli } = await import(${JSON.stringify(join(import.meta.dirname, "start-cli.ts"))});
  console.log(startCli(["dev", "--port", "0", "--no-simulate", "--data", process.argv[1]], {}, 600_000).pid);
`;

test("a program that runs on ends when the process that started it is killed", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const starter = spawn(process.execPath, ["--input-type=module", "-e", STARTER, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void starter.kill("SIGKILL"));
  let pid = 0;
  for await (const line of createInterface({ input: starter.stdout })) {
    pid = Number(line);
    break;
  }
  onTestFinished(() => {
    if (runs(pid)) process.kill(pid, "SIGKILL");
  });
  await vi.waitUntil(() => existsSync(join(folder, STATE_FILE)), PATIENCE);
  expect(runs(pid)).toBe(true);
  starter.kill("SIGKILL");
  await vi.waitUntil(() => !runs(pid), PATIENCE);
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
