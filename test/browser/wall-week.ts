/**
 * `npm run wall-week`: a television through a week that passes as fast as its page can follow (half an hour or so), with what it holds after each day.
 * Ends in an error when that is a tenth more than before the week. A day goes before it: only then has the page run all of its code, a midnight and a
 * gateway that was restarted, and what it holds is what it keeps. `--days`, `--queues`; the short form is in `wall-look.test.ts`.
 */
import { parseArgs } from "node:util";
import { openBrowser } from "../support/src/browser.ts";
import { type Held, wallDays } from "./wall-days.ts";

const DAY_SECONDS = 86_400;
const MOST_GROWN = 0.1;
const { values } = parseArgs({
  options: { days: { type: "string", default: "7" }, queues: { type: "string", default: "40" } },
});

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1);

function told(when: string, { heapBytes, nodes, listeners, pages, frames }: Held): void {
  const painted =
    frames.length === 0
      ? ""
      : `, second to picture p50 ${at(frames, 0.5)} p99 ${at(frames, 0.99)} max ${at(frames, 1)} ms`;
  console.log(
    `${when}: heap ${(heapBytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners, ${pages} pages${painted}`,
  );
}

const browser = await openBrowser();
try {
  const all = await wallDays({
    browser,
    queues: Number(values.queues),
    warmUpSeconds: DAY_SECONDS,
    spells: Number(values.days),
    spellSeconds: DAY_SECONDS,
    told: (day, held) => told(day === 0 ? "before the week" : `after day ${day}`, held),
  });
  const grown = all.at(-1)!.heapBytes / all[0]!.heapBytes - 1;
  console.log(`grown by ${(grown * 100).toFixed(1)} %`);
  if (grown >= MOST_GROWN) process.exitCode = 1;
} finally {
  await browser.close();
}
