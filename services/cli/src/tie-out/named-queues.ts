/** Which of our queues each queue of a report is: as told, else by its id, else by its title. What is none of ours is never left out unsaid. */
import type { ReportRow, TiedSegment } from "@floorwalker/domain";
import { ProgramError } from "../program-error.ts";
import type { VendorRow } from "./vendor-rows.ts";

/** Ours by the vendor's name. */
export type NamedQueues = ReadonlyMap<string, string>;

/** `titles`: of our queues, by id. @throws ProgramError `unknown_queue`. */
export function namedQueues(
  rows: readonly VendorRow[],
  told: NamedQueues,
  titles: ReadonlyMap<string, string>,
  segments: readonly TiedSegment[],
): NamedQueues {
  const ours = new Set([...titles.keys(), ...segments.flatMap(({ queue }) => queue ?? [])]);
  const byTitle = new Map([...titles].map(([queue, title]) => [title.toLowerCase(), queue]));
  const named = new Map<string, string>();
  const unknown = new Set<string>();
  for (const { queue: theirs } of rows) {
    const queue = told.get(theirs) ?? (ours.has(theirs) ? theirs : byTitle.get(theirs.toLowerCase()));
    if (queue !== undefined && ours.has(queue)) named.set(theirs, queue);
    else unknown.add(theirs);
  }
  if (unknown.size === 0) return named;
  throw new ProgramError(
    "unknown_queue",
    `the site has no queue ${[...unknown].map((queue) => `"${queue}"`).join(", ")}`,
    `Say which it is here, such as --queue '${[...unknown][0]}=${[...ours].sort()[0] ?? "sales"}'. There are: ${[...ours].sort().join(", ")}.`,
  );
}

/** With the segments that each is made of. */
export function reportRows(
  rows: readonly VendorRow[],
  named: NamedQueues,
  segments: readonly TiedSegment[],
): readonly ReportRow[] {
  const byQueue = Map.groupBy(segments, ({ queue }) => queue);
  return rows.map(({ channel, ...row }) => {
    const queue = named.get(row.queue)!;
    const there = byQueue.get(queue) ?? [];
    return {
      ...row,
      queue,
      segments: channel === null ? there : there.filter((segment) => segment.channel === channel),
    };
  });
}

/** Queues that had contacts in the span, and of which the report has no row. */
export function queuesWithoutRows(
  named: NamedQueues,
  segments: readonly TiedSegment[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly string[] {
  const there = new Set(named.values());
  const queues = segments
    .filter(({ queuedAt }) => queuedAt !== null && queuedAt >= from && queuedAt < to)
    .flatMap(({ queue }) => (queue === null || there.has(queue) ? [] : queue));
  return [...new Set(queues)].sort();
}
