/** What one core folds in memory, beside JSON.parse of the same events. */
import type { Bench } from "./bench.ts";
import { differences } from "./expected-counts.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import type { FoldAnswer, FoldQuestion } from "./roles/fold.ts";

const HOURS = 12;
/** One partition's sites, as the demo's. */
const SITES = 8;
const RUNS = 3;
const PARTS = ["parse", "fold", "fold and draft", "and tell"] as const;

export const foldBench: Bench = async ({ runs = RUNS, profile }) => {
  const until = Math.floor(Date.now() / 60_000) * 60_000;
  const faults: string[] = [];
  const best = new Map<string, FoldAnswer>();
  for (let run = 0; run < runs; run++)
    for (const what of PARTS) {
      const measured = await inChild<FoldQuestion, FoldAnswer>("fold", { what, sites: SITES, hours: HOURS, until }, [
        ...SERVICE_FLAGS,
        ...profiling(profile),
      ]);
      faults.push(...differences(what, measured.actual, measured.expected));
      if (measured.cpuMicros < (best.get(what)?.cpuMicros ?? Number.POSITIVE_INFINITY)) best.set(what, measured);
    }
  const control = best.get("parse")!;
  const rows = PARTS.map((what) => {
    const { cpuMicros, tellingMicros, events: folded } = best.get(what)!;
    return {
      part: what,
      events: folded,
      "µs CPU/event": cpuMicros / folded,
      "events/s a core": Math.round((folded / cpuMicros) * 1e6),
      "telling, % of the rest": (100 * tellingMicros) / (cpuMicros - tellingMicros),
      "× parse": cpuMicros / control.cpuMicros,
    };
  });
  return {
    rows,
    notes: [
      `Best of ${runs} runs, each part in a process of its own; ${SITES} sites, ${HOURS} hours, the first quarter not measured. "fold": insert, and advance after each 5,000 events; "and draft": also looking up, and what a commit holds after each 40,000. "and tell": also what is told after each of these, as records of the log.`,
    ],
    faults,
  };
};
