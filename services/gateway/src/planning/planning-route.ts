/** `GET /v1/planning?site=&queue=`: each queue's rest of the day and next half hour. */
import {
  type AgentAsShown,
  CHANNELS,
  type ServingAgent,
  servingOf,
  shortPseudonym,
  staffOf,
} from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import type { Disclosure } from "../access/privacy/disclosure.ts";
import { PLANNING_SHAPE } from "../api/shapes/planning-shapes.ts";
import type { PlanningRouteOptions } from "../goals/goals-route.ts";
import type { KnownNames } from "../known-names.ts";
import { addSiteRoute, WALLS } from "../site-route.ts";
import { queuePlan, togetherPlan } from "./queue-plan.ts";
import { siteForecasts } from "./site-forecasts.ts";

type Named = Pick<ServingAgent, "agent" | "name" | "team" | "since">;

/** The longest in their state first. */
function agentsAsTold<A extends Named>(agents: readonly A[], site: string, told: Disclosure): readonly A[] {
  if (!told.hides) return agents;
  return agents
    .flatMap((each) => {
      const agent = told.agent(site, each.agent);
      return agent === null ? [] : [{ ...each, agent, name: shortPseudonym(agent) }];
    })
    .sort((a, b) => a.since - b.since || (a.agent < b.agent ? -1 : 1));
}

export interface QueuePlansOptions extends PlanningRouteOptions {
  readonly names: Pick<KnownNames, "expect">;
}

export function addPlanningRoute(app: FastifyInstance, options: QueuePlansOptions): void {
  addSiteRoute(
    app,
    "/v1/planning",
    { ...options, needs: WALLS },
    PLANNING_SHAPE,
    async ({ site, rows, now, sight, text }) => {
      const wanted = text("queue");
      if (wanted !== null) await options.names.expect(site, { queue: [wanted] }, CHANNELS, sight);
      const { history, queues: all } = await siteForecasts(site, rows("queue"), options.days, now);
      // One that was removed, or of which nothing has come yet, has no plan.
      const chosen = all.filter(
        ({ queue }) => (wanted === null || queue === wanted) && sight.sees({ of: "queue", site: site.id, queue }),
      );
      const agents = rows("agent").flatMap(({ row }) => row ?? []) as unknown as readonly AgentAsShown[];
      // In groups who is there is told of teams and sites alone: queues share their agents, and from what several have few could be reckoned.
      const [staff, serving] =
        sight.told.groupsOf(site.id) === null ? [staffOf(site, agents), servingOf(site, agents)] : [null, null];
      const isSeen = ({ team }: Pick<ServingAgent, "team">): boolean =>
        sight.sees({ of: "agent", site: site.id, team });
      const toldServing = ({ reason, agent, name, team, state, since }: ServingRow) => {
        const why = sight.told.pauseReason(reason, site.id);
        return { agent, name, team, state, since, reason: why };
      };
      const asTold = <A extends Named>(some: readonly A[]): readonly A[] =>
        agentsAsTold(some.filter(isSeen), site.id, sight.told);
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
            free: asTold(plan.staff.free),
            ...(wanted === null ? {} : { serving: asTold(serving?.([chosen[index]!]) ?? []).map(toldServing) }),
          },
        })),
      };
    },
  );
}

type ServingRow = ServingAgent & { readonly reason?: string | null };
