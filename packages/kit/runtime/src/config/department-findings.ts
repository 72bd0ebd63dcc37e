/** What departments say of each other and of queues: each is there once, and what happens in a queue counts for one of them. */
import { type Entry, type Finding, list, names, noSuch, type Path } from "./finding.ts";

export function departmentFindings(site: Entry, path: Path): Finding[] {
  const known = names(list(site, "queues"), "queue");
  const seen = new Set<string>();
  return list(site, "departments").flatMap(({ queues }, index) =>
    (Array.isArray(queues) ? queues : []).flatMap((queue: unknown, at): Finding[] => {
      const place = [...path, "departments", index, "queues", at];
      if (typeof queue !== "string") return [];
      if (!known.includes(queue)) return [noSuch("queue", queue, known, place)];
      const isNew = !seen.has(queue);
      seen.add(queue);
      const message = `the queue "${queue}" defines two departments`;
      return isNew ? [] : [{ path: place, code: "duplicate_id", message, fix: "Name it once." }];
    }),
  );
}
