/** Reports that cannot be read: what is wrong, in which line, and what to do. */
import { VENDOR_REPORTS, type Vendor } from "@floorwalker/domain";
import { expect, test } from "vitest";
import type { ProgramError } from "../src/program-error.ts";
import { vendorRows } from "../src/tie-out/vendor-rows.ts";

const DAY = "2026-11-26";
const HEAD = "Queue,StartInterval,EndInterval,Contacts queued,Service level 20 seconds,Agent name";

const rows = (text: string, vendor: Vendor = "connect", intervalMs: number | null = null) =>
  vendorRows(VENDOR_REPORTS[vendor], { name: "report.csv", text, zone: "Europe/Warsaw", slashed: "mdy", intervalMs });

function refusal(text: string): string {
  try {
    rows(text);
  } catch (error) {
    const { message, code, fix } = error as ProgramError;
    expect(fix).not.toBe("");
    return `${message} [${code}]`;
  }
  return "read";
}

test.each([
  ["", "report.csv has no rows [empty_report]"],
  [`${HEAD}\n`, "report.csv has no rows [empty_report]"],
  [
    "StartInterval,EndInterval,Contacts queued\n1,2,3",
    "report.csv:1: no column says the queue of a row [missing_column]",
  ],
  ["Queue,EndInterval,Contacts queued\n1,2,3", "report.csv:1: no column says the interval of a row [missing_column]"],
  [`Queue,StartInterval,EndInterval,Colour\nsales,${DAY},${DAY},red`, "[nothing_to_compare]"],
  [`Queue,StartInterval,Contacts queued\nsales,${DAY},3`, "[interval_unknown]"],
  [`${HEAD}\nsales,noon,${DAY},3,66.7%,`, 'report.csv:2: "noon" is no moment [unreadable_time]'],
  [
    `${HEAD}\n"two\nlines",${DAY},${DAY}T09:00,3,66.7%,\nsales,,,3,1,`,
    'report.csv:4: "" is no moment [unreadable_time]',
  ],
  [`${HEAD}\nsales,${DAY},${DAY}T09:00,three,66.7%,`, 'report.csv:2: "three" is no number [unreadable_number]'],
  [`${HEAD}\nsales,${DAY}T09:00,${DAY},3,66.7%,`, "report.csv:2: the interval ends before it begins [unreadable_time]"],
  [`${HEAD}\n"sales,${DAY}`, "[unreadable_csv]"],
])("%j: %s", (text, said) => {
  expect(refusal(text)).toContain(said);
});

test("a row says its interval by the site's clock, its queue, its channel and its numbers; what is not compared is named", () => {
  const text = `\uFEFF${HEAD},Channel\r\nsales,${DAY}T09:00,${DAY}T09:30,3,66.7%,Ann,VOICE\r\n`;
  const { rows: read, notCompared } = rows(text);
  expect(read).toMatchObject([
    {
      line: 2,
      queue: "sales",
      channel: "call",
      from: Date.parse(`${DAY}T08:00:00Z`),
      to: Date.parse(`${DAY}T08:30:00Z`),
      cells: [
        { column: "Contacts queued", value: 3, thresholdMs: null },
        { column: "Service level 20 seconds", value: 0.667, thresholdMs: 20_000 },
      ],
    },
  ]);
  expect(notCompared).toEqual(["Agent name"]);
});

test("the threshold of an Asterisk row is its own, and shares are percent there", () => {
  const text = `from,queue,Completed,ServiceLevel,ServicelevelPerf\n${DAY}T09:00,sales,30,10,26.7`;
  expect(rows(text, "asterisk", 1_800_000).rows[0]!.cells).toMatchObject([
    { column: "Completed", value: 30, thresholdMs: 10_000 },
    { column: "ServicelevelPerf", value: 0.267, thresholdMs: 10_000 },
  ]);
});
