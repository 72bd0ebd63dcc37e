import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openEmbedded } from "@floorwalker/embedded";
import { expect, onTestFinished, test } from "vitest";
import { prepareDataFolder, STATE_FILE } from "../src/dev/data-folder.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

test("--fresh takes nothing away from a Floorwalker that runs on the folder", async () => {
  const folder = temporaryFolder();
  const running = openEmbedded(join(folder, STATE_FILE));
  onTestFinished(() => running.close());
  await running.log.ensureTopics([{ topic: "t", partitions: 1 }]);
  const { status, stdout, stderr } = await runCli(["dev", "--fresh", "--port", "0", "--data", folder]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("state_in_use");
  expect(existsSync(join(folder, STATE_FILE))).toBe(true);
});

test("--fresh takes nothing away from another program", async () => {
  const folder = temporaryFolder();
  const file = join(folder, STATE_FILE);
  const other = new DatabaseSync(file);
  other.exec("CREATE TABLE photos (name TEXT)");
  other.close();
  const before = readFileSync(file);
  await expect(prepareDataFolder(folder, true)).rejects.toMatchObject({ code: "state_not_ours" });
  expect(readFileSync(file)).toEqual(before);
});

test("--fresh gets rid of a state that cannot be read, and of nothing else", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, STATE_FILE), "no database at all ".repeat(100));
  writeFileSync(join(folder, "letter.txt"), "keep me");
  await prepareDataFolder(folder, true);
  expect(existsSync(join(folder, STATE_FILE))).toBe(false);
  expect(existsSync(join(folder, "letter.txt"))).toBe(true);
});

test("a data folder that cannot be made is an error with a code and a fix, once each, and no stack", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "file");
  writeFileSync(file, "");
  for (const [data, code] of [
    [file, "data_folder_unusable"],
    [join(file, "below"), "data_folder_unusable"],
  ] as const) {
    const { status, stdout, stderr } = await runCli(["dev", "--port", "0", "--data", data]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.split(code).length).toBe(2);
    expect(stderr).toContain("--data");
    expect(stderr).not.toContain("    at ");
  }
});

test("what is wrong with a state is said once, with what to do", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, STATE_FILE), "no database at all ".repeat(100));
  const { status, stderr } = await runCli(["dev", "--port", "0", "--data", folder]);
  expect(status).toBe(2);
  expect(stderr.split("state_unreadable").length).toBe(2);
  expect(stderr.split("--fresh").length).toBe(2);
});
