/**
 * The wish of whoever runs a command to end it, where something has to be put away first. A second signal ends the process as it
 * stands; Ctrl+C reaches the whole group and npm passes it on once more: what comes so soon is the same wish.
 */
import { constants } from "node:os";

const SAME_SIGNAL_MS = 1_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** As shells say it: of a process that its own signals do not end (the first of a container). */
const SIGNALLED_EXIT = 128;

export interface Interruption {
  /** Aborted by SIGINT, SIGTERM or a terminal that closes. */
  readonly wished: AbortSignal;
  /**
   * Ends the process by the signal it was asked with, as shells expect it. An ordinary exit waits for the file operations that are
   * under way, and a read of a pipe in which nobody writes ends never.
   */
  end(): never;
}

export function interruption(): Interruption {
  const wish = new AbortController();
  let firstAt = Number.NEGATIVE_INFINITY;
  let asked: (typeof SIGNALS)[number] = "SIGINT";
  const end = (): never => {
    for (const signal of SIGNALS) process.removeAllListeners(signal);
    process.kill(process.pid, asked);
    return process.exit(SIGNALLED_EXIT + constants.signals[asked]);
  };
  for (const signal of SIGNALS)
    process.on(signal, () => {
      const now = performance.now();
      if (wish.signal.aborted && now - firstAt > SAME_SIGNAL_MS) end();
      if (!wish.signal.aborted) [firstAt, asked] = [now, signal];
      wish.abort();
    });
  return { wished: wish.signal, end };
}
