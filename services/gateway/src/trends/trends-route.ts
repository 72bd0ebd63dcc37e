/** `GET /v1/trends?site=&window=`: the last hour of each queue's service level, or its day. */
import type { Configuration } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import type { Sights } from "../access/sight.ts";
import { askedSite } from "../asked-site.ts";
import { identityOf } from "../guard.ts";
import type { LiveHub } from "../live-hub.ts";
import { everyMs, TREND_WINDOWS, Trends } from "./trends.ts";

export interface TrendsRouteOptions {
  readonly hub: LiveHub;
  readonly sights: Sights;
  readonly config: () => Pick<Configuration, "sites">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

const SAMPLE_MS = 60_000;

/** Samples until the returned function is called. */
export function addTrendsRoute(app: FastifyInstance, { hub, sights, config, clock }: TrendsRouteOptions): () => void {
  const trends = new Trends();
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

  app.get<{ Querystring: Record<string, unknown> }>(
    "/v1/trends",
    { config: { needs: { role: "viewer" } } },
    async (request, reply) => {
      const sight = sights.of(identityOf(request));
      const asked = askedSite(request.query, hub.replica, config().sites, sight);
      if ("refusal" in asked) return reply.code(asked.status).send(asked.refusal);
      const window = TREND_WINDOWS.find((known) => known === (request.query.window ?? "30m"));
      if (window === undefined)
        return reply.code(400).send({
          code: "bad_parameter",
          message: `There is no trend over "${String(request.query.window)}".`,
          fix: `Use one of: ${TREND_WINDOWS.join(", ")}.`,
        });
      const queues = asked.rows("queue").flatMap(({ id, row }) => {
        const queue = String(row?.queue);
        if (row === null || !sight.sees({ of: "queue", site: asked.site.id, queue })) return [];
        return [{ queue, channel: row.channel, points: trends.of(id, window) }];
      });
      return { site: asked.site.id, window, everySeconds: everyMs(window) / 1000, queues };
    },
  );
  return () => clearInterval(timer);
}
