/**
 * Follows a `queue_log` across rotation, truncation and restarts. Invariants: the position moves only after the log has
 * acknowledged what was read before it, so nothing is lost and some lines may be read twice (their ids are their content: harmless);
 * a line without its end waits; rotated files are read on while Asterisk may still write to them.
 * While the file is there and read to its end, a heartbeat says so: a quiet night is not a silent source.
 */
import { watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { QUEUE_LOG_TOPIC } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { createIngestCounts, type IngestCounts } from "../ingest-counts.ts";
import { type IngestSource, ingestTopics } from "../ingest-topics.ts";
import { openCopy, openReadings } from "./open-readings.ts";
import { PositionFile } from "./position-file.ts";
import { QueueLogFile } from "./queue-log-file.ts";
import { type LineWriter, newLineWriter } from "./write-lines.ts";

export interface FollowOptions {
  readonly file: string;
  readonly site: string;
  /** Where the position is kept. */
  readonly dataDir: string;
  readonly log: Log;
  /** Partitions of EVENTS_TOPIC. */
  readonly partitions: number;
  /** The start of the site's day that `now` lies in, epoch ms: where a first follow begins. */
  readonly zoneMidnight: (now: number) => number;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly counts?: IngestCounts;
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** How long a rotated file is read on after its last line. */
  readonly lingerMs?: number;
}

export interface Follower {
  readonly counts: IngestCounts;
  /** `missing`: there is no such file now. `failing`: it or the log cannot be used; it keeps trying. */
  state(): "following" | "missing" | "failing";
  /** False while it cannot do its work. */
  healthy(): boolean;
  /** Resolves when the line being written is safe and all files are closed. */
  stop(): Promise<void>;
}

const RETRY_MS = 1000;

/** Creates the topics that are missing. @throws when the log cannot be reached. */
export async function followQueueLog(options: FollowOptions): Promise<Follower> {
  const source: IngestSource = { topic: QUEUE_LOG_TOPIC, format: "asterisk-queue-log", site: options.site };
  await options.log.ensureTopics(ingestTopics([source], options.partitions));
  const counts = options.counts ?? createIngestCounts();
  const run = new FollowRun(options, counts);
  run.start();
  return { counts, state: () => run.state, healthy: () => run.state !== "failing", stop: () => run.stop() };
}

interface Rotated {
  readonly file: QueueLogFile;
  quietSince: number;
}

class FollowRun {
  state: "following" | "missing" | "failing" = "missing";
  readonly #options: FollowOptions;
  readonly #position: PositionFile;
  readonly #counts: IngestCounts;
  #writer: LineWriter | null = null;
  #since = 0;
  #writtenAt = 0;
  #rotated: Rotated[] = [];
  #current: QueueLogFile | null = null;
  #beatAt = Number.NEGATIVE_INFINITY;
  #stopping = false;
  #bell = Promise.withResolvers<void>();
  #done: Promise<void> = Promise.resolve();

  constructor(options: FollowOptions, counts: IngestCounts) {
    this.#options = options;
    this.#position = new PositionFile(options.dataDir, options.file, options.site);
    this.#counts = counts;
  }

  start(): void {
    this.#done = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.resolve();
    await this.#done;
  }

  async #loop(): Promise<void> {
    const { file, logger, pollMs = 200 } = this.#options;
    const watcher = this.#watch();
    while (!this.#stopping) {
      this.#bell = Promise.withResolvers<void>();
      let wait = pollMs;
      try {
        if (this.#writer === null) this.#writer = await this.#open();
        const found = await this.#poll(this.#writer);
        if (found !== this.state) logger.info("queue_log_state", { file, state: found });
        this.state = found;
      } catch (error) {
        if (this.state !== "failing") logger.error("queue_log_failing", { file, error });
        this.state = "failing";
        wait = RETRY_MS;
      }
      if (!this.#stopping) await Promise.race([this.#bell.promise, timeout(wait, this.#bell)]);
    }
    watcher?.close();
    for (const open of this.#files()) await open.close();
  }

  /** The position as it was left, or the site's midnight. */
  async #open(): Promise<LineWriter> {
    const { file, clock, zoneMidnight, logger } = this.#options;
    const position = await this.#position.load();
    this.#since = position?.since ?? zoneMidnight(clock());
    this.#writtenAt = position?.writtenAt ?? this.#since;
    const { rotated, current, missing } = await openReadings(file, position, this.#since);
    this.#current = current;
    this.#rotated = rotated.map((rest) => ({ file: rest, quietSince: clock() }));
    for (const { offset } of missing) logger.warn("queue_log_gap", { file, offset });
    logger.info("queue_log_opened", { file, rotated: rotated.length, offset: current?.offset ?? null });
    return newLineWriter({ ...this.#options, counts: this.#counts, since: this.#since });
  }

  async #poll(writer: LineWriter): Promise<"following" | "missing"> {
    const { file, clock, lingerMs = 60_000, heartbeatMs = 10_000 } = this.#options;
    const now = clock();
    const there = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (there !== null && there.ino !== this.#current?.inode) await this.#rotate(now);
    if (this.#current !== null && !(await this.#current.continues())) await this.#restart(this.#current, now);

    for (const rotated of this.#rotated) {
      if (await this.#drain(rotated.file, writer)) rotated.quietSince = now;
      else if (now - rotated.quietSince >= lingerMs) await this.#finish(rotated, writer);
    }
    if (this.#current !== null) await this.#drain(this.#current, writer);
    if (there === null) return "missing";
    if (!this.#stopping && now - this.#beatAt >= heartbeatMs) {
      await writer.heartbeat(now);
      this.#beatAt = now;
    }
    return "following";
  }

  /** True when something was read. */
  async #drain(file: QueueLogFile, writer: LineWriter): Promise<boolean> {
    let found = false;
    for (let end = false; !end && !this.#stopping; ) {
      const chunk = await file.chunk();
      end = chunk.end;
      if (chunk.lines.length === 0) continue;
      await writer.write(chunk.lines);
      await file.advance(chunk.next);
      await this.#save();
      found = true;
    }
    return found;
  }

  async #rotate(now: number): Promise<void> {
    const next = await QueueLogFile.open(this.#options.file, null);
    if (next === null) return;
    if (this.#current !== null) {
      this.#rotated.push({ file: this.#current, quietSince: now });
      this.#options.logger.info("queue_log_rotated", { file: this.#options.file, offset: this.#current.offset });
    }
    this.#current = next;
    await this.#save();
  }

  async #restart(current: QueueLogFile, now: number): Promise<void> {
    const { file, logger } = this.#options;
    const copy = await openCopy(file, current.reading());
    if (copy !== null) this.#rotated.push({ file: copy, quietSince: now });
    logger.info("queue_log_truncated", { file, offset: current.offset, copied: copy !== null });
    current.restart();
    await this.#save();
  }

  async #finish(rotated: Rotated, writer: LineWriter): Promise<void> {
    const { file } = rotated;
    const rest = await file.rest();
    if (rest.byteLength > 0) await writer.unterminated({ offset: file.offset, bytes: rest });
    this.#rotated = this.#rotated.filter((other) => other !== rotated);
    await file.close();
    await this.#save();
  }

  async #save(): Promise<void> {
    for (const open of this.#files()) this.#writtenAt = Math.max(this.#writtenAt, await open.writtenAt());
    const readings = this.#files().map((open) => open.reading());
    await this.#position.save({ since: this.#since, writtenAt: this.#writtenAt, readings });
  }

  #files(): QueueLogFile[] {
    const files = this.#rotated.map(({ file }) => file);
    return this.#current === null ? files : [...files, this.#current];
  }

  /** Only to be quicker than the next poll: it tells too little and sometimes nothing. */
  #watch(): { close(): void } | null {
    try {
      const watcher = watch(dirname(this.#options.file), () => this.#bell.resolve());
      watcher.on("error", () => watcher.close());
      return watcher;
    } catch {
      return null;
    }
  }
}

/** Also ends when the bell rings, so that no timer stays behind. */
function timeout(ms: number, bell: { promise: Promise<void> }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  void bell.promise.then(() => clearTimeout(timer));
  return promise;
}
