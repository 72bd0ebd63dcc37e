/**
 * What changes on a date: a list of versions in order, the first in force since ever. Invariant: each is in force in [from, until),
 * and until is the next one's from, so one of them is in force at every moment.
 */
export interface Dated {
  /** Epoch ms; −∞: since ever. */
  readonly from: number;
  /** ∞: for ever. */
  readonly until: number;
}

/** Mostly there is one: no list is searched then. */
export function inForce<V extends Dated>(versions: readonly V[], at: number): V {
  let index = versions.length - 1;
  while (index > 0 && at < versions[index]!.from) index--;
  return versions[index]!;
}

/** Those in force at some time in [from, to); of an empty span the one at its moment. */
export const inForceWithin = <V extends Dated>(versions: readonly V[], from: number, to: number): readonly V[] =>
  versions.filter((version) => version.until > from && version.from < Math.max(to, from + 1));

export interface Change {
  /** Epoch ms. */
  readonly from: number;
}

/** The dates of several lists of changes, each once, in order. */
export const datesOf = (...lists: readonly (readonly Change[])[]): readonly number[] =>
  [...new Set(lists.flatMap((list) => list.map(({ from }) => from)))].sort((a, b) => a - b);

/** What a setting is after all changes up to a moment that name it; `first` where none does. */
export function settingAt<C extends Change, K extends keyof C, F extends NonNullable<C[K]> | null>(
  changes: readonly C[],
  key: K,
  first: F,
  at: number,
): NonNullable<C[K]> | F {
  let value: NonNullable<C[K]> | F = first;
  for (const change of changes) if (change.from <= at && change[key] !== undefined) value = change[key]!;
  return value;
}
