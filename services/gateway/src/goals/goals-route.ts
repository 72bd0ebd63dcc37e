/** `GET /v1/goals?site=`: each goal of the site, and of its region, so far today, this week and this month. */
import type { SiteConfig } from "@floorwalker/domain";
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { GOALS_SHAPE } from "../api/shapes/planning-shapes.ts";
import type { LiveDays } from "../history/live-days.ts";
import type { SiteDays } from "../planning/site-days.ts";
import { siteForecasts } from "../planning/site-forecasts.ts";
import { addSiteRoute, type SiteRouteParts } from "../site-route.ts";
import { goalParts } from "./goal-parts.ts";
import { goalsAsTold } from "./goals-as-told.ts";
import type { KeptDays, KeptDaysOfSites } from "./kept-days.ts";
import { goalsInForce, siteGoals } from "./site-goals.ts";

export interface PlanningRouteOptions extends SiteRouteParts {
  readonly config: () => Pick<Configuration, "sites" | "goals">;
  readonly days: SiteDays;
}

export interface GoalsRouteOptions extends PlanningRouteOptions {
  readonly kept: KeptDaysOfSites;
  readonly liveDays: (site: string) => LiveDays | null;
}

export function addGoalsRoute(app: FastifyInstance, options: GoalsRouteOptions): void {
  const { hub, config, days, kept, liveDays } = options;
  addSiteRoute(app, "/v1/goals", options, GOALS_SHAPE, async ({ site, rows, now, sight }) => {
    const { sites, goals } = config();
    const { history, queues } = await siteForecasts(site, rows("queue"), days, now);
    const row = (id: string) => hub.replica.row(id);
    const of = { site, sites: [...sites.values()], regionGoals: goals, row };
    const keptOf = await keptDays(of, kept, now);
    return {
      history,
      goals: goalsAsTold(
        siteGoals({ ...of, queues, kept: (id) => keptOf.get(id) ?? null, liveDays, now }).filter(({ scope }) =>
          goalParts(scope, site, of.sites).every((part) => sight.seesCell(part.site.id, part.cell)),
        ),
        site.id,
        sight.told,
      ),
    };
  });
}

/** Of every site that a goal is of, all its cells at once. */
async function keptDays(
  of: Parameters<typeof goalsInForce>[0] & { readonly sites: readonly SiteConfig[] },
  kept: KeptDaysOfSites,
  now: number,
): Promise<ReadonlyMap<string, KeptDays | null>> {
  const parts = goalsInForce(of).flatMap(({ scope }) => goalParts(scope, of.site, of.sites));
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
