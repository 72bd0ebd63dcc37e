/**
 * Where the agents are now. The four states are disjoint and sum to those signed in; an agent with several open
 * contacts is one agent on contact. Agents belong to the site: undefined (not 0) for a queue.
 * Source: kpi.md, catalogue; rule 23.
 */
import { type Kpi, type Live, OF_TEAMS } from "./kpi.ts";

type Agents = NonNullable<Live["agents"]>;

export const agentsIdle = agentsKpi(
  "agentsIdle",
  "Agents idle",
  "Agents signed in and ready for the next contact.",
  (a) => a.idle,
);

export const agentsOnContact = agentsKpi(
  "agentsOnContact",
  "Agents on contact",
  "Agents with at least one open contact.",
  (a) => a.onContact,
);

export const agentsWrapUp = agentsKpi(
  "agentsWrapUp",
  "Agents in wrap-up",
  "Agents finishing the work after their last contact.",
  (a) => a.wrapUp,
);

export const agentsPaused = agentsKpi(
  "agentsPaused",
  "Agents paused",
  "Agents signed in and paused in all their queues.",
  (a) => a.paused,
);

export const agentsSignedIn = agentsKpi(
  "agentsSignedIn",
  "Agents signed in",
  "Agents idle, on contact, in wrap-up or paused.",
  (a) => a.idle + a.onContact + a.wrapUp + a.paused,
);

function agentsKpi(id: string, title: string, formula: string, count: (agents: Agents) => number): Kpi {
  return {
    id,
    title,
    unit: "count",
    direction: "neutral",
    nature: "moment",
    scopes: OF_TEAMS,
    ticking: "never",
    formula,
    read: ({ live }) => (live.agents === null ? null : count(live.agents)),
  };
}
