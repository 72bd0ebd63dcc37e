/**
 * How far the server's clock is ahead of ours, from the times it stamps. A message can only be delayed, so the largest
 * difference seen is the nearest to the truth; it is let go slowly, because clocks drift and are set.
 */
export interface ClockOffset {
  /** `serverTime` as stamped, `now` on arrival; epoch ms. */
  note(serverTime: number, now: number): void;
  /** Server time − ours, ms; 0 before the first message. */
  value(): number;
}

/** Older samples lose this much per ms: 0.05 % outlasts any quartz and follows a clock that is set back. */
const FORGET_PER_MS = 0.0005;
/** Beyond this a clock was set: start again. */
const JUMP_MS = 5_000;

export function createClockOffset(): ClockOffset {
  let best: { readonly offset: number; readonly at: number } | null = null;
  return {
    note(serverTime, now) {
      const offset = serverTime - now;
      const kept = best === null ? Number.NEGATIVE_INFINITY : best.offset - Math.max(0, now - best.at) * FORGET_PER_MS;
      if (offset >= kept || kept - offset > JUMP_MS) best = { offset, at: now };
    },
    value: () => best?.offset ?? 0,
  };
}
