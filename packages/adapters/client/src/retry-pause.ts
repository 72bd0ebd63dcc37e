const SHORTEST_MS = 500;
const LONGEST_MS = 20_000;

/**
 * Pause before the next attempt, ms: doubles from 0.5 s to 20 s, and each client takes a random part of it (from half to
 * all), so that a thousand boards do not come back at once. `random`: 0 ≤ r < 1. `attempts` ≥ 1.
 */
export function retryPause(attempts: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(attempts, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
