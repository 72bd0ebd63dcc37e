/** What is told of goals and stands in no row: forecasts, and the days of the week and month before today. */
import type { Goal, SiteConfig } from "@floorwalker/domain";
import type { Configuration } from "@floorwalker/runtime";
import type { HeldRow } from "../held-row.ts";
import type { LiveHub } from "../live-hub.ts";
import type { SiteDays } from "../planning/site-days.ts";
import { type PlannedQueue, siteForecasts } from "../planning/site-forecasts.ts";
import { goalParts } from "./goal-parts.ts";
import type { KeptDays, KeptDaysOfSites } from "./kept-days.ts";
import { goalsInForce } from "./site-goals.ts";

export interface GoalsBeside {
  readonly queues: readonly PlannedQueue[];
  /** By site. */
  readonly kept: ReadonlyMap<string, KeptDays | null>;
}

export interface BesideParts {
  readonly hub: LiveHub;
  readonly config: () => Pick<Configuration, "sites" | "goals">;
  readonly days: SiteDays;
  readonly kept: KeptDaysOfSites;
}

export async function goalsBeside(
  { hub, config, days, kept }: BesideParts,
  site: SiteConfig,
  now: number,
): Promise<GoalsBeside> {
  const { sites, goals } = config();
  const rows = [...hub.replica.rows()].filter(({ name }) => name.kind === "queue" && name.site === site.id);
  const { queues } = await siteForecasts(site, rows, days, now);
  const row = (id: string): HeldRow | null => hub.replica.row(id);
  const inForce = goalsInForce({ site, regionGoals: goals, row });
  return { queues, kept: await keptDays(inForce, { site, sites: [...sites.values()] }, kept, now) };
}

/** Of every site that a goal is of, all its cells at once. */
export async function keptDays(
  goals: readonly Goal[],
  of: { readonly site: SiteConfig; readonly sites: readonly SiteConfig[] },
  kept: KeptDaysOfSites,
  now: number,
): Promise<ReadonlyMap<string, KeptDays | null>> {
  const parts = goals.flatMap(({ scope }) => goalParts(scope, of.site, of.sites));
  const sites = [...new Map(parts.map(({ site }) => [site.id, site])).values()];
  return new Map(
    await Promise.all(
      sites.map(async ({ id, zone }) => {
        const cells = [...new Set(parts.flatMap(({ site, cell }) => (site.id === id ? cell : [])))].sort();
        return [id, await kept.of({ site: id, zone, cells }, now)] as const;
      }),
    ),
  );
}
