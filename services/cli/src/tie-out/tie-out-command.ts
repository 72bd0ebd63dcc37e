/** `floorwalker tie-out`: what a vendor's interval report says beside the same intervals from our contacts, and what explains the difference. */
import { readFileSync } from "node:fs";
import {
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  tieOut,
  VENDOR_REPORTS,
  VENDORS,
  type Vendor,
} from "@floorwalker/domain";
import { Command, InvalidArgumentError, Option } from "commander";
import { duration } from "../flags/duration.ts";
import { RunningGateway, URL_FLAG } from "../gateway/running-gateway.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";
import { namedQueues, queuesWithoutRows, reportRows } from "./named-queues.ts";
import { tieOutDocument } from "./tie-out-document.ts";
import { tieOutText } from "./tie-out-text.ts";
import { queueTitles, toldSegments, toldSpan } from "./told-segments.ts";
import { vendorRows } from "./vendor-rows.ts";
import type { DayOrder } from "./written-value.ts";

interface TieOutFlags {
  readonly vendor: Vendor;
  readonly site?: string;
  readonly from: string;
  readonly to?: string;
  readonly queue: ReadonlyMap<string, string>;
  readonly formula?: ServiceLevelPolicyId;
  readonly interval?: number;
  readonly dates: DayOrder;
  readonly url?: string;
  readonly json?: boolean;
}

/** Talks that began before the span end in it, and reports that count by another moment reach beyond it. */
const MARGIN_MS = 86_400_000;

export const tieOutCommand = (): Command =>
  new Command("tie-out")
    .description("compare a vendor's interval report with the same intervals of our contacts, and explain what differs")
    .argument("<file>", "the report as CSV; docs/tie-out.md has the columns of each vendor")
    .addOption(new Option("--vendor <name>", "whose report it is").choices(VENDORS).makeOptionMandatory())
    .option("--site <id>", "without it the only one there is")
    .requiredOption("--from <time>", "of the intervals to compare: yesterday, 2026-11-21, 2026-11-21T09:00")
    .option("--to <time>", "without it the end of a word such as yesterday, else now")
    .option(
      "--queue <name=id>",
      "what the vendor calls a queue that has another id and title here; may be repeated",
      renamed,
      new Map(),
    )
    .addOption(
      new Option("--formula <policy>", "service level of the report, where it is not the vendor's usual one").choices(
        SERVICE_LEVEL_POLICIES,
      ),
    )
    .option("--interval <duration>", "how long an interval is, where the report does not say its end", duration)
    .addOption(new Option("--dates <order>", "of dates such as 11/12/2026").choices(["dmy", "mdy"]).default("mdy"))
    .option(...URL_FLAG)
    .option("--json", "print one JSON document")
    .action(run);

async function run(file: string, flags: TieOutFlags): Promise<void> {
  const gateway = new RunningGateway(
    flags.url,
    environment((text) => process.stderr.write(`${text}\n`)),
  );
  const text = textOf(file);
  const span = await toldSpan(gateway, flags);
  if (span.keptFrom !== null && span.from < span.keptFrom)
    throw new ProgramError(
      "contacts_not_kept",
      `contacts are kept from ${new Date(span.keptFrom).toISOString()} on`,
      "Ask for what lies after that.",
    );
  const report = VENDOR_REPORTS[flags.vendor];
  const { rows, notCompared } = vendorRows(report, {
    name: file,
    text,
    zone: span.zone,
    slashed: flags.dates,
    intervalMs: flags.interval ?? null,
  });
  const within = rows.filter(({ from, to }) => from >= span.from && to <= span.to);
  if (within.length === 0)
    throw new ProgramError(
      "no_interval_there",
      `none of the ${rows.length} rows of ${file} lies between ${new Date(span.from).toISOString()} and ${new Date(span.to).toISOString()}`,
      "Give --from and --to of the report, and see whether its times are by the site's clock.",
    );
  const segments = await toldSegments(gateway, {
    site: span.site,
    from: span.from - MARGIN_MS,
    to: span.to + MARGIN_MS,
  });
  const named = namedQueues(within, flags.queue, await queueTitles(gateway, span.site), segments);
  const reading = { ...report.reading, ...(flags.formula === undefined ? {} : { formula: flags.formula }) };
  const tied = tieOut(reportRows(within, named, segments), reading);
  const outcome = {
    vendor: report.title,
    formula: reading.formula,
    span,
    rows: { compared: within.length, outside: rows.length - within.length },
    notCompared,
    queuesWithoutRows: queuesWithoutRows(named, segments, span),
    named,
    tied,
  };
  process.stdout.write(
    flags.json === true ? `${JSON.stringify(tieOutDocument(outcome), null, 2)}\n` : tieOutText(outcome),
  );
  if (tied.differences.length > 0) process.exitCode = 1;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new ProgramError("file_not_found", `${file} cannot be read`, "Give the path of the exported CSV.");
  }
}

function renamed(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.lastIndexOf("=");
  if (at <= 0 || at === text.length - 1)
    throw new InvalidArgumentError("Give it as NAME=ID, such as --queue 'Sales PL=sales'.");
  return new Map(before).set(text.slice(0, at), text.slice(at + 1));
}
