/**
 * Follows a `queue_log` across rotation, truncation and restarts. Invariants: the position moves only after the log has
 * acknowledged what was read before it, so nothing is lost and some lines may be read twice (they become the same events, for
 * reading goes on where the newest second began: harmless); a line without its end waits; rotated files are read on while Asterisk may still write to them.
 * A first follow begins at the site's midnight and tells where its agents stood then, from what was written before.
 * While the file is there and read to its end, a heartbeat says so: a quiet night is not a silent source.
 */
import { watch } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { QUEUE_LOG_TOPIC } from "@floorwalker/events";
import { createIngestCounts, type IngestCounts } from "../ingest-counts.ts";
import { type IngestSource, ingestTopics } from "../ingest-topics.ts";
import { FollowError } from "./follow-error.ts";
import type { Follower, FollowOptions } from "./follow-options.ts";
import { FollowedFiles } from "./followed-files.ts";
import { QueueLogFile } from "./queue-log-file.ts";
import { sumUp } from "./sum-up.ts";
import { type LineWriter, newLineWriter } from "./write-lines.ts";

const RETRY_MS = 1000;
/** A busy file would otherwise be looked at for each of its lines. */
const LEAST_MS = 20;

/** Creates the topics that are missing. @throws FollowError for what is no file of lines; when the log cannot be reached. */
export async function followQueueLog(options: FollowOptions): Promise<Follower> {
  await refuseUnusable(options.file);
  const source: IngestSource = { topic: QUEUE_LOG_TOPIC, format: "asterisk-queue-log", site: options.site };
  await options.log.ensureTopics(ingestTopics([source], options.partitions));
  const counts = options.counts ?? createIngestCounts();
  return new FollowRun(options, counts);
}

/** What may pass (no file yet, no right to read it) is tried again and again; what will not is said at once. */
async function refuseUnusable(path: string): Promise<void> {
  try {
    await (await QueueLogFile.open(path))?.close();
  } catch (error) {
    if (error instanceof FollowError) throw error;
  }
}

class FollowRun implements Follower {
  readonly counts: IngestCounts;
  readonly #options: FollowOptions;
  readonly #done: Promise<void>;
  #files: FollowedFiles | null = null;
  #writer: LineWriter | null = null;
  #state: ReturnType<Follower["state"]> = "missing";
  #beatAt = Number.NEGATIVE_INFINITY;
  #stopping = false;
  #bell = Promise.withResolvers<void>();

  constructor(options: FollowOptions, counts: IngestCounts) {
    this.#options = options;
    this.counts = counts;
    this.#done = this.#run();
  }

  state(): ReturnType<Follower["state"]> {
    return this.#state;
  }

  healthy(): boolean {
    return this.#state !== "failing";
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.resolve();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { file, logger, pollMs = 200 } = this.#options;
    const watcher = this.#watch();
    while (!this.#stopping) {
      this.#bell = Promise.withResolvers<void>();
      let wait = pollMs;
      try {
        const found = await this.#poll();
        if (found !== this.#state) logger.info("queue_log_state", { file, state: found });
        this.#state = found;
      } catch (error) {
        if (this.#state !== "failing") logger.error("queue_log_failing", { file, error });
        this.#state = "failing";
        wait = RETRY_MS;
      }
      if (this.#stopping) break;
      await setTimeout(Math.min(LEAST_MS, wait));
      const idle = new AbortController();
      await Promise.race([this.#bell.promise, setTimeout(wait, undefined, { signal: idle.signal }).catch(() => {})]);
      idle.abort();
    }
    watcher?.close();
    await this.#files?.close();
  }

  async #poll(): Promise<"following" | "missing"> {
    const { clock, lingerMs = 60_000, heartbeatMs = 10_000 } = this.#options;
    const now = clock();
    this.#files ??= await FollowedFiles.open(this.#options, now);
    const files = this.#files;
    this.#writer ??= newLineWriter({ zone: "UTC", ...this.#options, counts: this.counts, since: files.since });
    const writer = this.#writer;
    const there = await files.refresh(now);
    if (files.owesAgents && there) await this.#tellAgents(files, writer, now);
    for (const file of files.all()) {
      if (await this.#drain(file, files, writer)) files.wasRead(file, now);
      else if (files.isQuiet(file, now - lingerMs)) await this.#finish(file, files, writer);
    }
    if (!there) return "missing";
    // `now` was taken before the files were read: whatever was written by then is in the log.
    if (!this.#stopping && now - this.#beatAt >= heartbeatMs) {
      await writer.heartbeat(now);
      this.#beatAt = now;
    }
    return "following";
  }

  /** Before the first line of today: who was there at midnight, and who paused. */
  async #tellAgents(files: FollowedFiles, writer: LineWriter, now: number): Promise<void> {
    const { file, site, zone = "UTC", encoding, logger } = this.#options;
    const context = { site, zone, now, ...(encoding === undefined ? {} : { encoding }) };
    const events = await sumUp({ file, before: files.since, context, stopping: () => this.#stopping });
    if (events === null) return;
    await writer.told(events);
    logger.info("queue_log_summed_up", { file, before: files.since, events: events.length });
    files.owesAgents = false;
    await files.save();
  }

  /** True when something was read. */
  async #drain(file: QueueLogFile, files: FollowedFiles, writer: LineWriter): Promise<boolean> {
    let found = false;
    for (let end = false; !end && !this.#stopping; ) {
      const chunk = await file.chunk();
      end = chunk.end;
      if (chunk.lines.length === 0) continue;
      const second = await writer.write(chunk.lines, file);
      file.advance(chunk.next, second);
      await files.save();
      found = true;
    }
    return found;
  }

  async #finish(file: QueueLogFile, files: FollowedFiles, writer: LineWriter): Promise<void> {
    const writtenAt = await file.writtenAt();
    const rest = await file.rest();
    if (rest.byteLength > 0) await writer.unterminated({ offset: file.offset, bytes: rest });
    await files.finish(file, writtenAt);
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
