/**
 * The deliveries of one receiver, one at a time.
 *
 * L1  Notifications of one rule and scope keep their order: a resolve never overtakes what fired.
 * L2  Those of different rules do not wait for each other: one that fails is tried again later, others go on.
 * L3  Nothing is given up: the wait between attempts grows to a bound, with jitter, and ends when another one succeeds.
 * L4  An attempt begins only while the entry's partition is ours.
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { Logger, Timing } from "@floorwalker/runtime";
import { Bell } from "./bell.ts";
import type { NotifierCounts } from "./notifier-counts.ts";

/** A notification of an outbox entry on its way to one receiver. */
export interface Delivery {
  readonly notification: AlertNotification;
  /** False while the lease of its partition does not outlast an attempt. */
  mayStart(): boolean;
  /** Delivered, or refused for good. */
  settled(): void;
}

export interface LaneOptions {
  readonly receiver: string;
  readonly channel: DeliveryChannel<AlertNotification>;
  readonly timing: Timing;
  /** 0 ≤ x < 1: jitter. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly counts: NotifierCounts;
  /** First wait after a failure, ms; doubles up to `longestRetryMs`. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
}

interface Pending {
  readonly delivery: Delivery;
  readonly thread: string;
  attempts: number;
  notBefore: number;
}

export class ReceiverLane {
  readonly #options: LaneOptions;
  #channel: DeliveryChannel<AlertNotification>;
  #underWay: Promise<void> = Promise.resolve();
  readonly #bell: Bell;
  readonly #running: Promise<void>;
  #pending: Pending[] = [];
  #stopped = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#channel = options.channel;
    this.#bell = new Bell(options.timing);
    this.#running = this.#run();
  }

  /** In the order of the outbox. */
  add(delivery: Delivery): void {
    const { notification } = delivery;
    const { rule, site, queue, channel } = notification;
    const source = notification.about === "source" ? notification.source : null;
    const thread = JSON.stringify([rule, site, queue, channel, source]);
    this.#pending.push({ delivery, thread, attempts: 0, notBefore: Number.NEGATIVE_INFINITY });
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
  async use(channel: DeliveryChannel<AlertNotification>): Promise<void> {
    this.#channel = channel;
    await this.#underWay;
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
      const wait = next === null ? Number.POSITIVE_INFINITY : next.notBefore - this.#options.timing.monotonic();
      if (next === null || wait > 0) await this.#bell.wait(wait);
      else {
        this.#underWay = this.#attempt(next);
        await this.#underWay;
      }
    }
  }

  /** Of the oldest of each thread, the one due first; null when there is none that may start. */
  #next(): Pending | null {
    const threads = new Set<string>();
    let next: Pending | null = null;
    for (const pending of this.#pending) {
      if (threads.has(pending.thread)) continue;
      threads.add(pending.thread);
      if (!pending.delivery.mayStart()) continue;
      if (next === null || pending.notBefore < next.notBefore) next = pending;
    }
    return next;
  }

  async #attempt(pending: Pending): Promise<void> {
    const { receiver, timing, logger, counts } = this.#options;
    const { notification } = pending.delivery;
    const result = await deliver(this.#channel, notification);
    counts.delivery(receiver, result.result);
    pending.attempts++;
    const { key, rule, state } = notification;
    const fields = { receiver, key, rule, state, attempt: pending.attempts };
    if (result.result === "retry") {
      const wait = this.#backoff(pending.attempts);
      pending.notBefore = timing.monotonic() + wait;
      logger.warn("alert_delivery_failed", { ...fields, reason: result.reason, nextAttemptMs: Math.round(wait) });
      return;
    }
    if (result.result === "refused") logger.error("alert_delivery_refused", { ...fields, reason: result.reason });
    else {
      logger.info("alert_delivered", fields);
      for (const other of this.#pending) other.notBefore = Number.NEGATIVE_INFINITY;
    }
    const before = this.#pending.length;
    this.#pending = this.#pending.filter((other) => other !== pending);
    if (this.#pending.length < before) pending.delivery.settled();
  }

  #backoff(attempts: number): number {
    const { firstRetryMs, longestRetryMs, random } = this.#options;
    return Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs) * (0.5 + random() / 2);
  }
}

/** The port forbids throwing; a channel with a bug must not take the notifier with it. */
async function deliver(
  channel: DeliveryChannel<AlertNotification>,
  notification: AlertNotification,
): Promise<DeliveryResult> {
  try {
    return await channel.deliver(notification);
  } catch (error) {
    return { result: "retry", reason: `the channel failed: ${(error as Error).message}` };
  }
}
