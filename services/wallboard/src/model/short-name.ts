/**
 * Names on a wall, whose letters may not be smaller than what five metres ask for: one that is long has two lines, one that is longer still
 * loses its middle, not its end, so that two names do not become one.
 */

/** How wide it is, in Latin letters: a Chinese character is as wide as two. */
export const nameWidth = (name: string): number =>
  Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);

/** Wider than a line of a tile can be made to hold. */
export const isLongName = (name: string): boolean => nameWidth(name) > 20;

export function shortName(name: string, most: number): string {
  if (nameWidth(name) <= most) return name;
  const letters = Array.from(name);
  const half = Math.floor((most - 1) / 2);
  const head = taken(letters, half + ((most - 1) % 2));
  const tail = [...taken([...letters].reverse(), half)].reverse();
  return `${head.join("").trimEnd()}…${tail.join("").trimStart()}`;
}

/** The first letters that are together at most so wide. */
function taken(from: readonly string[], width: number): readonly string[] {
  let used = 0;
  const fits = from.findIndex((letter) => {
    used += nameWidth(letter);
    return used > width;
  });
  return fits < 0 ? from : from.slice(0, fits);
}
