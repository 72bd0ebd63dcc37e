/**
 * Plays the simulated centre into the log: first the past (`backfillMs`), as fast as the log takes it, then live by the
 * clock. What the log refuses is offered again; the ids make a repetition harmless. A new run begins by saying that its
 * sources restarted, which ends what an earlier one left open.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { newPace } from "./pace.ts";
import { newRandom } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import type { Telling } from "./silence.ts";
import { newSimulation } from "./simulation.ts";
import { newSourceWriter } from "./source-writer.ts";

export interface SimulatorOptions {
  /** Where the source topics are; they exist already. */
  readonly log: Log;
  readonly site: SiteConfig;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Part of every id: never the same for two starts on one log. */
  readonly run: string;
  /** Simulated seconds in a second of the clock; 1 is real time. */
  readonly speed: number;
  /** How much past is written before live begins, ms. After a restart no more than what has passed since the last run. */
  readonly backfillMs: number;
  readonly clock: { now(): number };
  /** Of each source topic. */
  readonly partitions: number;
  readonly logger: Logger;
}

export interface Simulator {
  /** Resolves when the past is written, or when the simulator was stopped before. */
  readonly backfilled: Promise<void>;
  /** Ends calls and chats, signs everyone out, and resolves when that is written. */
  stop(): Promise<void>;
}

const TICK = 100;
const LARGEST_BATCH = 500;
const FIRST_RETRY = 250;
const LONGEST_RETRY = 5_000;

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { log, site, scenario, seed, run, speed, backfillMs, clock, partitions, logger } = options;
  const liveFrom = clock.now();
  const from = liveFrom - backfillMs;
  const simulation = newSimulation({ site, random: newRandom(seed), run, scenario, from, liveFrom });
  const pace = newPace(liveFrom, speed);
  const writer = newSourceWriter(log, site.id, partitions);
  const stopping = new AbortController();
  const backfilled = Promise.withResolvers<void>();
  let upcoming: Telling[] = [];

  const stamped = (event: CanonicalEvent, latest = Number.POSITIVE_INFINITY): CanonicalEvent => ({
    ...event,
    time: Math.min(pace.wall(event.time), latest),
    recordedTime: event.recordedTime === null ? null : Math.min(pace.wall(event.recordedTime), latest),
  });

  function nextTelling(): Telling {
    if (upcoming.length === 0) upcoming = [...simulation.next()];
    return upcoming[0]!;
  }

  /** What is due by now, at most a batch. */
  function due(): CanonicalEvent[] {
    const now = clock.now();
    const skipped = pace.skipStall(nextTelling().at, now);
    if (skipped > 0) logger.warn("simulator_stall_skipped", { skippedMs: skipped });
    const events: CanonicalEvent[] = [];
    while (events.length < LARGEST_BATCH && pace.wall(nextTelling().at) <= now)
      events.push(stamped(upcoming.shift()!.event));
    return events;
  }

  async function write(events: readonly CanonicalEvent[]): Promise<void> {
    for (let delay = FIRST_RETRY; ; delay = Math.min(2 * delay, LONGEST_RETRY)) {
      try {
        await writer.write(events);
        return;
      } catch (error) {
        logger.warn("simulator_append_failed", { events: events.length, retryInMs: delay, error });
        // What was offered when the stop came goes with the last write.
        if (!(await wait(delay, stopping.signal))) {
          unwritten = events;
          return;
        }
      }
    }
  }

  let unwritten: readonly CanonicalEvent[] = [];

  async function play(): Promise<void> {
    while (!stopping.signal.aborted) {
      const events = due();
      if (events.length > 0) await write(events);
      if (nextTelling().at > liveFrom) backfilled.resolve();
      if (events.length < LARGEST_BATCH) await wait(TICK, stopping.signal);
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await playing;
    const now = clock.now();
    // The simulation is up to a heartbeat ahead of the clock: what it knows already is told as of now.
    const last = [...upcoming.map(({ event }) => event), ...simulation.close()].map((event) => stamped(event, now));
    try {
      await writer.write([...unwritten, ...last]);
    } catch (error) {
      logger.error("simulator_close_failed", { events: unwritten.length + last.length, error });
    }
    backfilled.resolve();
    logger.info("simulator_stopped", { site: site.id, run });
  }

  logger.info("simulator_started", { site: site.id, scenario, seed, run, speed, backfillMs });
  const playing = play();
  let stopped: Promise<void> | null = null;
  return { backfilled: backfilled.promise, stop: () => (stopped ??= stop()) };
}

/** False when the signal ended the wait. */
async function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
