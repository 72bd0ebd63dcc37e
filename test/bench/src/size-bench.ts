/** What the size of a site costs: its tick, its scrape; and what a contact with very many events writes. */
import type { Bench } from "./bench.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { ascending, quantile } from "./quantile.ts";
import type { SizeAnswer, SizeQuestion } from "./roles/size.ts";

/** The first is the control: what the same costs where nothing is large. */
const SITES = [
  { queues: 8, agents: 60, eventsPerSecond: 6 },
  { queues: 1_000, agents: 10_000, eventsPerSecond: 1_000 },
] as const;
const TICKS = 1_000;
const SCRAPES = 5;
const MESSAGES = 4_000;

export const sizeBench: Bench = async ({ profile }) => {
  const faults: string[] = [];
  const rows = [];
  for (const site of SITES) {
    const asked = { ...site, ticks: TICKS, scrapes: SCRAPES, messages: MESSAGES };
    const flags = [...SERVICE_FLAGS, ...profiling(profile)];
    const measured = await inChild<SizeQuestion, SizeAnswer>("size", asked, flags);
    faults.push(...measured.faults);
    rows.push({
      "queues × agents": `${site.queues} × ${site.agents}`,
      "tick ms p50": median(measured.ticks),
      "tick ms p99": quantile(ascending(measured.ticks), 0.99),
      "pane end ms": median(measured.paneSteps),
      "until all is told": median(measured.paneEnds),
      "longest tick ms": Math.max(...measured.ticks, ...measured.paneSteps),
      "commit B/event": measured.stateBytes / measured.events,
      "with views": (measured.stateBytes + measured.viewBytes) / measured.events,
      "scrape ms, all changed": median(measured.scrapesChanged),
      "nothing changed": median(measured.scrapesUnchanged),
      "longest step ms": measured.longestStep,
      series: measured.series,
      "scrape MB": measured.scrapeBytes / 1e6,
      "chat MB": measured.chatBytes / 1e6,
    });
  }
  return {
    rows,
    notes: [
      `A tick takes the events of 50 ms in (6 or 1,000 a second: calls that wait 20 s and are talked to for 20 s), brings the clock on and drafts the commit with its views; ${TICKS} of them, after five minutes of the same without views. At the end of a pane every queue of whose windows something enters or leaves has a new row: so many rows a draft, and the longest draft is the tick. Bytes are keys and values of the rows and records that those ticks committed, live, one tick a commit. The longest step is the longest that the loop stood still during ${2 * SCRAPES} scrapes. The chat has ${MESSAGES} messages, each in a commit of its own.`,
    ],
    faults,
  };
};

const median = (values: readonly number[]): number => quantile(ascending(values), 0.5);
