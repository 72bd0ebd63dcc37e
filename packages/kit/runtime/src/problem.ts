/** What is wrong with something a person wrote (a file, a variable): where, a stable code, and what to do. */
export interface Problem {
  /** Where: `sites[0].queues[2].threshold`, `FLOORWALKER_PORT`. */
  readonly path: string;
  /** snake_case, stable. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Line of the file, from 1; null when it has none. */
  readonly line: number | null;
}

/** One line for a terminal or a log. */
export const formatProblem = (problem: Problem, file?: string): string =>
  `${file ? `${file}${problem.line === null ? "" : `:${problem.line}`}: ` : ""}${problem.path || "(top)"}: ${problem.message} [${problem.code}]. ${problem.fix}`;

/** The known name a person most likely meant; null when none is close. */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j]! + 1, row[j - 1]! + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length]!;
}
