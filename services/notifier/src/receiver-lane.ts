/**
 * The deliveries of one receiver, one at a time.
 *
 * L1  Messages of one thread (a rule and its scope, a report) keep their order: a resolve never overtakes what fired.
 * L2  Those of different rules do not wait for each other: one that fails is tried again later, others go on. Of those that are due the one
 *     goes first that was tried, or else came, the longest ago: where few are taken at a time nobody is passed over for ever.
 * L3  The wait between attempts grows to a bound, with jitter, and ends when another one succeeds. How long it is tried: see `Patience`.
 * L4  An attempt begins only while the entry's partition is ours.
 * L5  A receiver that asks to be left alone is sent nothing meanwhile.
 * L6  What was settled is noted before the next attempt begins: of one message at most nobody knows when the process is killed.
 * L7  What is for a receiver that is not configured waits for it for a while, and is refused then: the owner who names it reads the same
 *     configuration some seconds sooner or later, and a file that is edited may lack it for a moment.
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import type { LogFields, Logger, Timing } from "@floorwalker/runtime";
import { Bell } from "./bell.ts";
import type { NotifierCounts } from "./notifier-counts.ts";
import { fieldsOf, type OutboxMessage, type ToldKey, threadOf } from "./outbox-message.ts";
import { type Attempted, Patience } from "./patience.ts";
import type { AlertWriter } from "./write-alert.ts";
import type { ReportWriter } from "./write-report.ts";

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
  /** Null: nobody has configured it, or nobody yet. */
  readonly channel: Channel | null;
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
  /** How long a receiver that is not configured is waited for, ms. */
  readonly awaitedMs: number;
}

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

export class ReceiverLane {
  readonly #options: LaneOptions;
  readonly #patience: Patience;
  #channel: Channel | null;
  /** It is not configured since then. */
  #awaitedSince: number;
  #underWay: Promise<void> = Promise.resolve();
  readonly #bell: Bell;
  readonly #running: Promise<void>;
  #pending: Pending[] = [];
  /** It asked to be left alone until then. */
  #restsUntil = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#patience = new Patience(options);
    this.#channel = options.channel;
    this.#awaitedSince = options.timing.monotonic();
    this.#bell = new Bell(options.timing);
    this.#running = this.#run();
  }

  /** In the order of the outbox. */
  add(delivery: Delivery): void {
    const thread = threadOf(delivery.message);
    const addedAt = this.#options.timing.monotonic();
    const notBefore = Number.NEGATIVE_INFINITY;
    this.#pending.push({ delivery, thread, addedAt, attempts: 0, triedAt: addedAt, notBefore });
    if (this.#channel === null) this.#log("warn", "receiver_awaited", delivery.message);
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

  /**
   * The receiver is configured otherwise: from the next attempt on. Null: it is configured no more. Resolves when nothing goes by the
   * channel before any more.
   */
  async use(channel: Channel | null): Promise<void> {
    this.#channel = channel;
    this.#awaitedSince = this.#options.timing.monotonic();
    this.#patience.beginAnew();
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

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const next = this.#next();
      const wait = next === null ? Number.POSITIVE_INFINITY : this.#dueAt(next) - this.#options.timing.monotonic();
      if (next === null || wait > 0) await this.#bell.wait(wait);
      else {
        this.#underWay = this.#channel === null ? this.#giveUp(next) : this.#attempt(next, this.#channel);
        await this.#underWay;
      }
    }
  }

  #dueAt({ addedAt, notBefore }: Pending): number {
    if (this.#channel !== null) return Math.max(notBefore, this.#restsUntil);
    return Math.max(addedAt, this.#awaitedSince) + this.#options.awaitedMs;
  }

  /** There is no such receiver. */
  async #giveUp(pending: Pending): Promise<void> {
    this.#options.counts.delivery(this.#options.receiver, "refused");
    this.#log("error", "receiver_unknown", pending.delivery.message);
    await this.#settle(pending);
  }

  async #settle(pending: Pending): Promise<void> {
    const before = this.#pending.length;
    this.#pending = this.#pending.filter((other) => other !== pending);
    if (this.#pending.length < before) await pending.delivery.settled();
  }

  #log(level: "info" | "warn" | "error", event: string, message: OutboxMessage, more: LogFields = {}): void {
    const { receiver, logger, toldKey } = this.#options;
    const about = message.about === "report" ? "report" : "alert";
    logger[level](`${about}_${event}`, { receiver, ...fieldsOf(message, toldKey), ...more });
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

  async #attempt(pending: Pending, channel: Channel): Promise<void> {
    const { receiver, timing, counts } = this.#options;
    const { message } = pending.delivery;
    pending.triedAt = timing.monotonic();
    const { answer, wasSent } = await this.#deliver(message, channel);
    const of = { addedAt: pending.addedAt, recordedAt: message.at, wasSent };
    const result = this.#patience.judged(answer, of);
    counts.delivery(receiver, result.result);
    pending.attempts++;
    const attempt = { attempt: pending.attempts };
    if (result.result === "retry") {
      const rest = Math.min(result.afterMs ?? 0, LONGEST_PAUSE_MS);
      const wait = Math.max(this.#backoff(pending.attempts, result.needsMending === true), rest);
      pending.notBefore = timing.monotonic() + wait;
      if (rest > 0) this.#restsUntil = timing.monotonic() + rest;
      const { reason } = result;
      this.#log("warn", "delivery_failed", message, { ...attempt, reason, nextAttemptMs: Math.round(wait) });
      return;
    }
    if (result.result === "refused")
      this.#log("error", "delivery_refused", message, { ...attempt, reason: result.reason });
    else if (result.result === "skipped") {
      const level = message.about === "report" ? "warn" : "info";
      this.#log(level, "skipped", message, { ...attempt, reason: result.reason });
    } else {
      this.#log("info", "delivered", message, attempt);
      this.#waitNoMore();
    }
    await this.#settle(pending);
  }

  #backoff(attempts: number, needsMending: boolean): number {
    const { firstRetryMs, longestRetryMs, random } = this.#options;
    const longest = needsMending ? LONGEST_PAUSE_MS : longestRetryMs;
    return Math.min(firstRetryMs * 2 ** (attempts - 1), longest) * (0.5 + random() / 2);
  }

  /** The port forbids throwing; a channel with a bug must not take the notifier with it. */
  async #deliver(message: OutboxMessage, channel: Channel): Promise<{ answer: Attempted; wasSent: boolean }> {
    const { writeAlert, writeReport, receiver } = this.#options;
    let wasSent = false;
    const send = (told: AlertMessage | ReportMail): Promise<DeliveryResult> => {
      wasSent = true;
      return channel.deliver(told);
    };
    try {
      if (message.about !== "report") return { answer: await send(await writeAlert(message, receiver)), wasSent };
      const written = await writeReport(message);
      return { answer: written.result === "written" ? await send(written.mail) : written, wasSent };
    } catch (error) {
      return { answer: { result: "retry", reason: `the channel failed: ${(error as Error).message}` }, wasSent };
    }
  }
}

/** Of two messages, whether `a` has its turn before `b`. */
function isBefore(a: Pending, b: Pending, now: number): boolean {
  const [dueA, dueB] = [Math.max(a.notBefore, now), Math.max(b.notBefore, now)];
  return dueA === dueB ? a.triedAt < b.triedAt : dueA < dueB;
}
