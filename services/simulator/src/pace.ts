/**
 * Simulated time on the wall clock. The past is written as it is; from `liveFrom` on, `speed` simulated seconds pass in
 * one. Stamps shrink with it, reported durations do not (they win over the stamps), so that the numbers stay those of
 * the simulated centre. After a long stall the centre goes on from now instead of racing through what it slept away.
 */
export interface Pace {
  /** Epoch ms at which the simulated moment happens. */
  wall(simulated: number): number;
  /** Moves what is to come to `now` when it is overdue beyond the limit; by how many ms, 0 when it is not. */
  skipStall(next: number, now: number): number;
}

/** Overdue by more than this is not caught up, ms. */
const CATCH_UP_LIMIT = 60_000;

export function newPace(liveFrom: number, speed: number): Pace {
  let slept = 0;
  const wall = (simulated: number): number =>
    simulated <= liveFrom ? simulated : Math.round(liveFrom + (simulated - liveFrom) / speed) + slept;
  return {
    wall,
    skipStall: (next, now) => {
      const overdue = now - wall(next);
      if (next <= liveFrom || overdue <= CATCH_UP_LIMIT) return 0;
      slept += overdue;
      return overdue;
    },
  };
}
