/** Recordings of the demo site for the tests: a span of minutes from a fixed moment. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { DEMO_SITE, demoConfiguration } from "@floorwalker/runtime";
import { generate, type Scenario } from "../src/index.ts";

export const demo: SiteConfig = demoConfiguration().sites.get(DEMO_SITE)!;
export const MINUTE = 60_000;
/** A Sunday, three minutes past the hour: the demo is busy all the same. */
export const BEGIN = Date.UTC(2026, 10, 22, 3, 3);

export interface Span {
  readonly seed: number;
  readonly minutes: number;
  readonly scenario?: Scenario;
  /** Of these, before the scripted part. */
  readonly before?: number;
  readonly run?: string;
  readonly site?: SiteConfig;
}

export function record({
  seed,
  minutes,
  scenario = "normal",
  before = 0,
  run = "r1",
  site = demo,
}: Span): CanonicalEvent[] {
  const [from, to, liveFrom] = [BEGIN, BEGIN + minutes * MINUTE, BEGIN + before * MINUTE];
  return [...generate({ site, seed, run, from, to, scenario, liveFrom })];
}

export const threshold = (event: CanonicalEvent): number =>
  demo.queues.find((queue) => queue.queue === event.queue && queue.channel === event.channel)!.thresholdMs;
