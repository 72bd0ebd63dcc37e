import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { expect, test } from "vitest";
import { readPositions } from "../src/backup/followed-positions.ts";
import { STATE_FILE } from "../src/dev/data-folder.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

test("a running state is copied with how far its files were read, and both come back", {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const [data, file, other] = [join(folder, "data"), join(folder, "copy"), join(folder, "other")];
  mkdirSync(join(data, "queue-log"), { recursive: true });
  writeFileSync(join(data, "queue-log", "a1.json"), '{"offset":5}');
  const running = openEmbedded(join(data, STATE_FILE));
  await running.log.ensureTopics([{ topic: "t", partitions: 1 }]);
  await running.log.append("t", 0, [{ key: null, value: new Uint8Array(10) }]);
  expect(await runCli(["backup", file, "--data", data])).toMatchObject({ status: 0, stderr: "" });
  expect(await runCli(["backup", file, "--data", data])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("backup_exists"),
  });
  expect((await runCli(["restore", file, "--data", data, "--force"])).stderr).toContain("state_in_use");
  await running.close();
  mkdirSync(join(other, "queue-log"), { recursive: true });
  writeFileSync(join(other, "queue-log", "b2.json"), "{}");
  expect(await runCli(["restore", file, "--data", other])).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(join(other, "queue-log", "a1.json"), "utf8")).toBe('{"offset":5}');
  expect(existsSync(join(other, "queue-log", "b2.json"))).toBe(false);
  const restored = openEmbedded(join(other, STATE_FILE));
  expect((await restored.log.bounds("t"))[0]!.high).toBe(1);
  await restored.close();
  expect((await runCli(["restore", file, "--data", other])).stderr).toContain("state_not_empty");
});

test("no copy is taken without the positions of followed files that are there and cannot be read", () => {
  const folder = temporaryFolder();
  expect(readPositions(folder).size).toBe(0);
  mkdirSync(join(folder, "queue-log", "a1.json"), { recursive: true });
  expect(() => readPositions(folder)).toThrow(expect.objectContaining({ code: "backup_not_written" }));
});
