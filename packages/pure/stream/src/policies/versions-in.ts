/** By which versions of a policy a span was judged, for whoever is shown its numbers (rule 30). */
import { C, type Counters, inForceWithin, type QueuePolicy, type SitePolicy } from "@floorwalker/domain";

/** Ids of those in force in [from, to), and of the one before where something counts that was queued under it. */
export function versionsIn(
  versions: readonly (QueuePolicy | SitePolicy)[],
  { from, to }: { readonly from: number; readonly to: number },
  { counters }: { readonly counters: Counters },
): readonly string[] {
  if (versions.length === 1) return [versions[0]!.id];
  const within = inForceWithin<QueuePolicy | SitePolicy>(versions, from, to);
  const before = counters[C.judgedBefore]! > 0 ? versions.slice(0, versions.indexOf(within[0]!)).slice(-1) : [];
  return [...new Set([...before, ...within].map(({ id }) => id))];
}
