/** A law over any recording: every line becomes exactly one thing, and one that is refused at the door changes no number. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { silentLogger } from "@floorwalker/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { replay } from "../src/replay/replay.ts";
import { temporaryFolder } from "./run-cli.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const BAD = ["hello", "{", "7", "[]", '{"type":"cc.contact.exploded"}', "x".repeat(70_000)].map((text) =>
  Buffer.from(text),
);
const BLANK = [Buffer.from(""), Buffer.from("  ")];

/** Few ids, so that lines repeat and contradict each other; some beyond the horizon, some ahead of the clock. */
const event = fc
  .record({
    id: fc.constantFrom("1", "2", "3", "4"),
    type: fc.constantFrom("queued", "answered", "abandoned", "ended"),
    contact: fc.constantFrom("a", "b"),
    minutesAgo: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(-10, 600)),
    site: fc.constantFrom("here", "here", "there"),
  })
  .map(({ minutesAgo, type, ...more }) => {
    const time = new Date(NOW - minutesAgo * 60_000).toISOString();
    const fields = { specversion: "1.0", source: "/s", type: `cc.contact.${type}`, time, channel: "call", queue: "q" };
    return Buffer.from(JSON.stringify({ ...fields, ...more }));
  });
const line = fc.oneof(
  { arbitrary: event, weight: 4 },
  { arbitrary: fc.constantFrom(...BAD), weight: 1 },
  { arbitrary: fc.constantFrom(...BLANK), weight: 1 },
  {
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 20 })
      .map((bytes) => Buffer.from(bytes.filter((b) => b !== 10))),
    weight: 1,
  },
);

test("lines are the sum of what became of them, and what the door refused might as well not be there", async () => {
  const file = join(temporaryFolder(), "recording.ndjson");
  const run = async (lines: readonly Buffer[]) => {
    writeFileSync(file, Buffer.concat(lines.flatMap((each) => [each, Buffer.from("\n")])));
    const { log, store, close } = openEmbedded(":memory:", () => NOW);
    try {
      const { counts, report } = await replay({
        interrupted: new AbortController().signal,
        file,
        source: "canonical",
        site: "here",
        sites: new Map(),
        interval: "1h",
        attribution: "outcome",
        to: null,
        horizonMs: 3_600_000,
        profile: { log, store, remove: async () => {} },
        clock: () => NOW,
        logger: silentLogger,
        progress: () => {},
      });
      return { read: counts.read(), rejected: counts.rejectedLines(), report };
    } finally {
      await close();
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
      const { read, rejected, report } = await run(lines);
      const { lines: count, ...outcomes } = read;
      expect(count).toBe(lines.length);
      expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(count);
      expect(rejected).toHaveLength(read.rejected);
      expect(rejected.map((each) => each.line)).toEqual(rejected.map((each) => each.line).toSorted((a, b) => a - b));
      const atTheDoor = new Set(rejected.filter(({ code }) => code !== "id_conflict").map((each) => each.line));
      const without = await run(lines.filter((_, index) => !atTheDoor.has(index + 1)));
      expect(without.report).toEqual(report);
      expect(without.read).toEqual({
        ...read,
        lines: count - atTheDoor.size,
        rejected: read.rejected - atTheDoor.size,
      });
    }),
    { numRuns: 40 },
  );
}, 60_000);
