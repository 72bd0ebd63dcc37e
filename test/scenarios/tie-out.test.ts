/** Reports of products beside our facts: what a real Asterisk said of itself, and contact records in Amazon Connect's form, added up naively. */
import { readFileSync } from "node:fs";
import {
  type CanonicalEvent,
  type ReportRow,
  SITE_CELL,
  type TiedSegment,
  tieOut,
  unconfiguredSite,
  VENDOR_REPORTS,
  type VendorReport,
} from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AsteriskSaid, SAID_QUEUES, siteOfAsterisk } from "../support/src/asterisk-said.ts";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { readQueueLog } from "../support/src/read-queue-log.ts";
import { referenceData } from "../support/src/reference-data.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60_000;

const folder = referenceData("asterisk", "real");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";

function segmentsOf(owner: PureOwner, site: ReturnType<typeof unconfiguredSite>, from: number, to: number) {
  return new StoredNumbers(owner, site, "outcome").list(null, { cell: SITE_CELL, from, to, live: true });
}

/** Of one column, as a report writes it. */
function cell(
  report: VendorReport,
  column: string,
  value: number | null,
  precision = 1,
  thresholdMs: number | null = null,
) {
  const { figure } = report.columns.find(({ header }) => header.test(column.toLowerCase()))!;
  return { column, figure, thresholdMs, value, precision };
}

test.skipIf(folder === null)(
  `what a real Asterisk says of its queues ties out, but for a queue whose members take two calls at once${why}`,
  () => {
    const said = JSON.parse(readFileSync(`${folder}/asterisk-said.json`, "utf8")) as AsteriskSaid;
    const events = readQueueLog(readFileSync(`${folder}/queue_log`));
    const [from, to] = [Math.min(...events.map(({ time }) => time)), Math.max(...events.map(({ time }) => time)) + 1];
    const site = siteOfAsterisk();
    const owner = new PureOwner({ sites: [site] }).feed(withRepeats(events, 1 / 3, seeded(9)), { batch: 50 }).tick(to);
    const segments = segmentsOf(owner, site, from, to);
    const report = VENDOR_REPORTS.asterisk;
    const rows = SAID_QUEUES.map((queue): ReportRow => {
      const { p } = said.asterisk[queue]!;
      const threshold = Number(p.ServiceLevel) * 1000;
      return {
        line: 2,
        queue,
        from,
        to,
        segments: segments.filter((segment) => segment.queue === queue),
        cells: [
          cell(report, "Completed", Number(p.Completed)),
          cell(report, "Abandoned", Number(p.Abandoned)),
          cell(report, "ServicelevelPerf", Number(p.ServicelevelPerf) / 100, 0.001, threshold),
          cell(report, "ServicelevelPerf2", Number(p.ServicelevelPerf2) / 100, 0.001, threshold),
        ],
      };
    });
    const { compared, differences } = tieOut(rows, report.reading);
    expect(compared).toBe(16);
    // It overwrites the start of a member's first call with the second's, and then counts neither as completed.
    expect(differences.map(({ row, cell: { column }, ours }) => [row.queue, column, ours])).toEqual([
      ["vip", "Completed", 15],
      ["vip", "ServicelevelPerf", 12 / 15],
      ["vip", "ServicelevelPerf2", 14 / 17],
    ]);
    expect(differences[0]!.counted).toHaveLength(15);
  },
);

/** As Connect keeps it: one for each queue that a contact was in. Times in seconds from T0. */
interface ContactRecord {
  readonly contact: string;
  readonly queue: "sales" | "support";
  readonly enqueued: number;
  readonly dequeued: number;
  /** Null: nobody answered. */
  readonly agent: { readonly interaction: number; readonly hold: number; readonly wrapUp: number } | null;
  readonly disconnected: number;
}

const record = fc.record({
  queue: fc.constantFrom("sales" as const, "support" as const),
  enqueued: fc.integer({ min: 0, max: 5400 }),
  wait: fc.integer({ min: 0, max: 120 }),
  agent: fc.option(
    fc.record({
      interaction: fc.integer({ min: 1, max: 900 }),
      hold: fc.integer({ min: 0, max: 60 }),
      wrapUp: fc.integer({ min: 0, max: 60 }),
    }),
  ),
});
const records = fc.array(record, { minLength: 1, maxLength: 40 }).map((all) =>
  all.map(({ wait, ...rest }, index): ContactRecord => {
    const dequeued = rest.enqueued + wait;
    const talk = rest.agent === null ? 0 : rest.agent.interaction + rest.agent.hold;
    return { ...rest, contact: `c-${index}`, dequeued, disconnected: dequeued + talk };
  }),
);

