/** What commits write: bytes an event, of a drain and of a live partition, without and with view rows. */
import type { Bench } from "./bench.ts";
import { inChild } from "./in-child.ts";
import type { CommitAnswer, CommitQuestion } from "./roles/commit.ts";

const SITES = 4;
const HOURS = 4;
/** As an owner that catches up commits, and as a live one does. */
const PACES = [
  { pace: "drain", everyEvents: 20_000, everyMs: null },
  { pace: "live", everyEvents: null, everyMs: 50 },
] as const;

export const commitBench: Bench = async () => {
  const faults: string[] = [];
  const rows = [];
  for (const { pace, everyEvents, everyMs } of PACES) {
    const asked = { sites: SITES, hours: HOURS, everyEvents, everyMs };
    const measured = await inChild<CommitQuestion, CommitAnswer>("commit", asked);
    if (measured.offered !== measured.shown)
      faults.push(`${pace}: ${measured.shown} shown, ${measured.offered} offered`);
    const { events, commits, rowBytes, recordBytes, viewBytes } = measured;
    rows.push({
      pace,
      events,
      commits,
      "rows B/event": rowBytes / events,
      "records B/event": recordBytes / events,
      "without views": (rowBytes + recordBytes) / events,
      "with views": (rowBytes + recordBytes + viewBytes) / events,
      "B a view row": viewBytes / measured.viewRows,
    });
  }
  return {
    rows,
    notes: [
      `${SITES} sites of the demo's size over ${HOURS} hours. Drain: a commit after each 20,000 events, with all rows that changed (a real one tells them every 5 s). Live: a commit after each tick of 50 ms in which something came. Bytes of keys and values; the store's own are not in it.`,
    ],
    faults,
  };
};
