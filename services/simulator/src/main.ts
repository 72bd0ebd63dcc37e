/**
 * The simulator as a process of its own, into Kafka. It fills the past hour only where nothing was told yet: after a
 * restart that hour is there already, and would count again under new ids.
 */

import { parseArgs } from "node:util";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { SOURCE_TOPICS, sourceTopic } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { runService } from "@floorwalker/runtime";
import { SCENARIOS } from "./scenario.ts";
import { startSimulator } from "./start-simulator.ts";

const HOUR_MS = 3_600_000;

await runService(
  { name: "simulator", entry: import.meta.url, needs: ["kafka"], statusPort: 9404, receivers: RECEIVER_KINDS },
  async ({ configuration, logger, kafka, onStop }) => {
    const { sites } = configuration.current;
    const { values } = parseArgs({
      options: {
        scenario: { type: "string", default: "normal" },
        site: { type: "string", default: [...sites.keys()][0] ?? "" },
        seed: { type: "string", default: "1" },
        speed: { type: "string", default: "1" },
      },
    });
    const site = sites.get(values.site);
    if (site === undefined)
      throw new Error(
        `no_site: the configuration has no site "${values.site}"; set FLOORWALKER_CONFIG=demo (here, for the aggregator and the gateway), or give --site one of: ${[...sites.keys()].join(", ")}`,
      );
    const scenario = SCENARIOS.find((name) => name === values.scenario);
    if (scenario === undefined) throw new Error(`bad_option: --scenario is one of ${SCENARIOS.join(", ")}`);
    const [seed, speed] = [above0("seed", values.seed), above0("speed", values.speed)];

    const log = await openKafkaLog(kafka());
    onStop("log", () => log.close());
    await log.ensureTopics(SOURCE_TOPICS.map(sourceTopic));
    const bounds = await Promise.all(SOURCE_TOPICS.map((topic) => log.bounds(topic)));
    const simulator = await startSimulator({
      log,
      site,
      scenario,
      seed,
      run: Date.now().toString(36),
      speed,
      backfillMs: bounds.flat().every(({ high }) => high === 0) ? HOUR_MS : 0,
      clock: { now: Date.now },
      partitions: await log.partitions(SOURCE_TOPICS[0]),
      logger,
    });
    onStop("simulator", () => simulator.stop());
  },
);

function above0(name: string, text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new Error(`bad_option: --${name} is a number above 0`);
}
