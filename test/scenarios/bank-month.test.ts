/** A month of a real call centre: 33,344 rows, against numbers that were computed straight from the rows. */
import { readFileSync } from "node:fs";
import { type CanonicalEvent, compareEvents, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import type { SiteReport } from "@floorwalker/stream";
import { beforeAll, describe, expect, test } from "vitest";
import { type BankCalls, readBankCalls } from "../support/src/bank-calls.ts";
import { bankMeasures } from "../support/src/bank-measures.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { referenceData } from "../support/src/reference-data.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const folder = referenceData("bank");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";
const SITE: SiteConfig = { ...unconfiguredSite("here"), zone: "Asia/Jerusalem" };
/** Midnight in Jerusalem, a day after the month: its last call is answered after midnight. */
const END = Date.UTC(1999, 2, 1, 22);

type Reference = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

describe.skipIf(folder === null)(`the month of the bank${why}`, () => {
  let calls: BankCalls;
  let inOrder: CanonicalEvent[];
  let undisturbed: SiteReport;

  beforeAll(() => {
    calls = readBankCalls(`${folder}/anonymous_bank_feb1999.tsv`);
    inOrder = [...calls.events].sort(compareEvents);
    undisturbed = month(inOrder, 5000);
  }, 60_000);

  test("equals the reference, in all and for every queue", () => {
    const reference = JSON.parse(readFileSync(`${folder}/reference_feb1999.json`, "utf8")) as Reference;
    expect(Object.keys(reference).sort()).toEqual(Object.keys(calls.counts).sort());
    for (const [name, expected] of Object.entries(reference)) {
      const numbers = name === "all" ? undisturbed.total.site : undisturbed.total.queues[name]!.call!;
      expect({ name, ...calls.counts[name], ...bankMeasures(numbers) }).toEqual({ name, ...expected });
    }
  });

  test("is a sum of its hours", () => {
    const sum = (name: string): number =>
      undisturbed.intervals.reduce((total, { site }) => total + (site.counters[name] as number), 0);
    for (const name of ["offered", "answered", "abandoned", "answeredInThreshold", "handled"])
      expect(sum(name)).toBe(undisturbed.total.site.counters[name]);
    expect(undisturbed.total.site.counters.waiting).toBe(0);
  });

  test("is the same when the events come in any order, a third of them twice", { timeout: 180_000 }, () => {
    const events = withRepeats(inOrder, 1 / 3, seeded(1999));
    expect(events.length).toBeGreaterThan(1.3 * inOrder.length);
    expect(text(month(events, 5000))).toBe(text(undisturbed));
  });

  test("is the same when the process dies again and again", { timeout: 60_000 }, () => {
    expect(text(month(inOrder, 1500, (commit) => commit % 4 === 1))).toBe(text(undisturbed));
  });
});

function month(events: readonly CanonicalEvent[], batch: number, crashAfter?: (commit: number) => boolean): SiteReport {
  const owner = new PureOwner({ sites: [SITE] });
  owner.feed(events, crashAfter === undefined ? { batch } : { batch, crashAfter }).tick(END);
  return owner.report("1h", END);
}

const text = (report: SiteReport): string => JSON.stringify(report);
