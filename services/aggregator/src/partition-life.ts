/**
 * One partition in the hands of this process, over all its owners. What fails restarts this partition alone, with pauses
 * that grow; the group is not left, the other partitions go on.
 *
 * - A claim that is refused (log and store do not belong together) folds nothing and is asked again every few seconds, so
 *   that the operator's fix heals it.
 * - A fenced owner stands back: another process has claimed what the group gave to this one. It claims again only when the
 *   other one has stopped committing, or when the group has stood by this one for long: else two would fence in turns.
 */
import type { ClaimRefusal, LogBatch, Position, ReadFrom } from "@floorwalker/ports";
import { SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import { CommitRefused, FoldError, OtherLog, TrialPassed } from "./owner-error.ts";
import { PartitionOwner, type PartitionOwnerParts } from "./partition-owner.ts";
import { refusalText } from "./refusal.ts";
import { Suspicion } from "./suspicion.ts";
import type { Trouble, TroubleMetrics } from "./trouble-metrics.ts";

export interface PartitionLifeParts extends Omit<PartitionOwnerParts, "suspicion"> {
  /** Gives the partition back and takes it anew, unless the group took it meanwhile. */
  readonly restart: () => Promise<void>;
  readonly troubles: TroubleMetrics;
}

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const REFUSED_MS = 5_000;
/** Several heartbeats: a member that lost the partition has heard of it by then. */
const STAND_BACK_MS = 3_000;
const LONGEST_STAND_BACK = 4;
const NONE: ReadonlyMap<string, string> = new Map();
const NOTED_MS = 15 * 60_000;

export class PartitionLife implements Trouble {
  readonly partition: number;
  readonly #parts: PartitionLifeParts;
  readonly #timing: Timing;
  readonly #suspicion = new Suspicion();
  #owner: PartitionOwner | null = null;
  #ownedAt = 0;
  #held = false;
  #callOff: () => void = () => {};
  #pause = FIRST_PAUSE_MS;
  #refused: { readonly reason: ClaimRefusal; readonly text: string } | null = null;
  #expired: { readonly records: number; readonly at: number } | null = null;

  constructor(parts: PartitionLifeParts) {
    this.#parts = parts;
    this.partition = parts.partition;
    parts.troubles.begin(parts.partition);
    this.#timing = parts.options.timing ?? SYSTEM_TIMING;
  }

  /** Null while there is none: between two, or refused. */
  get owner(): PartitionOwner | null {
    return this.#owner;
  }

  get refused(): ClaimRefusal | null {
    return (this.#held && this.#refused?.reason) || null;
  }

  get stoppedSites(): ReadonlyMap<string, string> {
    return this.#held ? this.#suspicion.stopped : NONE;
  }

  /** True, or what keeps it from being live; true also when the group has given it to another. */
  ready(): true | string {
    if (!this.#held || this.#owner?.live === true) return true;
    if (this.#refused !== null) return `partition ${this.partition} is refused, ${this.#refused.text}`;
    return `partition ${this.partition} is ${this.#owner === null ? "starting again" : "catching up"}`;
  }

  *notes(): Generator<string> {
    for (const [site, error] of this.stoppedSites) yield `site ${site} has stopped: ${error}`;
    for (const [site, count] of this.#owner?.refusedEdits() ?? [])
      if (count > 0) yield `site ${site}: ${count} edits of its policies are not in force, see the log`;
    const { failure = null } = this.#owner?.intervals ?? {};
    if (failure !== null)
      yield `partition ${this.partition}: closed intervals are not taken by the log, history stands still: ${failure}`;
    const factFailure = this.#owner?.facts?.failure ?? null;
    if (factFailure !== null) yield `partition ${this.partition}: facts are not taken by the log: ${factFailure}`;
    if (this.#held && this.#expired !== null && this.#timing.monotonic() - this.#expired.at < NOTED_MS)
      yield `partition ${this.partition}: ${this.#expired.records} records expired before they were read`;
  }

  async assigned(): Promise<ReadFrom> {
    const { partition, partitions, options } = this.#parts;
    await this.#drop();
    this.#held = true;
    if (partition >= partitions)
      return this.#refuse("other_partitions", `${partitions} partitions`, "a topic that has grown to more");
    const owner = new PartitionOwner({ ...this.#parts, suspicion: this.#suspicion });
    this.#owner = owner;
    this.#ownedAt = this.#timing.monotonic();
    try {
      const opened = await owner.open();
      if (opened.result === "refused") return this.#refuse(opened.reason, opened.stored, opened.wanted);
      this.#refused = null;
      owner.run().catch((error: unknown) => this.#failed(owner, error));
      options.logger.info("partition_owned", { partition, from: opened.from });
      return opened.from;
    } catch (error) {
      this.#failed(owner, error);
      return "wait";
    }
  }

  /** Commits what is folded and folds no more, until it is assigned again. */
  async putDown(): Promise<void> {
    this.#held = false;
    await this.#drop();
  }

  /** The group took it back, or it restarts. */
  async revoked(): Promise<void> {
    await this.putDown();
    this.#parts.options.logger.info("partition_released", { partition: this.partition });
  }

  async offer(batch: LogBatch): Promise<void> {
    if (this.#owner !== null) return this.#owner.offer(batch);
    // Between two owners: what would be read now is read again, so it is not read on.
    while (!batch.isStale()) await new Promise<void>((resolve) => this.#timing.after(FIRST_PAUSE_MS, resolve));
  }

  expired(from: number, to: number): void {
    const records = this.#owner?.expired(from, to) ?? 0;
    if (records <= 0) return;
    const { options, troubles } = this.#parts;
    troubles.expired(this.partition, records);
    this.#expired = { records: records + (this.#expired?.records ?? 0), at: this.#timing.monotonic() };
    options.logger.error("log_records_expired", { partition: this.partition, from, to, records });
  }

  async #drop(): Promise<void> {
    this.#callOff();
    const owner = this.#owner;
    this.#owner = null;
    await owner?.stop();
    this.#parts.metrics.released(this.partition);
  }

  #failed(owner: PartitionOwner, error: unknown): void {
    const { partition, options, metrics, troubles } = this.#parts;
    if (owner !== this.#owner) {
      options.logger.warn("partition_left_uncommitted", { partition, error });
      return;
    }
    this.#owner = null;
    metrics.released(partition);
    if (error instanceof OtherLog) {
      this.#refuse("other_log", "the log it was read from", error.message);
      return;
    }
    if (this.#timing.monotonic() - this.#ownedAt > LONGEST_PAUSE_MS) this.#pause = FIRST_PAUSE_MS;
    if (error instanceof TrialPassed) this.#suspicion.passed();
    const concluded = error instanceof FoldError ? this.#suspicion.failed(error) : null;
    // A fault is being looked for: however many trials it takes, each is as soon as the first.
    if (this.#suspicion.narrowing) this.#pause = FIRST_PAUSE_MS;
    if (concluded !== null) options.logger.error(concluded, { partition, error });
    else options.logger.error("partition_starts_again", { partition, error, retryInMs: this.#pause });
    troubles.restarted(partition);
    if (error instanceof CommitRefused && error.result === "fenced") this.#standBack(LONGEST_STAND_BACK, null);
    else this.#again(this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
  }

  #refuse(reason: ClaimRefusal, stored: string, wanted: string): "wait" {
    const { partition, options } = this.#parts;
    const text = refusalText(reason, stored, wanted);
    this.#owner = null;
    if (this.#refused?.text !== text) options.logger.error("partition_refused", { partition, problem: text });
    this.#refused = { reason, text };
    this.#again(REFUSED_MS);
    return "wait";
  }

  #standBack(left: number, before: Position | null): void {
    const { options, partition } = this.#parts;
    this.#callOff = this.#timing.after(STAND_BACK_MS, () => {
      options.store.stored(partition).then(
        (stored) => {
          if (!this.#held || this.#owner !== null) return;
          const at = stored?.checkpoint ?? null;
          const moves = before === null || before.epoch !== at?.epoch || before.sequence !== at.sequence;
          if (moves && left > 0) this.#standBack(left - 1, at);
          else this.#again(0);
        },
        () => this.#again(STAND_BACK_MS),
      );
    });
  }

  #again(pauseMs: number): void {
    const { options, partition, restart } = this.#parts;
    this.#callOff();
    if (!this.#held) return;
    this.#callOff = this.#timing.after(pauseMs, () => {
      restart().catch((error: unknown) => options.logger.warn("partition_not_restarted", { partition, error }));
    });
  }
}
