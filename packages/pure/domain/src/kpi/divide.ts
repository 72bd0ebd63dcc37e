/** The one division of this folder: nothing to divide by is null, never 0 (a board shows "–", Prometheus nothing). */
export const divide = (numerator: number, denominator: number): number | null =>
  denominator > 0 ? numerator / denominator : null;
