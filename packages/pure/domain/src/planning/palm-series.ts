/**
 * Who waits in Erlang A, beside the state "all agents busy, nobody waits": t(j) = y^j ÷ ((x + 1)…(x + j)) is how much likelier it is that
 * j wait. Their sum is A(x, y) = x·e^y·y^(−x)·γ(x, y), the one special function of the model; it is told as its logarithm, since patience
 * that is long beside the handle time makes it too large for a number.
 * Source: C. Palm, 1957; A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007.
 */
export interface PalmSeries {
  /** ln Σ t(j), 0 or more. */
  readonly ln: number;
  /** Σ j·t(j) ÷ Σ t(j): how many wait on average while all agents are busy. */
  readonly mean: number;
}

/** Terms below this share of the sum change nothing. */
const NOTHING = 2 ** -60;
const LARGE = 2 ** 500;
/** Patience of weeks where agents just keep up; nobody asks for more. */
const MOST_TERMS = 10_000_000;

/** @param x above 0. @param y 0 or more. */
export function palmSeries(x: number, y: number): PalmSeries {
  let sum = 1;
  let weighted = 0;
  let term = 1;
  /** All three are told in units of e^scaled. */
  let scaled = 0;
  for (let j = 1; j <= MOST_TERMS; j++) {
    const ratio = y / (x + j);
    term *= ratio;
    sum += term;
    weighted += j * term;
    // All that is to come is less than a geometric series.
    if (ratio < 1 && term * (j + 1 / (1 - ratio)) <= NOTHING * weighted * (1 - ratio)) break;
    if (sum < LARGE) continue;
    scaled += Math.log(sum);
    term /= sum;
    weighted /= sum;
    sum = 1;
  }
  return { ln: scaled + Math.log(sum), mean: weighted / sum };
}
