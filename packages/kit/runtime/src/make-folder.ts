/**
 * A folder and those above it. Not Node's recursive `mkdir`: where a folder is there and nothing can be made in it (`/proc`),
 * the system says "no such file", and Node tries for ever, deaf to every signal.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** @throws the system's error: a file in the way, no right to write, no room. */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = [];
  let at = resolve(path);
  for (let found = look(at); found === null; found = look(at)) {
    missing.push(at);
    at = dirname(at);
  }
  if (look(at) === "other") throw notAFolder(at);
  for (const each of missing.reverse()) make(each, mode);
}

type Found = "folder" | "other";

/** Null: nothing. The root is always there. */
function look(path: string): Found | null {
  // A path through a file is no missing folder: it is one that cannot be.
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return stats.isDirectory() ? "folder" : "other";
}

function make(path: string, mode: number): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || look(path) !== "folder") throw error;
  }
}

function notAFolder(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`ENOTDIR: ${path} is no folder`), { code: "ENOTDIR" });
}
