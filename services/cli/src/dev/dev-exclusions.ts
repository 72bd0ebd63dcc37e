/** Flags of `floorwalker dev` that say nothing to each other. `--config` stands for FLOORWALKER_CONFIG too, but not for the demo. */
import type { Exclusion } from "../flags/exclusions.ts";

/** Stands in the table for what is no single flag. */
export const FOLLOWED_OR_PLAYED = "--queue-log or --scenario";

export const DEV_EXCLUSIONS: readonly Exclusion[] = [
  ...["--scenario", "--speed", "--seed", "--past"].flatMap((flag): Exclusion[] => [
    { flag, with: "--queue-log", why: "a followed queue_log is not simulated" },
    { flag, with: "--no-simulate", why: "nothing is simulated" },
  ]),
  ...["--speed", "--seed", "--past", "--site"].map(
    (flag): Exclusion => ({
      flag,
      with: "--config",
      unless: flag === "--site" ? FOLLOWED_OR_PLAYED : "--scenario",
      why: "a configured site is simulated only when a scenario is named",
    }),
  ),
  {
    flag: "--site",
    with: "--no-simulate",
    unless: "--queue-log",
    why: "events that are sent name their site themselves",
  },
  { flag: "--zone", with: "--config", why: "the configuration says the zone of each site" },
  { flag: "--zone", with: "--no-simulate", unless: "--queue-log", why: "there is no site yet that it could be of" },
  {
    flag: "--encoding",
    unless: "--queue-log",
    why: "it is how a followed queue_log is read",
  },
];
