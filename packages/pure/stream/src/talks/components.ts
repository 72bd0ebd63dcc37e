/** What hangs together: the sets that pairs make of all. Each set is in the order of `all`. */
export function components(all: Iterable<string>, pairs: Iterable<readonly [string, string]>): Set<string>[] {
  const setOf = new Map<string, Set<string>>();
  for (const each of all) setOf.set(each, new Set([each]));
  for (const [a, b] of pairs) {
    const [kept, merged] = [setOf.get(a)!, setOf.get(b)!];
    if (kept === merged) continue;
    for (const each of merged) {
      kept.add(each);
      setOf.set(each, kept);
    }
  }
  return [...new Set(setOf.values())];
}
