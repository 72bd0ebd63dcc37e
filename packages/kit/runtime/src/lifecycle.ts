/**
 * How a process ends. The first SIGTERM or SIGINT: not ready, then every part is stopped, the last started first, then
 * exit 0. A part that fails or hangs past its time does not keep the others from stopping (exit 1). A second signal ends
 * the process at once.
 */
import type { Health } from "./health.ts";
import type { Logger } from "./log.ts";

export interface Lifecycle {
  /** Registers how a part that was just started is stopped. */
  onStop(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything and exits; `exitCode` is for a failure that ends the program. Later calls wait for the first. */
  stop(reason: string, exitCode?: number): Promise<void>;
}

export interface Part {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
}

export interface LifecycleOptions {
  readonly logger: Logger;
  readonly health?: Health;
  /** Longest a single part may take, ms. */
  readonly stepTimeoutMs?: number;
  /** `process` unless a test stands in for it. */
  readonly target?: Pick<NodeJS.Process, "on" | "exit">;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

const STEP_TIMEOUT_MS = 15_000;
const SECOND_SIGNAL_EXIT = 130;
/** Ctrl+C reaches the whole group and npm passes it on once more: what comes so soon is the same wish. */
const SAME_SIGNAL_MS = 1_000;

export function createLifecycle({
  logger,
  health,
  stepTimeoutMs = STEP_TIMEOUT_MS,
  target = process,
  now = () => performance.now(),
}: LifecycleOptions): Lifecycle {
  const parts: Part[] = [];
  let stopping: Promise<void> | null = null;
  let signalledAt = Number.NEGATIVE_INFINITY;

  const run = async (reason: string, exitCode: number): Promise<void> => {
    logger.info("stopping", { reason });
    health?.drain();
    const code = (await stopParts(parts, logger, stepTimeoutMs)) ? exitCode : Math.max(exitCode, 1);
    logger.info("stopped", { reason, exitCode: code });
    target.exit(code);
  };
  const stop = (reason: string, exitCode = 0): Promise<void> => (stopping ??= run(reason, exitCode));

  for (const signal of ["SIGTERM", "SIGINT"] as const)
    target.on(signal, () => {
      if (now() - signalledAt < SAME_SIGNAL_MS) return;
      signalledAt = now();
      if (stopping) {
        logger.warn("killed_by_second_signal", { signal });
        target.exit(SECOND_SIGNAL_EXIT);
      } else void stop(signal);
    });
  return { onStop: (name, stopPart) => void parts.push({ name, stop: stopPart }), stop };
}

/** The last one first, each in a time of its own. False: one failed, or was not done in time; the others are stopped all the same. */
export async function stopParts(
  parts: readonly Part[],
  logger: Logger,
  stepTimeoutMs: number = STEP_TIMEOUT_MS,
): Promise<boolean> {
  let inOrder = true;
  for (const { name, stop } of parts.toReversed()) {
    try {
      await withTimeout(Promise.resolve(stop()), stepTimeoutMs);
    } catch (error) {
      inOrder = false;
      logger.error("stop_failed", { part: name, error });
    }
  }
  return inOrder;
}

async function withTimeout(work: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not stopped after ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
