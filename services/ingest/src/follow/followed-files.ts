/**
 * The open files of one follower: the current one, and rotated ones that Asterisk may still write to until it is told to
 * reopen its log. Every change of them is saved with their positions.
 */
import { stat } from "node:fs/promises";
import type { Logger } from "@floorwalker/runtime";
import { openReadings, openUnseen, type Search } from "./open-readings.ts";
import { type FinishedFile, PositionFile } from "./position-file.ts";
import { QueueLogFile } from "./queue-log-file.ts";
import type { Reading } from "./reading.ts";
import type { RotatedFile } from "./rotated-files.ts";

export interface FollowedFilesOptions {
  readonly file: string;
  readonly site: string;
  readonly dataDir: string;
  readonly zoneMidnight: (now: number) => number;
  readonly logger: Logger;
}

const UNREAD_FIX = "Unpack it beside the queue_log (only gzip is read), or let this user read it, and start again.";
/** More than a log rotation keeps. */
const FINISHED_KEPT = 64;

export class FollowedFiles implements Search {
  readonly file: string;
  readonly since: number;
  /** At a first follow, until it is told where the agents stood at `since`. */
  owesAgents: boolean;
  readonly #logger: Logger;
  readonly #position: PositionFile;
  /** When each rotated file last had something to read, epoch ms. */
  readonly #rotated = new Map<QueueLogFile, number>();
  /** By inode, when a finished file had last been written. */
  readonly #finished: Map<number, number>;
  #current: QueueLogFile | null = null;

  private constructor(
    options: FollowedFilesOptions,
    position: PositionFile,
    since: number,
    owesAgents: boolean,
    finished: readonly FinishedFile[],
  ) {
    this.file = options.file;
    this.since = since;
    this.owesAgents = owesAgents;
    this.#logger = options.logger;
    this.#position = position;
    this.#finished = new Map(finished.map(({ inode, writtenAt }) => [inode, writtenAt]));
  }

  /** Where the last run stopped, or at the site's midnight. */
  static async open(options: FollowedFilesOptions, now: number): Promise<FollowedFiles> {
    const { file, site, dataDir, zoneMidnight } = options;
    const positionFile = new PositionFile(dataDir, file, site);
    const position = await positionFile.load(options.logger);
    const files = new FollowedFiles(
      options,
      positionFile,
      position?.since ?? zoneMidnight(now),
      position === null || position.owesAgents === true,
      position?.finished ?? [],
    );
    await files.#resume(position?.readings ?? [], now);
    return files;
  }

  isFinished({ inode, writtenAt }: RotatedFile): boolean {
    return this.#finished.get(inode) === writtenAt;
  }

  holdsNothingNew({ inode, writtenAt }: RotatedFile): void {
    this.#finished.set(inode, writtenAt);
  }

  /** Rotated files first. */
  all(): readonly QueueLogFile[] {
    return this.#current === null ? [...this.#rotated.keys()] : [...this.#rotated.keys(), this.#current];
  }

  /** Notices rotation and truncation. False when there is no file of that name now. */
  async refresh(now: number): Promise<boolean> {
    const there = await stat(this.file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    // Before a cut file starts anew: its position says where to read on in its copy.
    for (const file of await openUnseen(this, this.all())) this.#rotated.set(file, now);
    for (const file of this.all()) if (!(await file.continues())) await this.#restart(file);
    if (there !== null && there.ino !== this.#current?.inode) await this.#rotate(now);
    return there !== null;
  }

  wasRead(file: QueueLogFile, now: number): void {
    if (this.#rotated.has(file)) this.#rotated.set(file, now);
  }

  /** A rotated file that had nothing to read since `quietSince`. */
  isQuiet(file: QueueLogFile, quietSince: number): boolean {
    const readAt = this.#rotated.get(file);
    return readAt !== undefined && readAt <= quietSince;
  }

  /** `writtenAt` was taken before its last bytes were read: what is written later makes it unfinished again. */
  async finish(file: QueueLogFile, writtenAt: number): Promise<void> {
    this.#rotated.delete(file);
    this.#finished.set(file.inode, writtenAt);
    for (const oldest of this.#finished.keys()) {
      if (this.#finished.size <= FINISHED_KEPT) break;
      this.#finished.delete(oldest);
    }
    await file.close();
    await this.save();
  }

  async save(): Promise<void> {
    const readings = this.all().map((file) => file.reading());
    const finished = [...this.#finished].map(([inode, writtenAt]) => ({ inode, writtenAt }));
    const owed = this.owesAgents ? { owesAgents: true as const } : {};
    await this.#position.save({ since: this.since, readings, finished, ...owed });
  }

  async close(): Promise<void> {
    for (const file of this.all()) await file.close();
  }

  async #resume(readings: readonly Reading[], now: number): Promise<void> {
    const { rotated, current, unread, missing } = await openReadings(this, readings);
    this.#current = current;
    for (const rest of rotated) this.#rotated.set(rest, now);
    for (const file of unread) this.#logger.warn("queue_log_rotated_not_read", { file, fix: UNREAD_FIX });
    for (const { offset } of missing) this.#logger.warn("queue_log_gap", { file: this.file, offset });
    this.#logger.info("queue_log_opened", {
      file: this.file,
      rotated: rotated.length,
      offset: current?.offset ?? null,
    });
  }

  async #rotate(now: number): Promise<void> {
    const opened = await QueueLogFile.open(this.file);
    if (opened === null) return;
    // A link now names it (or it was renamed back): it is read on where it stands, and under one name only.
    const known = [...this.#rotated.keys()].find(({ inode }) => inode === opened.inode);
    if (known !== undefined) {
      await opened.close();
      this.#rotated.delete(known);
    }
    const next = known ?? opened;
    if (this.#current !== null) {
      // The same lines in a new file (an editor's, a synchroniser's): they are not read, nor told, again.
      const reading = this.#current.reading();
      const { head, offset } = reading;
      const isSame = known === undefined && head.bytes > 0 && (await next.size()) >= offset;
      if (isSame && (await next.startsWith(head))) await next.resume(reading);
      this.#rotated.set(this.#current, now);
      this.#logger.info("queue_log_rotated", { file: this.file, offset: this.#current.offset });
    }
    this.#current = next;
    await this.save();
  }

  async #restart(cut: QueueLogFile): Promise<void> {
    this.#logger.info("queue_log_truncated", { file: this.file, offset: cut.offset });
    cut.restart();
    await this.save();
  }
}
