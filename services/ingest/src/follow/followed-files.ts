/**
 * The open files of one follower: the current one, and rotated ones that Asterisk may still write to until it is told to
 * reopen its log. Every change of them is saved with their positions.
 */
import { stat } from "node:fs/promises";
import type { Logger } from "@floorwalker/runtime";
import { openCopy, openReadings } from "./open-readings.ts";
import { PositionFile } from "./position-file.ts";
import { QueueLogFile } from "./queue-log-file.ts";

export interface FollowedFilesOptions {
  readonly file: string;
  readonly site: string;
  readonly dataDir: string;
  readonly zoneMidnight: (now: number) => number;
  readonly logger: Logger;
}

export class FollowedFiles {
  /** Lines stamped before are not read, epoch ms. */
  readonly since: number;
  readonly #options: FollowedFilesOptions;
  readonly #position: PositionFile;
  /** When each rotated file last had something to read, epoch ms. */
  readonly #rotated = new Map<QueueLogFile, number>();
  #current: QueueLogFile | null = null;
  #writtenAt: number;

  private constructor(options: FollowedFilesOptions, position: PositionFile, since: number, writtenAt: number) {
    this.#options = options;
    this.#position = position;
    this.since = since;
    this.#writtenAt = writtenAt;
  }

  /** Where the last run stopped, or at the site's midnight. */
  static async open(options: FollowedFilesOptions, now: number): Promise<FollowedFiles> {
    const { file, site, dataDir, zoneMidnight, logger } = options;
    const positionFile = new PositionFile(dataDir, file, site);
    const position = await positionFile.load();
    const since = position?.since ?? zoneMidnight(now);
    const files = new FollowedFiles(options, positionFile, since, position?.writtenAt ?? since);
    const { rotated, current, missing } = await openReadings(file, position, since);
    files.#current = current;
    for (const rest of rotated) files.#rotated.set(rest, now);
    for (const { offset } of missing) logger.warn("queue_log_gap", { file, offset });
    logger.info("queue_log_opened", { file, rotated: rotated.length, offset: current?.offset ?? null });
    return files;
  }

  /** Rotated files first. */
  all(): readonly QueueLogFile[] {
    return this.#current === null ? [...this.#rotated.keys()] : [...this.#rotated.keys(), this.#current];
  }

  /** Notices rotation and truncation. False when there is no file of that name now. */
  async refresh(now: number): Promise<boolean> {
    const there = await stat(this.#options.file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (there !== null && there.ino !== this.#current?.inode) await this.#rotate(now);
    if (this.#current !== null && !(await this.#current.continues())) await this.#restart(this.#current, now);
    return there !== null;
  }

  wasRead(file: QueueLogFile, now: number): void {
    if (this.#rotated.has(file)) this.#rotated.set(file, now);
  }

  /** A rotated file that had nothing to read since `quietSince`. */
  isFinished(file: QueueLogFile, quietSince: number): boolean {
    const readAt = this.#rotated.get(file);
    return readAt !== undefined && readAt <= quietSince;
  }

  async finish(file: QueueLogFile): Promise<void> {
    this.#rotated.delete(file);
    await file.close();
    await this.save();
  }

  async save(): Promise<void> {
    const files = this.all();
    for (const file of files) this.#writtenAt = Math.max(this.#writtenAt, await file.writtenAt());
    const readings = files.map((file) => file.reading());
    await this.#position.save({ since: this.since, writtenAt: this.#writtenAt, readings });
  }

  async close(): Promise<void> {
    for (const file of this.all()) await file.close();
  }

  async #rotate(now: number): Promise<void> {
    const next = await QueueLogFile.open(this.#options.file, null);
    if (next === null) return;
    if (this.#current !== null) {
      this.#rotated.set(this.#current, now);
      this.#options.logger.info("queue_log_rotated", { file: this.#options.file, offset: this.#current.offset });
    }
    this.#current = next;
    await this.save();
  }

  async #restart(current: QueueLogFile, now: number): Promise<void> {
    const { file, logger } = this.#options;
    const copy = await openCopy(file, current.reading());
    if (copy !== null) this.#rotated.set(copy, now);
    logger.info("queue_log_truncated", { file, offset: current.offset, copied: copy !== null });
    current.restart();
    await this.save();
  }
}
