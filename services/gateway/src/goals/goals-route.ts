/** `GET /v1/goals?site=`: each goal of the site, and of its region, so far today. */
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { askedSite } from "../asked-site.ts";
import type { LiveHub } from "../live-hub.ts";
import type { SiteDays } from "../planning/site-days.ts";
import { siteForecasts } from "../planning/site-forecasts.ts";
import { siteGoals } from "./site-goals.ts";

export interface PlanningRouteOptions {
  readonly hub: LiveHub;
  readonly config: () => Pick<Configuration, "sites" | "goals">;
  readonly days: SiteDays;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export function addGoalsRoute(app: FastifyInstance, { hub, config, days, clock }: PlanningRouteOptions): void {
  app.get<{ Querystring: Record<string, unknown> }>(
    "/v1/goals",
    { config: { needs: "token" } },
    async (request, reply) => {
      const { sites, goals } = config();
      const asked = askedSite(request.query, hub.replica, sites);
      if ("refusal" in asked) return reply.code(asked.status).send(asked.refusal);
      const { site, rows } = asked;
      const now = clock();
      const { history, queues } = await siteForecasts(site, rows("queue"), days, now);
      const row = (id: string) => hub.replica.row(id);
      return {
        site: site.id,
        zone: site.zone,
        current: hub.replica.live(),
        serverTime: now,
        history,
        goals: siteGoals({ site, sites: [...sites.values()], regionGoals: goals, row, queues, now }),
      };
    },
  );
}
