/**
 * A recording through the same door, fold and store as live events, with event time as the clock. The report is read from
 * what was committed, by a partition restored from the store: what is not stored is not reported.
 */
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type Attribution, type IntervalLength, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { deadLetterTopic, EVENTS_TOPIC, eventRecords, faultText, lateEventsTopic } from "@floorwalker/events";
import type { StoredValue } from "@floorwalker/ports";
import { createMetrics, type Logger } from "@floorwalker/runtime";
import {
  type Customers,
  intake,
  SecondOfLines,
  SOURCE_FORMATS,
  type SourceFormatId,
  writtenEvent,
} from "@floorwalker/sources";
import { PartitionState, type SiteReport, siteReport } from "@floorwalker/stream";
import { LineCounts } from "./line-counts.ts";
import { readLines } from "./read-lines.ts";
import type { ReplayProfile } from "./replay-profile.ts";

export interface ReplayOptions {
  readonly file: string;
  readonly source: SourceFormatId;
  /** Site to report; null: that of the first event (of a queue_log: "site"). */
  readonly site: string | null;
  readonly sites: ReadonlyMap<string, SiteConfig>;
  /** Absent: as the recording tells them. */
  readonly customers?: Customers;
  /** Of lines that are not UTF-8, by its WHATWG name; absent: windows-1252. */
  readonly encoding?: string;
  readonly interval: IntervalLength;
  readonly attribution: Attribution;
  /** End of the report, epoch ms; null: after the last event. */
  readonly to: number | null;
  readonly horizonMs: number | null;
  readonly profile: ReplayProfile;
  /** Ends it before its end: then it rejects, and nothing works on the profile any more. */
  readonly interrupted: AbortSignal;
  readonly clock: () => number;
  readonly logger: Logger;
  /** Called now and then with the lines read and the events folded. */
  readonly progress: (lines: number, folded: number) => void;
}

export interface Replayed {
  readonly site: string;
  readonly counts: LineCounts;
  readonly report: SiteReport;
  /** The sites that the recording is about when it is not about `site` at all; some of them when they are many. */
  readonly elsewhere: readonly string[];
}

const QUEUE_LOG_SITE = "site";
const APPEND_EVENTS = 2_000;
/** Named in an error at most. */
const NAMED_SITES = 12;
const FINISH_POLL_MS = 5;
export const REPLAY_TOPICS: readonly string[] = [
  EVENTS_TOPIC,
  deadLetterTopic(EVENTS_TOPIC),
  lateEventsTopic(EVENTS_TOPIC),
];

export async function replay(options: ReplayOptions): Promise<Replayed> {
  const { profile, sites, attribution, horizonMs, interval } = options;
  const { log, store } = profile;
  const counts = new LineCounts();
  const settings = {
    ...LIVE_SETTINGS,
    limits: null,
    attribution,
    retentionMs: null,
    horizonMs: horizonMs === null ? null : { call: horizonMs, chat: horizonMs, email: horizonMs },
  };
  const siteConfig = (site: string): SiteConfig => sites.get(site) ?? unconfiguredSite(site);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  let folded = 0;
  const aggregator = await startAggregator({
    log,
    store,
    settings,
    siteConfig,
    sites: () => [],
    clock: options.clock,
    logger: options.logger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: FINISH_POLL_MS,
    replay: true,
    topic: EVENTS_TOPIC,
    group: "floorwalker-replay",
    outcome: (at, outcome) => counts.folded(at, outcome),
    folded: (events) => {
      folded += events;
      options.progress(counts.lines, folded);
    },
  });
  const { interrupted } = options;
  const end = Promise.withResolvers<never>();
  interrupted.addEventListener("abort", () => end.reject(interrupted.reason));
  let fed: Fed;
  try {
    interrupted.throwIfAborted();
    // What comes through a pipe may not go on for long.
    fed = await Promise.race([feed(options, counts), end.promise]);
    while ((aggregator.offsets().get(0) ?? 0) < fed.records) {
      interrupted.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, FINISH_POLL_MS));
    }
  } finally {
    await aggregator.stop();
  }
  const state = new PartitionState({ ...settings, siteConfig });
  const rows: StoredValue[] = [];
  for await (const chunk of store.load(0)) rows.push(...chunk);
  state.restore(rows, []);
  const reported = state.site(fed.site ?? options.site ?? QUEUE_LOG_SITE);
  const to = options.to ?? reported.newestEventAt + 1;
  reported.advance(to);
  return { site: reported.id, counts, report: siteReport(reported, interval, to), elsewhere: fed.elsewhere };
}

/** `site`: the one it is about. */
interface Fed extends Pick<Replayed, "elsewhere"> {
  readonly site: string | null;
  /** Appended. */
  readonly records: number;
}

/** Appends what the recording holds. */
async function feed(options: ReplayOptions, counts: LineCounts): Promise<Fed> {
  const { log } = options.profile;
  const format = SOURCE_FORMATS[options.source];
  const context = {
    site: options.site ?? (options.source === "canonical" ? null : QUEUE_LOG_SITE),
    zone: siteZone(options),
    now: options.clock(),
    lines: new SecondOfLines(),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.customers === undefined ? {} : { customers: options.customers }),
  };
  let site = options.site;
  let about = false;
  const others = new Set<string>();
  let records = 0;
  let events: Uint8Array[] = [];
  const append = async (): Promise<void> => {
    options.interrupted.throwIfAborted();
    const messages = eventRecords(events);
    events = [];
    records += messages.length;
    await log.append(EVENTS_TOPIC, 0, messages);
  };
  for await (const lines of readLines(options.file)) {
    for (const bytes of lines) {
      counts.lines++;
      const outcome = intake(format, bytes, context);
      if (outcome.result === "ignored") counts.ignored();
      else if (outcome.result === "rejected") counts.rejected(counts.lines, outcome.code, faultText(outcome));
      else {
        counts.mended(outcome.mended);
        const wanted = outcome.events.flatMap((told) => {
          const written = writtenEvent(told);
          site ??= written.site;
          if (written.site !== site && others.size < NAMED_SITES) others.add(written.site);
          about ||= written.site === site;
          return written.site === site && (options.to === null || told.event.time < options.to) ? [written.bytes] : [];
        });
        if (wanted.length === 0) counts.ignored();
        for (const bytes of wanted) {
          events.push(bytes);
          counts.appended(counts.lines);
        }
      }
      if (events.length < APPEND_EVENTS) continue;
      await append();
      options.progress(counts.lines, 0);
    }
  }
  if (events.length > 0) await append();
  return { site, records, elsewhere: about ? [] : [...others] };
}

const siteZone = ({ site, sites }: ReplayOptions): string => (sites.get(site ?? "") ?? unconfiguredSite("")).zone;
