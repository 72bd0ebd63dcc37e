/** `GET /v1/planning?site=&queue=`: each queue's rest of the day and next half hour. */
import { type ServingAgent, staffOf } from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import { askedSite } from "../asked-site.ts";
import type { PlanningRouteOptions } from "../goals/goals-route.ts";
import { identityOf } from "../guard.ts";
import { queuePlan, togetherPlan } from "./queue-plan.ts";
import { siteForecasts } from "./site-forecasts.ts";

export function addPlanningRoute(
  app: FastifyInstance,
  { hub, sights, config, days, clock }: PlanningRouteOptions,
): void {
  app.get<{ Querystring: Record<string, unknown> }>(
    "/v1/planning",
    { config: { needs: { role: "viewer" } } },
    async (request, reply) => {
      const sight = sights.of(identityOf(request));
      const asked = askedSite(request.query, hub.replica, config().sites, sight);
      if ("refusal" in asked) return reply.code(asked.status).send(asked.refusal);
      const { site, rows } = asked;
      const now = clock();
      const { history, queues: all } = await siteForecasts(site, rows("queue"), days, now);
      const queues = all.filter(({ queue }) => sight.sees({ of: "queue", site: site.id, queue }));
      const wanted = typeof request.query.queue === "string" ? request.query.queue : null;
      const chosen = queues.filter(({ queue }) => wanted === null || queue === wanted);
      if (wanted !== null && chosen.length === 0)
        return reply.code(404).send({
          code: "unknown_queue",
          message: `There is no queue "${wanted}" in ${site.id}.`,
          fix: `Use one of: ${[...new Set(queues.map(({ queue }) => queue))].sort().join(", ")}.`,
        });
      const staff = staffOf(site, rows("agent").flatMap(({ row }) => row ?? []) as unknown as readonly ServingAgent[]);
      const plans = chosen.map((queue) => queuePlan(queue, staff, now));
      return {
        site: site.id,
        zone: site.zone,
        current: hub.replica.live(),
        serverTime: now,
        history,
        together: togetherPlan(chosen, plans, staff),
        // How many are free is the queue's number; who they are, their teams'.
        queues: plans.map((plan) => ({
          ...plan,
          staff: plan.staff && {
            ...plan.staff,
            free: plan.staff.free.filter(({ team }) => sight.sees({ of: "agent", site: site.id, team })),
          },
        })),
      };
    },
  );
}
