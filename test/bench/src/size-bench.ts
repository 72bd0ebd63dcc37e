/** What the size of a site costs: its tick, its scrape; and what a contact with very many events writes. */
import type { Bench } from "./bench.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { ascending, quantile } from "./quantile.ts";
import type { SizeAnswer, SizeQuestion } from "./roles/size.ts";

/** The first is the control: what the same costs where nothing is large. */
const SITES = [
  { queues: 8, agents: 60 },
  { queues: 1_000, agents: 10_000 },
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
      `A tick takes one event in, brings the clock on by 50 ms and drafts the commit with its views; ${TICKS} of them. At the end of a pane every queue of whose windows something enters or leaves has a new row: so many rows a draft, and the longest draft is the tick. The longest step is the longest that the loop stood still during ${2 * SCRAPES} scrapes. The chat has ${MESSAGES} messages, each in a commit of its own.`,
    ],
    faults,
  };
};

const median = (values: readonly number[]): number => quantile(ascending(values), 0.5);
