/** A whole `queue_log` through its source format, line by line, as a follower reads it. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { asteriskQueueLog, intake, SecondOfLines } from "@floorwalker/sources";

const NEWLINE = 10;
/** After every line. */
const NOW = Date.UTC(2100, 0);

/** @throws on a line that is rejected. */
export function readQueueLog(bytes: Uint8Array, site = "here"): CanonicalEvent[] {
  const events: CanonicalEvent[] = [];
  const lines = new SecondOfLines();
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const line = bytes.subarray(from, end === -1 ? bytes.length : end);
    const outcome = intake(asteriskQueueLog, line, { site, now: NOW, lines: lines.at(from) });
    if (outcome.result === "rejected") throw new Error(`rejected: ${Buffer.from(line).toString()}`);
    if (outcome.result === "accepted") events.push(...outcome.events.map(({ event }) => event));
    from += line.length + 1;
  }
  return events;
}
