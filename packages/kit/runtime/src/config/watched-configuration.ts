/**
 * The configuration in force while the program runs. It is read again on SIGHUP and when its file changes, or one that this names;
 * what is wrong with it is said, and the one before stays. Invariants:
 * - Whoever follows is told only of a configuration that is complete and right, one after the other.
 * - A file that is being written is not read before it rests for a moment; the same texts are not taken twice, but on SIGHUP.
 * - A file that is gone for longer than it takes to put another in its place is said, as is one that what was refused names: who mends
 *   that one has mended the configuration.
 */
import { readFileSync, statSync } from "node:fs";
import type { Health } from "../health.ts";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import { formatProblem } from "../problem.ts";
import { SYSTEM_TIMING, type Timing } from "../timing.ts";
import type { Configuration, ConfigurationResult } from "./configuration.ts";
import { notWhileRunning } from "./not-while-running.ts";
import { organisationEdited } from "./organisation-edited.ts";
import { pastDaysEdited } from "./past-days-edited.ts";

export interface WatchedConfiguration {
  readonly current: Configuration;
  /** `take` is told of every later one; what it throws is said, and keeps nobody else from being told. */
  follow(take: (configuration: Configuration) => void | Promise<void>): void;
  stop(): void;
}

export interface WatchOptions {
  readonly first: Configuration;
  /** Null: there is none, and nothing changes. */
  readonly file: string | null;
  readonly read: () => ConfigurationResult;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Pick<Health, "note">;
  /** Absent: the system's. */
  readonly timing?: Timing;
  /** Wall clock, epoch ms; absent: the system's. */
  readonly clock?: () => number;
  /** Whose SIGHUP it is; null: a terminal that closes says the same, and ends the program. */
  readonly signals?: Pick<NodeJS.Process, "on" | "off"> | null;
}

/** By file; null: it is not there, or nobody may read it. */
type Texts = ReadonlyMap<string | null, string | null>;

const PAST_FIX =
  "What was counted of these days stays; contacts of them that are told of again are judged by the new hours. Set them back if that is not meant.";

const ORGANISATION_FIX =
  "Numbers of departments and regions, past ones too, are now those of what belongs to them now. Set it back if that is not meant.";

/** So often a file is looked at; it rests when it is the same at two looks. */
const LOOK_MS = 1_000;

export function watchConfiguration(options: WatchOptions): WatchedConfiguration {
  const { file, logger, metrics, health, timing = SYSTEM_TIMING, clock = Date.now, signals = process } = options;
  const followers: ((configuration: Configuration) => void | Promise<void>)[] = [];
  let { first: current } = options;
  let problems = 0;
  /** Of what was refused last: where, and its code. */
  let firstProblem = "";
  let filesOfRefused: readonly string[] = [];
  let told: Promise<unknown> = Promise.resolve();
  const reloads = metrics.counter("configuration_reloads_total", "Times the configuration was read again.", ["result"]);
  for (const result of ["taken", "refused"]) reloads.labels(result).inc(0);
  metrics.gauge(
    "configuration_problems",
    "What is wrong with the configuration as it was last read: while it is above 0 the one before is in force; see the log.",
    [],
    (gauge) => gauge.set(problems),
  );
  health.note("configuration", () =>
    problems === 0
      ? null
      : `problems of it as it was last read: ${problems}, the first ${firstProblem}; the one before is in force`,
  );
  const reread = (): void => {
    const result = options.read();
    const errors = result.ok ? notWhileRunning(current, result.configuration) : result.errors;
    problems = errors.length;
    firstProblem = errors[0] === undefined ? "" : `${errors[0].path || "(top)"} [${errors[0].code}]`;
    filesOfRefused = errors.length === 0 ? [] : result.ok ? result.configuration.files : result.files;
    reloads.labels(result.ok && problems === 0 ? "taken" : "refused").inc();
    for (const error of errors) logger.error("configuration_refused", { problem: formatProblem(error, file ?? "") });
    if (!result.ok || problems > 0) return;
    for (const edited of pastDaysEdited(current.sites, result.configuration.sites, clock()))
      logger.warn("past_days_edited", { ...edited, fix: PAST_FIX });
    for (const edited of organisationEdited(current.sites, result.configuration.sites))
      logger.warn("organisation_edited", { ...edited, fix: ORGANISATION_FIX });
    current = result.configuration;
    logger.info("configuration_taken", { file });
    const taken = current;
    for (const take of followers)
      told = told
        .then(() => take(taken))
        .catch((error: unknown) => logger.error("configuration_not_followed", { error }));
  };
  const files = (): readonly (string | null)[] => [...new Set([file, ...current.files, ...filesOfRefused])];
  const states = (): string => JSON.stringify(files().map(stateOf));
  const texts = (): Texts => new Map(files().map((each) => [each, textOf(each)]));
  let seen = states();
  let read = texts();
  let callOff = (): void => {};
  const look = (): void => {
    callOff = timing.after(LOOK_MS, look);
    const before = seen;
    seen = states();
    if (seen !== before) return;
    const now = texts();
    if ([...now].every(([each, text]) => read.get(each) === text)) return;
    readAgain(now);
  };
  const readAgain = (now: Texts): void => {
    reread();
    // Those that it names only now; of the others what is written meanwhile is seen at the next look.
    read = new Map([...texts(), ...now]);
  };
  const onSignal = (): void => readAgain(texts());
  if (file !== null) {
    callOff = timing.after(LOOK_MS, look);
    signals?.on("SIGHUP", onSignal);
  }
  return {
    get current() {
      return current;
    },
    follow: (take) => void followers.push(take),
    stop: () => {
      callOff();
      signals?.off("SIGHUP", onSignal);
    },
  };
}

function stateOf(file: string | null): string | null {
  try {
    if (file === null) return null;
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return null;
  }
}

function textOf(file: string | null): string | null {
  try {
    return file === null ? null : readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
