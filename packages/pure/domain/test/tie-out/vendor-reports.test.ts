/** What each product's columns come to, by hand, for nine segments around half past nine. */
import { expect, test } from "vitest";
import { reckon } from "../../src/tie-out/figure.ts";
import type { TiedSegment } from "../../src/tie-out/tied-segment.ts";
import { VENDOR_REPORTS, type Vendor } from "../../src/tie-out/vendor-reports.ts";
import { NINE, SECOND, segment } from "./segments.ts";

const HALF = 1800;

const SEGMENTS: readonly TiedSegment[] = [
  segment("quick", 10, 5, { talk: 100 }),
  segment("at the threshold", 20, 20, { talk: 200, holdMs: 30 * SECOND, wrapUpMs: 12 * SECOND }),
  segment("late", 30, 60, { talk: 60, transferred: true, agents: ["ann", "bob"] }),
  segment("gives up", 40, 50),
  segment("gives up in time", 50, 15),
  segment("short", 60, 3, { outcome: "short" }),
  segment("timed out", 70, 90, { outcome: "flowedOut", reason: "timeout" }),
  segment("pressed a key", 80, 30, { outcome: "flowedOut", reason: "key" }),
  // Queued and answered in the first half hour, over in the second.
  segment("over the edge", HALF - 30, 10, { talk: 120 }),
];

function column(vendor: Vendor, header: string, half = 0): number | null {
  const { columns, reading } = VENDOR_REPORTS[vendor];
  const found = columns.find((one) => one.header.test(header))!;
  const own = found.header.exec(header)![1];
  const span = { from: NINE + half * HALF * SECOND, to: NINE + (half + 1) * HALF * SECOND };
  const { value } = reckon(found.figure, SEGMENTS, span, reading, own === undefined ? null : Number(own) * SECOND);
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

test.each<[Vendor, string, number | null, number | null]>([
  // Completed when the talk is over; who pressed a key is no abandon.
  ["asterisk", "completed", 3, 1],
  ["asterisk", "abandoned", 4, 0],
  ["asterisk", "servicelevelperf", 0.6667, 1],
  // Two answered in time and two abandons in time, of three answered and four abandoned.
  ["asterisk", "servicelevelperf2", 0.5714, 1],
  ["connect", "contacts queued", 8, 1],
  ["connect", "contacts queued (enqueue timestamp)", 9, 0],
  ["connect", "contacts handled", 3, 1],
  ["connect", "contacts handled (connected to agent timestamp)", 4, 0],
  ["connect", "contacts abandoned", 3, 0],
  ["connect", "contacts abandoned in 20 seconds", 2, 0],
  ["connect", "contacts answered in 5 seconds", 1, 0],
  ["connect", "service level 20 seconds", 0.6667, 1],
  ["connect", "service level 60", 1, 1],
  ["connect", "average queue answer time", 28.3333, 10],
  ["connect", "average queue abandon time", 22.6667, null],
  ["connect", "maximum queued time", 90, 10],
  ["connect", "average handle time", 134, 120],
  ["connect", "average customer hold time", 30, null],
  ["connect", "average customer hold time all contacts", 10, 0],
  ["connect", "contacts transferred out", 1, 0],
  ["genesys", "offer", 9, 0],
  ["genesys", "answer", 4, 0],
  ["genesys", "abandon", 3, 0],
  ["genesys", "flow-out", 2, 0],
  ["genesys", "answer %", 0.4444, null],
  // Three in time of four answered and two abandoned; the short one is left out.
  ["genesys", "service level %", 0.5, null],
  ["genesys", "avg acw", 4, 0],
  ["twilio", "tasks_entered", 9, 0],
  ["twilio", "reservations_accepted", 5, 0],
  ["twilio", "tasks_canceled", 3, 0],
  ["twilio", "split_by_wait_time.20.below.reservations_accepted", 3, 0],
  ["twilio", "split_by_wait_time.20.above.reservations_accepted", 1, 0],
  // Who waited 90 s was moved, not accepted.
  ["twilio", "wait_duration_in_queue_until_accepted.max", 60, null],
  ["twilio", "wait_duration_until_canceled.avg", 22.6667, null],
  ["twilio", "split_by_wait_time.20.below.tasks_canceled", 2, 0],
])("%s: %s is %s, and %s in the next half hour", (vendor, header, first, second) => {
  expect([column(vendor, header), column(vendor, header, 1)]).toEqual([first, second]);
});

test("every column has a header of its own", () => {
  for (const { columns } of Object.values(VENDOR_REPORTS))
    for (const { header } of columns) {
      const written = sampleOf(header);
      expect(
        columns.filter((other) => other.header.test(written)),
        written,
      ).toHaveLength(1);
    }
});

/** The shortest header that it takes, with 20 for a threshold. */
const sampleOf = ({ source }: RegExp): string =>
  source
    .replaceAll(/\(\?:[^)]*\)\?|[$^]|(?<=contact)s\?/g, "")
    .replaceAll("(\\d+)", "20")
    .replaceAll("s?", "s")
    .replaceAll("[- ]", "-")
    .replaceAll("\\", "");
