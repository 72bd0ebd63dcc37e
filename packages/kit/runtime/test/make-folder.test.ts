import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFolder } from "../src/index.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a folder is made with those above it, and one that is there stays", () => {
  const folder = join(temporaryFolder(), "a", "b", "c");
  makeFolder(folder, 0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  writeFileSync(join(folder, "kept"), "");
  makeFolder(folder);
  expect(existsSync(join(folder, "kept"))).toBe(true);
});

test("where nothing can be made it fails at once: below /proc, through a file, on a device", { timeout: 2_000 }, () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  for (const path of [
    "/proc/floorwalker",
    "/proc/floorwalker/data/deep",
    "/proc/self/fdinfo/x",
    file,
    join(file, "a", "b"),
  ])
    expect(() => makeFolder(path), path).toThrow(/ENOENT|ENOTDIR|EACCES|EPERM/);
  expect(() => makeFolder("/dev/null/data")).toThrow("ENOTDIR");
});
