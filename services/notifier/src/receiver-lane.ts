/**
 * The deliveries of one receiver, one at a time.
 *
 * L1  Messages of one thread (a rule and its scope, a report) keep their order: a resolve never overtakes what fired.
 * L2  Those of different rules do not wait for each other: one that fails is tried again later, others go on. Of those that are due the one
 *     goes first that was tried, or else came, the longest ago: where few are taken at a time nobody is passed over for ever.
 * L3  The wait between attempts grows to a bound, with jitter, and ends when another one succeeds. For three days after it was recorded
 *     nothing is given up, then it is, or an outbox would grow without an end: restarts do not count anew, but for an hour each, and a clock
 *     that has just jumped is not believed. What only somebody can mend is tried less often, and for a day: of such answers of this
 *     receiver, without another between them.
 * L5  A receiver that asks to be left alone is sent nothing meanwhile.
 * L4  An attempt begins only while the entry's partition is ours.
 * L6  What was settled is noted before the next attempt begins: of one message at most nobody knows when the process is killed.
 */
import { SettledClock } from "@floorwalker/domain";
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import type { Logger, Timing } from "@floorwalker/runtime";
import { Bell } from "./bell.ts";
import type { NotifierCounts } from "./notifier-counts.ts";
import { fieldsOf, type OutboxMessage, type ToldKey, threadOf } from "./outbox-message.ts";
import type { AlertWriter } from "./write-alert.ts";
import type { ReportWriter, Written } from "./write-report.ts";

/** What a receiver's channel takes. */
export type Channel = DeliveryChannel<AlertMessage | ReportMail>;

/** A message of an outbox entry on its way to one receiver. */
export interface Delivery {
  readonly message: OutboxMessage;
  /** False while the lease of its partition does not outlast an attempt. */
  mayStart(): boolean;
  /** Delivered, or refused for good. Resolves when that is noted, or cannot be now. */
  settled(): Promise<void>;
}

export interface LaneOptions {
  readonly receiver: string;
  readonly channel: Channel;
  readonly writeAlert: AlertWriter;
  readonly writeReport: ReportWriter;
  readonly toldKey: ToldKey;
  readonly timing: Timing;
  /** Epoch ms. */
  readonly clock: () => number;
  /** 0 ≤ x < 1: jitter. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly counts: NotifierCounts;
  /** First wait after a failure, ms; doubles up to `longestRetryMs`. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

type Attempted = DeliveryResult | Exclude<Written, { result: "written" }>;

interface Pending {
  readonly delivery: Delivery;
  readonly thread: string;
  /** Monotonic, ms, as all of these. */
  readonly addedAt: number;
  attempts: number;
  /** When it was tried last, or else added. */
  triedAt: number;
  notBefore: number;
}

/** A receiver that asks to be left alone is, for so long at most. */
const LONGEST_PAUSE_MS = 600_000;
/** What needs mending is refused after so long. */
const MENDED_WITHIN_MS = 86_400_000;
/** And so is whatever else does not get through. */
const BACK_WITHIN_MS = 3 * MENDED_WITHIN_MS;
/** Though it was recorded long ago: both may have been away, or a clock be wrong. */
const TRIED_FOR_MS = 3_600_000;