function eventsOf({ contact, queue, enqueued, dequeued, agent, disconnected }: ContactRecord): CanonicalEvent[] {
  const about = { contact, queue, segment: "1" };
  const queued = tell(enqueued, "contact.queued", about);
  if (agent === null) return [queued, tell(dequeued, "contact.abandoned", about)];
  const by = { ...about, agent: `agent of ${contact}` };
  const wrapUpMs = agent.wrapUp * 1000;
  return [
    queued,
    tell(dequeued, "contact.answered", by),
    tell(disconnected, "contact.ended", {
      ...by,
      data: { talkMs: agent.interaction * 1000, holdMs: agent.hold * 1000, wrapUpMs },
    }),
  ];
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The columns of an interval, straight from the records disconnected in it. */
function reported(told: readonly ContactRecord[], queue: string, from: number, to: number): ReportRow["cells"] {
  const there = told.filter((one) => one.queue === queue && one.disconnected >= from && one.disconnected < to);
  const handled = there.filter(({ agent }) => agent !== null);
  const gone = there.filter(({ agent }) => agent === null);
  const waited = ({ enqueued, dequeued }: ContactRecord): number => dequeued - enqueued;
  const inTime = there.filter((one) => waited(one) <= 20).length;
  const report = VENDOR_REPORTS.connect;
  const column = (name: string, value: number | null, precision = 1) => {
    const seconds = /(\d+) seconds/.exec(name)?.[1];
    const written = value === null ? null : Math.round(value / precision) * precision;
    return cell(report, name, written, precision, seconds === undefined ? null : Number(seconds) * 1000);
  };
  const queuedThen = told.filter((one) => one.queue === queue && one.enqueued >= from && one.enqueued < to).length;
  return [
    column("Contacts queued", there.length),
    column("Contacts queued (enqueue timestamp)", queuedThen),
    column("Contacts handled", handled.length),
    column("Contacts abandoned", gone.length),
    column("Contacts abandoned in 20 seconds", gone.filter((one) => waited(one) <= 20).length),
    column("Contacts answered in 60 seconds", handled.filter((one) => waited(one) <= 60).length),
    column("Service level 20 seconds", there.length === 0 ? null : inTime / there.length, 0.0001),
    column("Average queue answer time", mean(handled.map(waited)), 0.01),
    column("Maximum queued time", there.length === 0 ? null : Math.max(...there.map(waited))),
    column(
      "Average handle time",
      mean(handled.map(({ agent }) => agent!.interaction + agent!.hold + agent!.wrapUp)),
      0.01,
    ),
    column(
      "Average customer hold time",
      mean(handled.map(({ agent }) => agent!.hold).filter((hold) => hold > 0)),
      0.01,
    ),
    column("Average customer hold time all contacts", mean(handled.map(({ agent }) => agent!.hold)), 0.01),
    column("Average after contact work time", mean(handled.map(({ agent }) => agent!.wrapUp)), 0.01),
  ];
}

const SITE = unconfiguredSite("here");

function rowsOf(told: readonly ContactRecord[], segments: readonly TiedSegment[]): ReportRow[] {
  return [0, 1, 2, 3, 4].flatMap((half) =>
    (["sales", "support"] as const).map((queue): ReportRow => {
      const [from, to] = [half * 1800, (half + 1) * 1800];
      return {
        line: 2,
        queue,
        from: T0 + from * 1000,
        to: T0 + to * 1000,
        segments: segments.filter((segment) => segment.queue === queue),
        cells: reported(told, queue, from, to),
      };
    }),
  );
}

test("what Connect says of its contact records ties out with what their events came to, in any order and repeated", () => {
  fc.assert(
    fc.property(records, fc.integer(), (told, chance) => {
      const asOf = T0 + 150 * MINUTE;
      const owner = new PureOwner({ sites: [SITE] });
      owner.feed(withRepeats(told.flatMap(eventsOf), 1 / 4, seeded(chance)), { batch: 9 }).tick(asOf);
      const segments = segmentsOf(owner, SITE, T0, asOf);
      expect(tieOut(rowsOf(told, segments), VENDOR_REPORTS.connect.reading).differences).toEqual([]);
    }),
  );
});

test("a contact that never reached us is a difference wherever it counts", () => {
  fc.assert(
    fc.property(records, (told) => {
      const asOf = T0 + 150 * MINUTE;
      const owner = new PureOwner({ sites: [SITE] }).feed(told.slice(1).flatMap(eventsOf), { batch: 9 }).tick(asOf);
      const segments = segmentsOf(owner, SITE, T0, asOf);
      const { differences } = tieOut(rowsOf(told, segments), VENDOR_REPORTS.connect.reading);
      const lost = told[0]!;
      const half = T0 + Math.floor(lost.disconnected / 1800) * 1800 * 1000;
      expect(
        differences.filter(
          ({ row, cell: { column } }) => row.queue === lost.queue && row.from === half && column === "Contacts queued",
        ),
      ).toHaveLength(1);
    }),
  );
});
