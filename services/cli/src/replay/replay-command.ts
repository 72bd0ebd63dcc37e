/** `floorwalker replay FILE`: one JSON document on standard output, progress on a terminal's standard error. */
import type { Attribution, IntervalLength, SiteConfig } from "@floorwalker/domain";
import { readTime } from "@floorwalker/events";
import { createLogger, customersOf } from "@floorwalker/runtime";
import type { SourceFormatId } from "@floorwalker/sources";
import type { SpanReport } from "@floorwalker/stream";
import { Command, InvalidArgumentError, Option } from "commander";
import { duration } from "../flags/duration.ts";
import { encoding } from "../flags/encoding.ts";
import { interruption } from "../flags/interruption.ts";
import { chosenSite, siteOfLines } from "../flags/site-choice.ts";
import { ProgramError } from "../program-error.ts";
import { configuration, environment } from "../settings.ts";
import { REPLAY_TOPICS, type Replayed, replay } from "./replay.ts";
import { openReplayProfile, type ProfileName } from "./replay-profile.ts";

interface ReplayFlags {
  readonly source: SourceFormatId;
  readonly config?: string;
  readonly site?: string;
  readonly encoding?: string;
  readonly interval: IntervalLength;
  readonly attribution?: Attribution;
  readonly to?: number;
  readonly horizon?: number;
  readonly profile: ProfileName;
  readonly strict?: boolean;
}

export const replayCommand = (): Command =>
  new Command("replay")
    .description("feed a recording through the product and print its numbers as one JSON document")
    .argument("<file>", "the recording; - reads standard input")
    .addOption(
      new Option("--source <format>", "format of the recording")
        .choices(["canonical", "asterisk-queue-log"])
        .makeOptionMandatory(),
    )
    .option("--config <file>", "sites, queues and policies; without it UTC, threshold 20 s, short abandon 5 s")
    .option("--site <id>", "the site to report; without it the configuration's only one, or that of the first event")
    .option("--encoding <name>", "of lines that are not UTF-8 (windows-1252)", encoding)
    .addOption(
      new Option("--interval <length>", "length of the reporting intervals")
        .choices(["30m", "1h", "day"])
        .default("30m"),
    )
    .addOption(
      new Option(
        "--attribution <by>",
        "an outcome counts when it happened, or when the segment was offered; without it as the configuration says (outcome)",
      ).choices(["outcome", "offered"]),
    )
    .option("--to <time>", "end of the report, ISO 8601; without it after the last event", time)
    .option("--horizon <duration>", "how late an event may be, such as 24h; without it never too late", duration)
    .addOption(
      new Option("--profile <name>", "a temporary file, or Kafka and Redis")
        .choices(["embedded", "distributed"])
        .default("embedded"),
    )
    .option("--strict", "exit with 1 when a line was rejected")
    .option("--json", "print JSON (the only form there is)")
    .action(run);

async function run(file: string, flags: ReplayFlags): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const configured = flags.config === undefined ? null : configuration(flags.config);
  const customers = configured === null ? undefined : customersOf(configured.customers);
  const sites = new Map([...(configured?.sites ?? [])].map(([id, site]) => [id, attributed(site, flags.attribution)]));
  const known = [...sites.keys()];
  const site = flags.source === "canonical" ? chosenSite(flags.site, known) : siteOfLines(flags.site, known, "site");
  const interrupted = interruption();
  const profile = await openReplayProfile(flags.profile, env);
  try {
    const replayed = await replay({
      interrupted: interrupted.wished,
      file,
      source: flags.source,
      site,
      sites,
      ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
      ...(customers === undefined ? {} : { customers }),
      interval: flags.interval,
      attribution: flags.attribution ?? "outcome",
      to: flags.to ?? null,
      horizonMs: flags.horizon ?? null,
      profile,
      clock: Date.now,
      logger: createLogger({
        service: "floorwalker",
        level: env.logLevel === "info" ? "warn" : env.logLevel,
        to: "stderr",
      }),
      progress: process.stderr.isTTY ? showProgress() : () => {},
    });
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    refuseElsewhere(replayed);
    process.stdout.write(`${JSON.stringify(document(flags.source, replayed), null, 2)}\n`);
    const { rejected } = replayed.counts.read();
    if (rejected > 0 && (flags.strict === true || replayed.counts.events === 0)) process.exitCode = 1;
    if (rejected > 0 && replayed.counts.events === 0)
      process.stderr.write(`not one line of ${file} could be read as ${flags.source}: is it another format?\n`);
  } catch (error) {
    if (!interrupted.wished.aborted) throw error;
  } finally {
    await profile.remove(REPLAY_TOPICS);
  }
  // Whoever writes to standard input or to a pipe may hold it open.
  if (interrupted.wished.aborted) interrupted.end();
}

/** What is asked for here wins over what is in force. */
function attributed(site: SiteConfig, asked: Attribution | undefined): SiteConfig {
  if (asked === undefined) return site;
  const changes = (site.changes ?? []).map((change) => ({ ...change, attribution: asked }));
  return { ...site, attribution: asked, changes };
}

/** A report of nothing would look like a day on which nobody called. */
function refuseElsewhere({ site, elsewhere }: Replayed): void {
  if (elsewhere.length === 0) return;
  throw new ProgramError(
    "site_not_in_recording",
    `no event of the recording is about the site "${site}"`,
    `Give --site one of those it is about: ${elsewhere.join(", ")}.`,
  );
}

/** The shape is a promise: times ISO 8601 UTC, durations in seconds, ratios 0–1, unrounded, null where undefined. */
function document(source: string, { site, counts, report }: Replayed): object {
  return {
    source,
    site,
    from: iso(report.from),
    to: iso(report.to),
    read: counts.read(),
    rejected: counts.rejectedLines(),
    mended: counts.mendings(),
    total: { ...report.total, agents: agentsOf(report.total) },
    intervals: report.intervals.map(({ from, to, ...numbers }) => ({
      from: iso(from),
      to: iso(to),
      ...numbers,
      agents: agentsOf(numbers),
    })),
  };
}

const agentsOf = ({ agents }: SpanReport): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(agents).map(([agent, report]) => {
      const { now } = report;
      return [agent, { ...report, now: now === null ? null : { ...now, since: iso(now.since) } }];
    }),
  );

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function showProgress(): (lines: number, folded: number) => void {
  let last = 0;
  let done = 0;
  return (lines, folded) => {
    done = Math.max(done, folded);
    const now = performance.now();
    if (now - last < 100) return;
    last = now;
    process.stderr.write(
      `\r\u001b[K${lines.toLocaleString("en")} lines read, ${done.toLocaleString("en")} events in the numbers`,
    );
  };
}

function time(text: string): number {
  const read = readTime(text, null);
  if (!read.ok) throw new InvalidArgumentError("must be ISO 8601 with a zone, such as 2026-11-22T18:00:00Z");
  return read.at;
}
