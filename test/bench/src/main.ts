/**
 * Benchmarks: `npm run bench -- NAME [--out FILE] [--events N] [--runs N] [--profile FOLDER] …`. Never timed tests: each prints a table with a control
 * of the same run beside it, writes JSON, and is void (exit 1) when its numbers are not the ones it must come to.
 */
import { parseArgs } from "node:util";
import { aggregatorBench } from "./aggregator-bench.ts";
import type { Bench } from "./bench.ts";
import { commitBench } from "./commit-bench.ts";
import { daysBench } from "./days-bench.ts";
import { deltasBench } from "./deltas-bench.ts";
import { explainBench } from "./explain-bench.ts";
import { fanoutBench } from "./fanout-bench.ts";
import { foldBench } from "./fold-bench.ts";
import { historyBench } from "./history-bench.ts";
import { idleBench } from "./idle-bench.ts";
import { ingestBench } from "./ingest-bench.ts";
import { latencyBench } from "./latency-bench.ts";
import { memoryBench } from "./memory-bench.ts";
import { postBench } from "./post-bench.ts";
import { publish } from "./publish.ts";
import { readBench } from "./read-bench.ts";
import { rivalsBench } from "./rivals-bench.ts";
import { sizeBench } from "./size-bench.ts";
import { startupBench } from "./startup-bench.ts";

const BENCHES: Readonly<Record<string, Bench>> = {
  fold: foldBench,
  commit: commitBench,
  aggregator: aggregatorBench,
  ingest: ingestBench,
  post: postBench,
  read: readBench,
  rivals: rivalsBench,
  fanout: fanoutBench,
  deltas: deltasBench,
  idle: idleBench,
  latency: latencyBench,
  startup: startupBench,
  memory: memoryBench,
  days: daysBench,
  size: sizeBench,
  explain: explainBench,
  history: historyBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string" },
    events: { type: "string" },
    rate: { type: "string" },
    seconds: { type: "string" },
    runs: { type: "string" },
    profile: { type: "string" },
  },
});
const name = positionals[0] ?? "";
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`which benchmark? npm run bench -- ${Object.keys(BENCHES).join(" | ")}\n`);
  process.exitCode = 2;
} else {
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const result = await bench({
    events: number(values.events),
    rate: number(values.rate),
    seconds: number(values.seconds),
    runs: number(values.runs),
    profile: values.profile,
  });
  if (!publish(name, result, values.out)) process.exitCode = 1;
}
