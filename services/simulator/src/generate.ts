/** A recording of the simulated centre, for tests and benchmarks: the same arguments give the same events. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { newRandom } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { newSimulation } from "./simulation.ts";

export interface GenerateOptions {
  readonly site: SiteConfig;
  readonly seed: number;
  readonly run: string;
  /** Events told in [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly scenario: Scenario;
  /** Where the scripted part of the scenario begins; `from` when absent. */
  readonly liveFrom?: number;
}

export function* generate({
  site,
  seed,
  run,
  from,
  to,
  scenario,
  liveFrom = from,
}: GenerateOptions): Generator<CanonicalEvent> {
  const simulation = newSimulation({ site, random: newRandom(seed), run, scenario, from, liveFrom });
  for (;;)
    for (const { at, event } of simulation.next()) {
      if (at >= to) return;
      yield event;
    }
}
