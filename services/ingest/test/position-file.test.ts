/** Where a follower stands: none is not the same as one that cannot be read. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, silentLogger } from "@floorwalker/runtime";
import { expect, onTestFinished, test } from "vitest";
import { PositionFile } from "../src/follow/position-file.ts";

async function saved() {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-position-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = new PositionFile(folder, "/var/log/asterisk/queue_log", "krakow");
  expect(await file.load(silentLogger)).toBeNull();
  await file.save({ since: 7, readings: [], finished: [] });
  const path = join(folder, "queue-log", readdirSync(join(folder, "queue-log"))[0]!);
  return { file, path };
}

test("a position is read as it was written", async () => {
  const { file } = await saved();
  expect(await file.load(silentLogger)).toMatchObject({ version: 1, site: "krakow", since: 7 });
});

test("a position that the disk does not give is an error to try again, not a first follow", async () => {
  const { file, path } = await saved();
  rmSync(path);
  mkdirSync(path);
  await expect(file.load(silentLogger)).rejects.toMatchObject({ code: "EISDIR" });
});

test.each(["", "{", '{"version":2}'])("a position that holds %j is said to be none", async (text) => {
  const { file, path } = await saved();
  writeFileSync(path, text);
  const said: unknown[] = [];
  const logger = { ...silentLogger, error: (event: string) => void said.push(event) } as unknown as Logger;
  expect(await file.load(logger)).toBeNull();
  expect(said).toEqual(["follow_position_not_understood"]);
});
