/** `GET /v1/goals?site=`: each goal of the site, and of its region, so far today, this week and this month. */
import type { SiteConfig } from "@floorwalker/domain";
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import type { Sights } from "../access/sight.ts";
import { askedSite } from "../asked-site.ts";
import { identityOf } from "../guard.ts";
import type { LiveDays } from "../history/live-days.ts";
import type { LiveHub } from "../live-hub.ts";
import type { SiteDays } from "../planning/site-days.ts";
import { siteForecasts } from "../planning/site-forecasts.ts";
import { goalParts } from "./goal-parts.ts";
import type { KeptDays, KeptDaysOfSites } from "./kept-days.ts";
import { goalsInForce, siteGoals } from "./site-goals.ts";

export interface PlanningRouteOptions {
  readonly hub: LiveHub;
  readonly sights: Sights;
  readonly config: () => Pick<Configuration, "sites" | "goals">;
  readonly days: SiteDays;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export interface GoalsRouteOptions extends PlanningRouteOptions {
  readonly kept: KeptDaysOfSites;
  readonly liveDays: (site: string) => LiveDays | null;
}

export function addGoalsRoute(app: FastifyInstance, options: GoalsRouteOptions): void {
  const { hub, sights, config, days, kept, liveDays, clock } = options;
  app.get<{ Querystring: Record<string, unknown> }>(
    "/v1/goals",
    { config: { needs: { role: "viewer" } } },
    async (request, reply) => {
      const { sites, goals } = config();
      const sight = sights.of(identityOf(request));
      const asked = askedSite(request.query, hub.replica, sites, sight);
      if ("refusal" in asked) return reply.code(asked.status).send(asked.refusal);
      const { site, rows } = asked;
      const now = clock();
      const { history, queues } = await siteForecasts(site, rows("queue"), days, now);
      const row = (id: string) => hub.replica.row(id);
      const of = { site, sites: [...sites.values()], regionGoals: goals, row };
      const keptOf = await keptDays(of, kept, now);
      return {
        site: site.id,
        zone: site.zone,
        current: hub.replica.live(),
        serverTime: now,
        history,
        goals: siteGoals({ ...of, queues, kept: (id) => keptOf.get(id) ?? null, liveDays, now }).filter(({ scope }) =>
          goalParts(scope, site, of.sites).every((part) => sight.seesCell(part.site.id, part.cell)),
        ),
      };
    },
  );
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
