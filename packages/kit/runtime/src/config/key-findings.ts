/** What is wrong with a file that is to hold a key. */
import { readFileSync } from "node:fs";
import type { Finding, Path } from "./finding.ts";

const SHORTEST_KEY = 32;

export function keyFindings(file: unknown, path: Path): Finding[] {
  if (typeof file !== "string") return [];
  try {
    const { length } = readFileSync(file, "utf8").trim();
    if (length >= SHORTEST_KEY) return [];
    const message = `the key has ${length} characters, at least ${SHORTEST_KEY} are needed`;
    return [{ path, code: "short_key", message, fix: "Make one with: openssl rand -base64 32" }];
  } catch (error) {
    const fix = "Name a file that this process may read.";
    return [{ path, code: "unreadable_file", message: (error as Error).message, fix }];
  }
}