export class ReceiverLane {
  readonly #options: LaneOptions;
  #channel: Channel;
  #underWay: Promise<void> = Promise.resolve();
  readonly #bell: Bell;
  readonly #running: Promise<void>;
  #pending: Pending[] = [];
  /** It asked to be left alone until then. */
  #restsUntil = Number.NEGATIVE_INFINITY;
  /** Since when all that it answers is that somebody must mend something; null: its newest answer was another. */
  #mendingSince: number | null = null;
  readonly #settled = new SettledClock();
  #stopped = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#channel = options.channel;
    this.#bell = new Bell(options.timing);
    this.#running = this.#run();
  }

  /** In the order of the outbox. */
  add(delivery: Delivery): void {
    const thread = threadOf(delivery.message);
    const addedAt = this.#options.timing.monotonic();
    const notBefore = Number.NEGATIVE_INFINITY;
    this.#pending.push({ delivery, thread, addedAt, attempts: 0, triedAt: addedAt, notBefore });
    this.#bell.ring();
  }

  /** Forgets what is not ours any more; an attempt under way goes on, its outcome counts for nothing. */
  forget(gone: (delivery: Delivery) => boolean): void {
    this.#pending = this.#pending.filter(({ delivery }) => !gone(delivery));
  }

  /** `mayStart` of some may have become true. */
  wake(): void {
    this.#bell.ring();
  }

  /** The receiver is configured otherwise: from the next attempt on. Resolves when nothing goes by the channel before any more. */
  async use(channel: Channel): Promise<void> {
    this.#channel = channel;
    // What was wrong may be mended.
    this.#mendingSince = null;
    this.#waitNoMore();
    this.#bell.ring();
    await this.#underWay;
  }

  #waitNoMore(): void {
    this.#restsUntil = Number.NEGATIVE_INFINITY;
    for (const pending of this.#pending) pending.notBefore = Number.NEGATIVE_INFINITY;
  }

  /** Resolves when the attempt under way is over. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#bell.ring();
    await this.#running;
  }

  /** It is configured no more: what is still on its way to it is refused. */
  async end(): Promise<void> {
    await this.stop();
    const { receiver, logger, counts, toldKey } = this.#options;
    const pending = this.#pending.splice(0);
    for (const { delivery } of pending) {
      counts.delivery(receiver, "refused");
      const about = delivery.message.about === "report" ? "report" : "alert";
      logger.error(`${about}_receiver_unknown`, { receiver, ...fieldsOf(delivery.message, toldKey) });
    }
    await Promise.all(pending.map(({ delivery }) => delivery.settled()));
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const next = this.#next();
      const dueAt = next === null ? Number.POSITIVE_INFINITY : Math.max(next.notBefore, this.#restsUntil);
      const wait = dueAt - this.#options.timing.monotonic();
      if (next === null || wait > 0) await this.#bell.wait(wait);
      else {
        this.#underWay = this.#attempt(next);
        await this.#underWay;
      }
    }
  }

  /** Of the oldest of each thread, the one whose turn it is; null when there is none that may start. */
  #next(): Pending | null {
    const now = this.#options.timing.monotonic();
    const threads = new Set<string>();
    let next: Pending | null = null;
    for (const pending of this.#pending) {
      if (threads.has(pending.thread)) continue;
      threads.add(pending.thread);
      if (!pending.delivery.mayStart()) continue;
      if (next === null || isBefore(pending, next, now)) next = pending;
    }
    return next;
  }

  async #attempt(pending: Pending): Promise<void> {
    const { receiver, timing, logger, counts } = this.#options;
    const { message } = pending.delivery;
    const about = message.about === "report" ? "report" : "alert";
    pending.triedAt = timing.monotonic();
    const result = this.#givenUp(pending, await this.#deliver(message));
    counts.delivery(receiver, result.result);
    pending.attempts++;
    const fields = { receiver, ...fieldsOf(message, this.#options.toldKey), attempt: pending.attempts };
    if (result.result === "retry") {
      const rest = Math.min(result.afterMs ?? 0, LONGEST_PAUSE_MS);
      const wait = Math.max(this.#backoff(pending.attempts, result.needsMending === true), rest);
      pending.notBefore = timing.monotonic() + wait;
      if (rest > 0) this.#restsUntil = timing.monotonic() + rest;
      logger.warn(`${about}_delivery_failed`, { ...fields, reason: result.reason, nextAttemptMs: Math.round(wait) });
      return;
    }
    if (result.result === "refused") logger.error(`${about}_delivery_refused`, { ...fields, reason: result.reason });
    else if (result.result === "skipped")
      logger[about === "report" ? "warn" : "info"](`${about}_skipped`, { ...fields, reason: result.reason });
    else {
      logger.info(`${about}_delivered`, fields);
      this.#waitNoMore();
    }
    const before = this.#pending.length;
    this.#pending = this.#pending.filter((other) => other !== pending);
    if (this.#pending.length < before) await pending.delivery.settled();
  }

  #backoff(attempts: number, needsMending: boolean): number {
    const { firstRetryMs, longestRetryMs, random } = this.#options;
    const longest = needsMending ? LONGEST_PAUSE_MS : longestRetryMs;
    return Math.min(firstRetryMs * 2 ** (attempts - 1), longest) * (0.5 + random() / 2);
  }

  #givenUp({ delivery, addedAt }: Pending, result: Attempted): Attempted {
    const { timing, clock } = this.#options;
    const now = timing.monotonic();
    const needsMending = result.result === "retry" && result.needsMending === true;
    // What was not sent says nothing of the receiver.
    if (result.result !== "skipped") this.#mendingSince = needsMending ? (this.#mendingSince ?? now) : null;
    if (result.result !== "retry") return result;
    const triedFor = now - addedAt;
    const recordedFor = this.#settled.at(clock(), now) - delivery.message.at;
    const refused = (words: string): Attempted => ({ result: "refused", reason: `${result.reason}, for ${words}` });
    const mendingSince = Math.max(this.#mendingSince ?? now, addedAt);
    if (now - mendingSince >= MENDED_WITHIN_MS) return refused("a day");
    if (triedFor >= BACK_WITHIN_MS || (triedFor >= TRIED_FOR_MS && recordedFor >= BACK_WITHIN_MS))
      return refused("three days");
    return result;
  }

  /** The port forbids throwing; a channel with a bug must not take the notifier with it. */
  async #deliver(message: OutboxMessage): Promise<Attempted> {
    try {
      if (message.about !== "report")
        return await this.#channel.deliver(await this.#options.writeAlert(message, this.#options.receiver));
      const written = await this.#options.writeReport(message);
      return written.result === "written" ? await this.#channel.deliver(written.mail) : written;
    } catch (error) {
      return { result: "retry", reason: `the channel failed: ${(error as Error).message}` };
    }
  }
}

/** Of two messages, whether `a` has its turn before `b`. */
function isBefore(a: Pending, b: Pending, now: number): boolean {
  const [dueA, dueB] = [Math.max(a.notBefore, now), Math.max(b.notBefore, now)];
  return dueA === dueB ? a.triedAt < b.triedAt : dueA < dueB;
}
