/** `GET /v1/trends?site=&window=`: the last hour of each queue's service level, or its day. */
import type { Store } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import { TRENDS_SHAPE } from "../api/shapes/view-shapes.ts";
import { BadQuery } from "../facts/query-fault.ts";
import { addSiteRoute, type SiteRouteParts, WALLS } from "../site-route.ts";
import type { Turns } from "../turns.ts";
import { KeptTrends } from "./kept-trends.ts";
import { everyMs, TREND_WINDOWS, Trends } from "./trends.ts";

const SAMPLE_MS = 60_000;

export interface TrendsParts extends SiteRouteParts {
  readonly store: Pick<Store, "stored" | "rows">;
  readonly partitions: number;
  readonly turns: Turns;
  readonly logger: Pick<Logger, "warn">;
}

/** Samples until the returned function is called. */
export function addTrendsRoute(app: FastifyInstance, parts: TrendsParts): () => void {
  const { hub, clock } = parts;
  const trends = new Trends();
  const kept = new KeptTrends({ ...parts, trends });
  const sample = (): void => {
    if (!hub.replica.live()) return;
    const rows = [...hub.replica.rows()];
    const sites = rows.flatMap((held) => (held.name.kind === "site" ? (held.row ?? []) : []));
    const behind = new Set(sites.filter(({ catchingUp }) => catchingUp === true).map(({ site }) => String(site)));
    trends.sample(
      rows.flatMap((held) => (held.name.kind === "queue" ? (held.row ?? []) : [])),
      behind,
      clock(),
    );
  };
  const timer = setInterval(sample, SAMPLE_MS).unref();

  addSiteRoute(app, "/v1/trends", { ...parts, needs: WALLS }, TRENDS_SHAPE, async ({ site, rows, sight, text }) => {
    const asked = text("window") ?? "30m";
    const window = TREND_WINDOWS.find((known) => known === asked);
    if (window === undefined)
      throw new BadQuery("window", `There is no trend over "${asked}".`, `Use one of: ${TREND_WINDOWS.join(", ")}.`);
    // Nobody knows how many were there then: one point less another may be the work of who was alone.
    const isOfThen = sight.told.profile.agents !== "groups";
    if (isOfThen) await kept.fill(site.id);
    const queues = rows("queue").flatMap(({ id, row }) => {
      const queue = String(row?.queue);
      if (row === null || !sight.seesNow({ of: "queue", site: site.id, queue })) return [];
      return [{ queue, channel: row.channel, points: isOfThen ? trends.of(id, window) : [] }];
    });
    return { window, everySeconds: everyMs(window) / 1000, queues };
  });
  return () => clearInterval(timer);
}
