/**
 * How long callers are willing to wait, from those who ran out of it. Who was answered, or still waits, only says that his patience is
 * longer than that (censored), so the mean is all time waited ÷ abandons: the maximum-likelihood estimate of an exponential.
 * Source: A. Mandelbaum and S. Zeltyn, 2007, §4; L. Brown et al., "Statistical analysis of a telephone call center", 2005.
 */

/** Below so many abandons the estimate is off by a quarter and more (1 ÷ √n). */
export const FEWEST_ABANDONS = 15;

export interface Waited {
  readonly answeredWaitMs: number;
  readonly abandonedWaitMs: number;
  readonly abandoned: number;
  /** Of those who wait now, in all up to now. */
  readonly waitingMs: number;
}

/** Mean patience, ms; null: too few have abandoned, or nobody has waited at all. */
export function patienceOf({ answeredWaitMs, abandonedWaitMs, abandoned, waitingMs }: Waited): number | null {
  const waited = answeredWaitMs + abandonedWaitMs + waitingMs;
  return abandoned < FEWEST_ABANDONS || !(waited > 0) ? null : waited / abandoned;
}
