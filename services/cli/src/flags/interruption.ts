/**
 * The wish of whoever runs a command to end it, where something has to be put away first. A second signal ends the process as it
 * stands; Ctrl+C reaches the whole group and npm passes it on once more: what comes so soon is the same wish.
 */
const SAME_SIGNAL_MS = 1_000;
/** As shells say it. */
export const INTERRUPTED_EXIT = 130;

/** Aborted by SIGINT, SIGTERM or a terminal that closes. */
export function interruption(): AbortSignal {
  const wish = new AbortController();
  let firstAt = Number.NEGATIVE_INFINITY;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      const now = performance.now();
      if (!wish.signal.aborted) firstAt = now;
      else if (now - firstAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED_EXIT);
      wish.abort();
    });
  return wish.signal;
}
