/** The embedded program, killed in the middle of what people do with alerts (`alerts-taken.ts` says what must hold). */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { ADMIN, alertsTaken, takenConfiguration } from "../support/src/alerts-taken.ts";
import { type RunningProgram, startProgram } from "../support/src/program.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

let folder: string;
let web: WebReceiver;
let program: RunningProgram;

const start = (): Promise<RunningProgram> =>
  startProgram(["--config", join(folder, "floorwalker.yaml"), "--no-simulate"], join(folder, "data"), {
    FLOORWALKER_TOKEN: ADMIN,
  });

/** It is all one process. */
async function killAndStart(): Promise<void> {
  process.kill(program.pid, "SIGKILL");
  await program.stop();
  program = await start();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-taken-"));
  web = await startWebReceiver();
  await writeFile(join(folder, "floorwalker.yaml"), takenConfiguration(web.url));
  program = await start();
});
afterAll(async () => {
  await program?.stop();
  await web?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("what was answered is there, and everybody is told each step once, whenever the program dies", () =>
  alertsTaken({ url: () => program.url, killAndStart }, web, 30_000));
