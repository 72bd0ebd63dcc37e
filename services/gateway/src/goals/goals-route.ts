/** `GET /v1/goals?site=`: each goal of the site, and of its region, so far today, this week and this month. */
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { GOALS_SHAPE } from "../api/shapes/planning-shapes.ts";
import type { LiveDays } from "../history/live-days.ts";
import type { SiteDays } from "../planning/site-days.ts";
import { siteForecasts } from "../planning/site-forecasts.ts";
import { addSiteRoute, type SiteRouteParts } from "../site-route.ts";
import { goalsAsTold } from "./goals-as-told.ts";
import { keptDays } from "./goals-beside.ts";
import type { KeptDaysOfSites } from "./kept-days.ts";
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
    const keptOf = await keptDays(goalsInForce(of), of, kept, now);
    return {
      history,
      goals: goalsAsTold(
        siteGoals({ ...of, queues, kept: (id) => keptOf.get(id) ?? null, liveDays, now }).filter(({ scope }) =>
          sight.seesGoal(site.id, scope),
        ),
        site.id,
        sight.told,
      ),
    };
  });
}
