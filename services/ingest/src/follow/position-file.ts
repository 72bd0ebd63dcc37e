/**
 * Where a follower stands, kept in its data folder. Written anew and renamed: a crash leaves the old or the new one.
 * An old one is harmless (lines are read again), and so is none (the follower begins at midnight).
 */
import { hash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "@floorwalker/runtime";
import type { Reading } from "./reading.ts";

export interface FollowPosition {
  readonly version: 1;
  readonly file: string;
  readonly site: string;
  /** Lines stamped before are not read, epoch ms: the site's midnight at the first follow. */
  readonly since: number;
  /** Rotated files that are still read, then the current one. */
  readonly readings: readonly Reading[];
  /** Rotated files that were read to their end. */
  readonly finished: readonly FinishedFile[];
  /** Where the agents stood at `since` was not told yet. */
  readonly owesAgents?: true;
}

export interface FinishedFile {
  readonly inode: number;
  /** When it had last been written, epoch ms. */
  readonly writtenAt: number;
}

export class PositionFile {
  readonly #path: string;
  readonly #file: string;
  readonly #site: string;

  constructor(dataDir: string, file: string, site: string) {
    this.#file = resolve(file);
    this.#site = site;
    const name = hash("sha256", `${site}\n${this.#file}`, "hex").slice(0, 16);
    this.#path = join(dataDir, "queue-log", `${name}.json`);
  }

  /** Null when there is none that can be used. */
  async load(): Promise<FollowPosition | null> {
    try {
      const position = JSON.parse(await readFile(this.#path, "utf8")) as Partial<FollowPosition>;
      if (position.version !== 1 || !Number.isFinite(position.since) || !Array.isArray(position.readings)) return null;
      if (!Array.isArray(position.finished)) return null;
      return position as FollowPosition;
    } catch {
      return null;
    }
  }

  async save(position: Omit<FollowPosition, "version" | "file" | "site">): Promise<void> {
    const whole: FollowPosition = { version: 1, file: this.#file, site: this.#site, ...position };
    makeFolder(dirname(this.#path));
    await writeFile(`${this.#path}.tmp`, `${JSON.stringify(whole)}\n`);
    await rename(`${this.#path}.tmp`, this.#path);
  }
}
