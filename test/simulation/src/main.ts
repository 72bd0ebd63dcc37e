/** `npm run simulate -- --seed N`: one history again, told; `--seeds FROM..TO`: many of them, `--first`: until one is wrong. */
import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: "1..1000" },
    "counted-up": { type: "boolean" },
    first: { type: "boolean" },
  },
});
const [from, to] = (values.seed === undefined ? values.seeds : `${values.seed}..${values.seed}`)
  .split("..")
  .map(Number);
const sabotage = { countedUp: values["counted-up"] ?? false };
const began = performance.now();
let wrong = 0;
for (let seed = from!; seed <= to!; seed++) {
  const { history, problems, commits, deliveries } = await simulate(seed, sabotage);
  if (values.seed !== undefined) console.info(`${history.join("\n")}\n${commits} commits, ${deliveries} deliveries`);
  if (problems.length === 0) continue;
  wrong++;
  console.error(`seed ${seed}:\n  ${problems.join("\n  ")}`);
  if (values.first) break;
}
const seeds = to! - from! + 1;
console.info(`${seeds} seeds, ${wrong} wrong, ${Math.round(performance.now() - began)} ms`);
process.exitCode = wrong === 0 ? 0 : 1;
