/** Whether what counts and what shows are configured alike: said in the health and as a metric. */
import type { SiteConfig } from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import type { Health, Metrics } from "@floorwalker/runtime";
import type { LiveHub } from "./live-hub.ts";
import { otherPolicies, otherZones } from "./other-policies.ts";

const LOOK_MS = 30_000;

export interface WatchedPolicies {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly hub: LiveHub;
  readonly clock: () => number;
  readonly health: Health;
  readonly metrics: Metrics;
}

export function watchPolicies({ sites, hub, clock, health, metrics }: WatchedPolicies): void {
  let last: { readonly at: number; readonly named: readonly string[] } | null = null;
  /** Rows of all queues are read for it: not at every probe. */
  const differing = (): readonly string[] => {
    const at = clock();
    const row = (id: string): Row | null => hub.replica.row(id)?.row ?? null;
    if (last === null || Math.abs(at - last.at) >= LOOK_MS) last = { at, named: otherPolicies({ sites, row, clock }) };
    return last.named;
  };
  health.note("policies", () => {
    const named = differing();
    if (named.length === 0) return null;
    return `${named.length} queues are judged by other policies than are configured here, among them ${named[0]}`;
  });
  health.note("zones", () => {
    const [first] = otherZones(sites().values(), hub.replica);
    return first === undefined
      ? null
      : `days of ${first.site} are cut by ${first.there}, here ${first.here} is configured`;
  });
  metrics.gauge(
    "policies_that_differ",
    "Queues whose owner judges by another formula, threshold or target than this gateway is configured with: the owner's counts.",
    [],
    (gauge) => gauge.set(differing().length),
  );
}
