import fc from "fast-check";
import { expect, test } from "vitest";
import { type Figure, reckon } from "../../src/tie-out/figure.ts";
import { otherReadings, type Reading } from "../../src/tie-out/reading.ts";
import { type ReportRow, tieOut } from "../../src/tie-out/tie-out.ts";
import type { TiedSegment } from "../../src/tie-out/tied-segment.ts";
import { VENDOR_REPORTS, VENDORS } from "../../src/tie-out/vendor-reports.ts";
import { NINE, SECOND, segment } from "./segments.ts";

const QUARTER = 900 * SECOND;

const wait = fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10);
const told: fc.Arbitrary<TiedSegment> = fc
  .record({
    queued: fc.integer({ min: -300, max: 3600 }),
    wait,
    talk: fc.integer({ min: 0, max: 900 }),
    outcome: fc.constantFrom("answered", "answered", "abandoned", "short", "flowedOut"),
    reason: fc.constantFrom("timeout", "key", "callback", "withdrawn"),
  })
  .map(({ queued, wait, talk, outcome, reason }) =>
    segment(`c-${queued}`, queued, outcome === "short" ? Math.min(wait, 5) : wait, {
      outcome,
      ...(outcome === "answered" ? { talk } : { reason: outcome === "flowedOut" ? reason : null }),
    }),
  );
const day = fc.array(told, { maxLength: 40 });
const vendor = fc.constantFrom(...VENDORS);

/** Written as a report would: counts whole, everything else with one digit less than is known. */
function reportOf(id: (typeof VENDORS)[number], segments: readonly TiedSegment[], by: Reading): ReportRow[] {
  return [0, 1, 2, 3, 4].map((index) => {
    const span = { from: NINE + index * QUARTER, to: NINE + (index + 1) * QUARTER };
    const cells = VENDOR_REPORTS[id].columns.map(({ header, figure }) => {
      const thresholdMs = header.source.includes("(\\d+)") ? 20 * SECOND : null;
      const { value } = reckon(figure, segments, span, by, thresholdMs);
      const precision = figure.unit === "share" ? 0.001 : figure.unit === "count" ? 1 : 0.1;
      const written = value === null ? null : Math.round(value / precision) * precision;
      return { column: header.source, figure, thresholdMs, value: written, precision };
    });
    return { ...span, line: index + 2, queue: "sales", segments, cells };
  });
}

test("a report that is made of the segments under the vendor's reading ties out", () => {
  fc.assert(
    fc.property(vendor, day, (id, segments) => {
      const { reading } = VENDOR_REPORTS[id];
      expect(tieOut(reportOf(id, segments, reading), reading).differences).toEqual([]);
    }),
  );
});

test("a report made under another reading differs only in what that reading explains, by the segments that it counts otherwise", () => {
  fc.assert(
    fc.property(vendor, day, fc.nat(), (id, segments, pick) => {
      const { reading } = VENDOR_REPORTS[id];
      const others = otherReadings(reading);
      const other = others[pick % others.length]!;
      for (const { row, cell, explanations } of tieOut(reportOf(id, segments, other.reading), reading).differences) {
        const found = explanations.find((explanation) => explanation.id === other.id)!;
        const parts = (by: Reading) => reckon(cell.figure, segments, row, by, cell.thresholdMs).parts;
        const [ours, theirs] = [parts(reading), parts(other.reading)];
        const otherwise = segments.filter((one) => JSON.stringify(ours.get(one)) !== JSON.stringify(theirs.get(one)));
        expect(new Set(found.segments)).toEqual(new Set(otherwise));
        expect(otherwise).not.toEqual([]);
      }
    }),
  );
});

const offered: Figure = VENDOR_REPORTS.genesys.columns[0]!.figure;

const row = (value: number | null, segments: readonly TiedSegment[], precision = 1): ReportRow => ({
  line: 2,
  queue: "sales",
  from: NINE,
  to: NINE + QUARTER,
  segments,
  cells: [{ column: "Offer", figure: offered, thresholdMs: null, value, precision }],
});

test("a contact a second before the interval's end is named where one is missing, one a minute before is not", () => {
  const edge = segment("edge", 899, 10);
  const differs = tieOut([row(1, [edge, segment("early", 839, 10)])], VENDOR_REPORTS.genesys.reading).differences;
  expect(differs[0]!.explanations.map(({ id, segments }) => [id, segments])).toContainEqual(["edge", [edge]]);
  const early = [segment("early", 839, 10), segment("earlier", 100, 10)];
  const unexplained = tieOut([row(1, early)], VENDOR_REPORTS.genesys.reading).differences;
  expect(unexplained[0]!.explanations.filter(({ id }) => id === "edge")).toEqual([]);
});

test("what nothing explains is a difference all the same, with all that we count there", () => {
  const ours = [segment("one", 100, 10), segment("two", 200, 10)];
  const { compared, differences } = tieOut([row(7, ours)], VENDOR_REPORTS.genesys.reading);
  expect(compared).toBe(1);
  expect(differences).toMatchObject([{ ours: 2, explanations: [], counted: ours }]);
});

test("shares of Genesys are quotients of its own columns: who enters in one interval and is answered in the next is in one of each", () => {
  const call = segment("c-1", 800, 200, { talk: 60 });
  const [first, second] = [NINE, NINE + QUARTER].map((from) => ({ from, to: from + QUARTER }));
  const share = VENDOR_REPORTS.genesys.columns.find(({ header }) => header.test("answer %"))!.figure;
  const read = (segments: readonly TiedSegment[], span: { readonly from: number; readonly to: number }) =>
    reckon(share, segments, span, VENDOR_REPORTS.genesys.reading, null).value;
  expect([read([call], first!), read([call], second!)]).toEqual([0, null]);
  expect(read([call, segment("c-2", 900, 10)], second!)).toBe(1);
  // Who gave up in the next is in neither of its numbers: he explains nothing there.
  const gaveUp = segment("c-3", 800, 200, { outcome: "abandoned" });
  expect(reckon(share, [gaveUp], second!, VENDOR_REPORTS.genesys.reading, null).parts.size).toBe(0);
});

test("nothing there is equal to 0, to a dash and to an empty cell", () => {
  for (const value of [0, null])
    expect(tieOut([row(value, [])], VENDOR_REPORTS.genesys.reading).differences).toEqual([]);
});
