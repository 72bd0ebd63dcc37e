/** `GET /v1/reasons?site=`: what contacts are about today, against the same weekday of the last weeks up to the same time of the day. */
import { MINIMUM_SAMPLE, reasonTrends } from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import { BEYOND_SCOPE } from "../access/sight.ts";
import { REASONS_SHAPE } from "../api/shapes/view-shapes.ts";
import { BadQuery } from "../facts/query-fault.ts";
import { addSiteRoute, type SiteRouteParts } from "../site-route.ts";
import type { PastReasons } from "./usual-reasons.ts";

export interface ReasonsRouteOptions extends SiteRouteParts {
  readonly past: PastReasons;
}

export function addReasonsRoute(app: FastifyInstance, options: ReasonsRouteOptions): void {
  addSiteRoute(app, "/v1/reasons", options, REASONS_SHAPE, async ({ site, rows, now, sight }) => {
    if (!sight.sees({ of: "site", site: site.id }))
      throw new BadQuery("site", BEYOND_SCOPE.message, BEYOND_SCOPE.fix, BEYOND_SCOPE.code, 403);
    const { history, weeks } = await options.past.of(site.id, site.zone, now);
    const shown = rows("reason").flatMap(({ row }) => row ?? []);
    const today = Object.fromEntries(shown.map((row) => [String(row.reason), Number(row["contacts.day"])]));
    const titles = new Map<string, string>(site.reasons?.map(({ reason, title }) => [reason, title]));
    const reasons = reasonTrends(today, weeks).map((trend) => ({
      ...trend,
      title: titles.get(trend.reason) ?? trend.reason,
    }));
    return { history, minimumSample: MINIMUM_SAMPLE, reasons };
  });
}
