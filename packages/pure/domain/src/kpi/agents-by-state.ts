/**
 * Where the agents are now. The four states are disjoint and sum to those signed in; an agent with several open
 * contacts is one agent on contact. Agents belong to the site: undefined (not 0) for a queue.
 * Rule 23.
 */
import { type Kpi, type Live, OF_TEAMS } from "./kpi.ts";
import { after } from "./sources.ts";

type Agents = NonNullable<Live["agents"]>;

export const agentsIdle = agentsKpi(
  "agentsIdle",
  "Agents idle",
  "Agents signed in and ready for the next contact.",
  (a) => a.idle,
  "Available",
);

export const agentsOnContact = agentsKpi(
  "agentsOnContact",
  "Agents on contact",
  "Agents with at least one open contact.",
  (a) => a.onContact,
  "Agents on contact",
);

export const agentsWrapUp = agentsKpi(
  "agentsWrapUp",
  "Agents in wrap-up",
  "Agents finishing the work after their last contact.",
  (a) => a.wrapUp,
  "Agent After contact work",
);

export const agentsPaused = agentsKpi(
  "agentsPaused",
  "Agents paused",
  "Agents signed in and paused in all their queues.",
  (a) => a.paused,
  "Agent non-productive",
);

export const agentsSignedIn = agentsKpi(
  "agentsSignedIn",
  "Agents signed in",
  "Agents idle, on contact, in wrap-up or paused.",
  (a) => a.idle + a.onContact + a.wrapUp + a.paused,
  "Online",
);

function agentsKpi(id: string, title: string, formula: string, count: (agents: Agents) => number, says: string): Kpi {
  return {
    id,
    title,
    unit: "count",
    direction: "neutral",
    nature: "moment",
    scopes: OF_TEAMS,
    ticking: "never",
    formula,
    sources: [after("connect", says)],
    read: ({ live }) => (live.agents === null ? null : count(live.agents)),
  };
}
