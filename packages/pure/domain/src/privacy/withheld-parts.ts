/**
 * Which parts of a whole are not told, so that no number is of fewer agents than a group has, nor can one be reckoned. Laws:
 * R1  A part that is told has a group behind it.
 * R2  What is not told has a group behind it, all of it together, or there is nothing that is not told: the whole less all parts that are
 *     told is of a group. Where it would be of fewer, the smallest part that is told is not told either, and so on.
 * So any sum or difference of what is told is of a group: with the whole in it, of what is withheld at least; without, of whole parts.
 */

/** `parts`: who stands behind each; `rest`: who stands behind no part, but behind the whole. */
export function withheldParts(
  parts: ReadonlyMap<string, ReadonlySet<string>>,
  rest: ReadonlySet<string>,
  atLeast: number,
): ReadonlySet<string> {
  const withheld = new Set<string>();
  const behind = new Set(rest);
  // The same set may be behind many.
  const added = new Set<ReadonlySet<string>>();
  const withhold = (name: string, agents: ReadonlySet<string>): void => {
    withheld.add(name);
    if (added.has(agents)) return;
    added.add(agents);
    for (const agent of agents) behind.add(agent);
  };
  const told: [name: string, agents: ReadonlySet<string>][] = [];
  for (const part of parts) {
    if (part[1].size < atLeast) withhold(...part);
    else told.push(part);
  }
  told.sort(([a, one], [b, other]) => one.size - other.size || (a < b ? -1 : 1));
  const isNothing = (): boolean => withheld.size === 0 && rest.size === 0;
  while (!isNothing() && behind.size < atLeast) {
    const smallest = told.shift();
    if (smallest === undefined) break;
    withhold(...smallest);
  }
  return withheld;
}
