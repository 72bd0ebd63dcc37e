/** `GET /v1/reasons?site=`: what contacts are about today, against the same weekday of the last weeks up to the same time of the day. */
import { MINIMUM_SAMPLE, reasonTrends } from "@floorwalker/domain";
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { BEYOND_SCOPE, type Sights } from "../access/sight.ts";
import { askedSite } from "../asked-site.ts";
import { identityOf } from "../guard.ts";
import type { LiveHub } from "../live-hub.ts";
import type { PastReasons } from "./usual-reasons.ts";

export interface ReasonsRouteOptions {
  readonly hub: LiveHub;
  readonly sights: Sights;
  readonly config: () => Pick<Configuration, "sites">;
  readonly past: PastReasons;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export function addReasonsRoute(app: FastifyInstance, { hub, sights, config, past, clock }: ReasonsRouteOptions): void {
  app.get<{ Querystring: Record<string, unknown> }>(
    "/v1/reasons",
    { config: { needs: { role: "viewer" } } },
    async (request, reply) => {
      const sight = sights.of(identityOf(request));
      const asked = askedSite(request.query, hub.replica, config().sites, sight);
      if ("refusal" in asked) return reply.code(asked.status).send(asked.refusal);
      const { site, rows } = asked;
      if (!sight.sees({ of: "site", site: site.id })) return reply.code(403).send(BEYOND_SCOPE);
      const now = clock();
      const { history, weeks } = await past.of(site.id, site.zone, now);
      const shown = rows("reason").flatMap(({ row }) => row ?? []);
      const today = Object.fromEntries(shown.map((row) => [String(row.reason), Number(row["contacts.day"])]));
      const titles = new Map<string, string>(site.reasons?.map(({ reason, title }) => [reason, title]));
      return {
        site: site.id,
        zone: site.zone,
        current: hub.replica.live(),
        serverTime: now,
        history,
        minimumSample: MINIMUM_SAMPLE,
        reasons: reasonTrends(today, weeks).map((trend) => ({
          ...trend,
          title: titles.get(trend.reason) ?? trend.reason,
        })),
      };
    },
  );
}
