/**
 * Alert transitions and daily reports from the outbox to people. Recorded once by the commit that caused them, delivered at least once
 * from here: a crash between a receiver's "yes" and our note of it sends the message again, to that receiver, with the same key.
 * Any number of notifiers may run; a lease decides who serves a partition.
 */
import type { Epoch, Store, ViewChange } from "@floorwalker/ports";
import { type Logger, type Metrics, SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import { createNotifierCounts } from "./notifier-counts.ts";
import type { ToldKey } from "./outbox-message.ts";
import { PartitionOutbox } from "./partition-outbox.ts";
import type { Channel } from "./receiver-lane.ts";
import { ReceiverLanes } from "./receiver-lanes.ts";
import type { AlertWriter } from "./write-alert.ts";
import type { ReportWriter } from "./write-report.ts";

export interface NotifierOptions {
  readonly store: Pick<Store, "follow" | "leaseOutbox" | "outbox" | "noteDone" | "acknowledge">;
  readonly partitions: number;
  /** By the id that rules name. The caller closes them, after `stop`. */
  readonly receivers: ReadonlyMap<string, Channel>;
  readonly writeAlert: AlertWriter;
  readonly writeReport: ReportWriter;
  /** Of an alert, as it is called outside of the store: also in the log. */
  readonly toldKey: ToldKey;
  /** Unique among all notifiers of the installation, new at each start. */
  readonly owner: string;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** 0 ≤ x < 1, jitter between attempts. */
  readonly random?: () => number;
  readonly pace?: Partial<NotifierPace>;
  /** Absent: the system's. */
  readonly timing?: Timing;
  /** Epoch ms; absent: the system's. */
  readonly clock?: () => number;
}

export interface NotifierPace {
  /** After a crash another notifier takes over within this time, ms. */
  readonly leaseMs: number;
  /** Longest attempt of a channel, ms; less than the lease, with the poll. */
  readonly attemptMs: number;
  /** The outbox is read this often although nothing changed, ms. */
  readonly pollMs: number;
  /** First wait after a failed attempt, ms; doubles up to the longest. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** What is for a receiver that is not configured waits for it so long, ms. */
  readonly awaitedMs: number;
}

export interface Notifier {
  /**
   * Receivers that are new, or configured otherwise. What is on its way to one goes by the new one; others stay as they are, but for those
   * that are `gone`: nothing is sent to them any more, unless they come back before what waits for them is given up.
   */
  use(receivers: NotifierOptions["receivers"], gone?: readonly string[]): Promise<void>;
  /** Ends the attempts under way and acknowledges what was taken. */
  stop(): Promise<void>;
  /** The outboxes can be read. A receiver that is down does not make the notifier ill. */
  healthy(): boolean;
}

const PACE: NotifierPace = {
  leaseMs: 30_000,
  // A report waits for what it tells of (1 s) and its numbers (5 s), then for the mail (10 s).
  attemptMs: 17_000,
  pollMs: 2_000,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  // Configurations are read again each few seconds; one that is edited may lack something for a moment.
  awaitedMs: 120_000,
};

/** @throws when the store cannot be followed. */
export async function startNotifier(options: NotifierOptions): Promise<Notifier> {
  const {
    store,
    partitions,
    receivers,
    writeAlert,
    writeReport,
    toldKey,
    owner,
    logger,
    metrics,
    random = Math.random,
    timing = SYSTEM_TIMING,
    clock = Date.now,
  } = options;
  const pace = { ...PACE, ...options.pace };
  const outboxes: PartitionOutbox[] = [];
  const readAnew = (): void => {
    for (const outbox of outboxes) outbox.readAnew();
  };
  const epochs = new Map<number, Epoch>();
  // A transition changes the row of its alert in the same commit; other commits are none of our business, but for another's claim.
  const changed = ({ partition, epoch, changes }: ViewChange): void => {
    if (epochs.get(partition) !== epoch) outboxes[partition]?.readAnew();
    epochs.set(partition, epoch);
    if (changes.some(([id]) => id.startsWith("alert:"))) outboxes[partition]?.wake();
  };
  const unfollow = await store.follow(partitions, changed, readAnew);

  const pending = (): number => outboxes.reduce((sum, outbox) => sum + outbox.pending(), 0);
  const counts = createNotifierCounts(metrics, pending);
  const parts = { writeAlert, writeReport, toldKey, timing, clock, random, logger, counts, ...pace };
  const lanes = new ReceiverLanes(parts);
  await lanes.use(receivers);
  for (let partition = 0; partition < partitions; partition++)
    outboxes.push(new PartitionOutbox({ partition, store, owner, lanes, timing, logger, counts, ...pace }));
  logger.info("notifier_started", { partitions, receivers: [...receivers.keys()], owner });

  return {
    use: (channels, gone) => lanes.use(channels, gone),
    stop: async () => {
      await unfollow();
      await Promise.all([...lanes.all()].map((lane) => lane.stop()));
      await Promise.all(outboxes.map((outbox) => outbox.stop()));
    },
    healthy: () => outboxes.every((outbox) => timing.monotonic() - outbox.lastPass() < pace.leaseMs),
  };
}
