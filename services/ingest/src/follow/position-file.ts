/**
 * Where a follower stands, kept in its data folder. Written anew and renamed: a crash leaves the old or the new one.
 * An old one is harmless: lines are read again. Without one the follower begins at midnight, and what it had not read of the days
 * before is in no number: so one that is there and cannot be read is no "none".
 */
import { hash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Logger, makeFolder } from "@floorwalker/runtime";
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

const FIX =
  "Reading begins at the site's midnight. What was written before and was not read yet is in no number: replay it, or put back the position file of a backup.";

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

  /** Null when there is none, or none that can be understood: that is said. @throws what the disk says of one that cannot be read. */
  async load(logger: Logger): Promise<FollowPosition | null> {
    const text = await readFile(this.#path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (text === null) return null;
    const position = positionOf(text);
    if (position === null) logger.error("follow_position_not_understood", { file: this.#path, fix: FIX });
    return position;
  }

  async save(position: Omit<FollowPosition, "version" | "file" | "site">): Promise<void> {
    const whole: FollowPosition = { version: 1, file: this.#file, site: this.#site, ...position };
    makeFolder(dirname(this.#path));
    // On the disk before it takes the old one's place: a power cut would leave an empty one.
    await writeFile(`${this.#path}.tmp`, `${JSON.stringify(whole)}\n`, { flush: true });
    await rename(`${this.#path}.tmp`, this.#path);
  }
}

function positionOf(text: string): FollowPosition | null {
  try {
    const { version, since, readings, finished } = JSON.parse(text) as Partial<FollowPosition>;
    const isWhole = version === 1 && Number.isFinite(since) && Array.isArray(readings) && Array.isArray(finished);
    return isWhole ? (JSON.parse(text) as FollowPosition) : null;
  } catch {
    return null;
  }
}
