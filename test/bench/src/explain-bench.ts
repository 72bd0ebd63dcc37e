/** What it costs to take a number apart into its contacts, by the real gateway over the embedded file. */
import type { Bench } from "./bench.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { ascending, quantile } from "./quantile.ts";
import type { ExplainAnswer, ExplainQuestion } from "./roles/explain.ts";
import { yardstick } from "./yardstick.ts";

const AN_HOUR = 5_000;
/** The first is the control: the hour alone. The others have two whole days: read from their owner, and from the history. */
const STORES = [
  { hours: 1, days: 1, kept: false },
  { hours: 9, days: 2, kept: false },
  { hours: 9, days: 2, kept: true },
] as const;
const RUNS = 15;

export const explainBench: Bench = async ({ profile, runs = RUNS }) => {
  const faults: string[] = [];
  const rows = [];
  for (const { hours, days, kept } of STORES) {
    const question = { contactsAnHour: AN_HOUR, hours, days, runs, kept };
    const flags = [...SERVICE_FLAGS, ...profiling(profile)];
    const measured = await inChild<ExplainQuestion, ExplainAnswer>("explain", question, flags);
    faults.push(...measured.faults);
    for (const [what, times] of Object.entries(measured.times))
      rows.push({
        "contacts stored": measured.contacts,
        kept: kept ? "in the history" : "by the owner",
        question: what,
        "ms p50": quantile(ascending(times), 0.5),
        "CPU ms p50": quantile(ascending(measured.work[what]!), 0.5),
        "ms worst": Math.max(...times),
        "longest standstill ms": measured.standstill,
        "telling, CPU µs a contact": measured.telling ?? 0,
      });
  }
  return {
    rows,
    notes: [
      `Of a queue with ${AN_HOUR} calls an hour: its service level of the last whole hour, with 50 contacts of each list, the day so far, and a page of its abandoned calls; over HTTP, ${runs} times each. Counts are those of the board, or the figures are void. The longest standstill is the longest that the loop of the process stood still in all of it. Yardstick: ${yardstick().toFixed(2)} µs.`,
    ],
    faults,
  };
};
