/** `GET /v1/planning?site=&queue=`: each queue's rest of the day and next half hour. */
import { type AgentAsShown, type ServingAgent, servingOf, staffOf } from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import { BadQuery } from "../facts/query-fault.ts";
import type { PlanningRouteOptions } from "../goals/goals-route.ts";
import { addSiteRoute } from "../site-route.ts";
import { queuePlan, togetherPlan } from "./queue-plan.ts";
import { siteForecasts } from "./site-forecasts.ts";

export function addPlanningRoute(app: FastifyInstance, options: PlanningRouteOptions): void {
  addSiteRoute(app, "/v1/planning", options, ["queue"], async ({ site, rows, now, sight, text }) => {
    const { history, queues: all } = await siteForecasts(site, rows("queue"), options.days, now);
    const queues = all.filter(({ queue }) => sight.sees({ of: "queue", site: site.id, queue }));
    const wanted = text("queue");
    const chosen = queues.filter(({ queue }) => wanted === null || queue === wanted);
    if (wanted !== null && chosen.length === 0)
      throw new BadQuery(
        "queue",
        `There is no queue "${wanted}" in ${site.id}.`,
        queues.length === 0
          ? "It has none yet."
          : `Use one of: ${[...new Set(queues.map(({ queue }) => queue))].sort().join(", ")}.`,
        "unknown_queue",
        404,
      );
    const agents = rows("agent").flatMap(({ row }) => row ?? []) as unknown as readonly AgentAsShown[];
    const [staff, serving] = [staffOf(site, agents), servingOf(site, agents)];
    const isSeen = ({ team }: Pick<ServingAgent, "team">): boolean => sight.sees({ of: "agent", site: site.id, team });
    const plans = chosen.map((queue) => queuePlan(queue, staff, now));
    return {
      history,
      together: togetherPlan(chosen, plans, staff),
      // How many are free is the queue's number; who they are, their teams'.
      queues: plans.map((plan, index) => ({
        ...plan,
        staff: plan.staff && {
          ...plan.staff,
          freeCount: plan.staff.free.length,
          free: plan.staff.free.filter(isSeen),
          ...(wanted === null ? {} : { serving: (serving?.([chosen[index]!]) ?? []).filter(isSeen).map(toldServing) }),
        },
      })),
    };
  });
}

type ServingRow = ServingAgent & { readonly reason?: string | null };

const toldServing = ({ agent, name, team, state, since, reason }: ServingRow) => ({
  agent,
  name,
  team,
  state,
  since,
  reason: reason ?? null,
});
