/**
 * Time that passes, as a parameter: how long something took and when something is due. A service that is given it can be
 * driven by a simulated clock, to the millisecond and from a seed. The wall clock is another matter (`clock`): it jumps.
 */
export interface Timing {
  /** Never goes back, ms; only differences mean something. */
  monotonic(): number;
  /** Calls once, after `ms`; what it returns calls that off. */
  after(ms: number, call: () => void): () => void;
}

export const SYSTEM_TIMING: Timing = {
  monotonic: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when `signal` is aborted. */
export function sleep(timing: Timing, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      callOff();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const callOff = timing.after(ms, done);
    signal?.addEventListener("abort", done);
  });
}
