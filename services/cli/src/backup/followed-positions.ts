/** How far followed files were read lies beside the state, and must be no newer than it: lines between would be lost. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FilesBeside } from "@floorwalker/embedded";

const FOLDER = "queue-log";

export function readPositions(dataDir: string): FilesBeside {
  let names: string[];
  try {
    names = readdirSync(join(dataDir, FOLDER));
  } catch {
    return new Map();
  }
  return new Map(
    names.filter((name) => name.endsWith(".json")).map((name) => [name, readFileSync(join(dataDir, FOLDER, name))]),
  );
}

/** In the place of those that are there. */
export function writePositions(dataDir: string, files: FilesBeside): void {
  const folder = join(dataDir, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  if (files.size === 0) return;
  mkdirSync(folder);
  for (const [name, content] of files) if (/^[\w.-]+\.json$/.test(name)) writeFileSync(join(folder, name), content);
}
