/**
 * The agents: shifts, breaks, and who is free. An agent who is due for a break or home finishes what is open first and
 * takes nothing new.
 */
import type { Channel } from "@floorwalker/domain";
import type { Agenda } from "./agenda.ts";
import type { Journal } from "./journal.ts";
import { BREAKS, REST, SHIFT } from "./parameters.ts";
import type { Random } from "./random.ts";
import type { PlannedAgent } from "./site-plan.ts";

export type Duty = "off" | "ready" | "paused";

export interface Agent {
  readonly plan: PlannedAgent;
  duty: Duty;
  /** What comes when the open contacts are done; null: nothing. */
  due: Duty | null;
  /** Contacts open at once, wrap-up included. */
  open: number;
  freeSince: number;
}

export interface Floor {
  readonly agents: readonly Agent[];
  /** The free agent for this queue: own queue first, then fewest open contacts, then free for longest; null when none is. */
  find(channel: Channel, queue: string): Agent | null;
  occupy(agent: Agent): void;
  release(agent: Agent): void;
  /** Out for `ms` after a call was not picked up. */
  sendAway(agent: Agent, ms: number): void;
  isFree(agent: Agent): boolean;
  open(): void;
  close(): void;
}

export interface FloorDependencies {
  readonly agents: readonly PlannedAgent[];
  readonly agenda: Agenda;
  readonly journal: Journal;
  readonly random: Random;
  /** A moved agent serves any queue of the channel that needs help. */
  readonly helped: (channel: Channel, queue: string) => boolean;
  /** An agent may take (more) work. */
  readonly freed: (agent: Agent) => void;
}

const CYCLE = SHIFT + REST;
/** Every duty of a cycle with its end, from the beginning of the shift. */
const DUTIES: readonly (readonly [duty: Duty, until: number])[] = [
  ...BREAKS.flatMap(([from, to]) => [["ready", from] as const, ["paused", to] as const]),
  ["ready", SHIFT],
  ["off", CYCLE],
];
/** Multiples of the golden ratio spread shifts evenly, however many agents there are. */
const GOLDEN = 0.618_033_988_749_895;

export function newFloor({ agents: plans, agenda, journal, random, helped, freed }: FloorDependencies): Floor {
  const agents = plans.map((plan): Agent => ({ plan, duty: "off", due: null, open: 0, freeSince: agenda.now() }));
  const place = (agent: Agent) => ({ source: agent.plan.source, agent: agent.plan.agent });

  function enter(agent: Agent, duty: Duty): void {
    agent.due = null;
    if (agent.duty === duty) return;
    if (agent.duty === "off") journal.note("cc.agent.signedIn", place(agent));
    const before = agent.duty;
    agent.duty = duty;
    if (duty === "off") journal.note("cc.agent.signedOut", place(agent));
    else if (duty === "paused") journal.note("cc.agent.stateChanged", place(agent), { state: "paused" });
    else if (before === "paused") journal.note("cc.agent.stateChanged", place(agent), { state: "idle" });
    if (duty !== "ready") return;
    agent.freeSince = agenda.now();
    freed(agent);
  }

  function plan(agent: Agent, duty: Duty): void {
    if (duty === agent.duty) agent.due = null;
    else if (agent.open > 0) agent.due = duty;
    else enter(agent, duty);
  }

  /**
   * Of a shift as it is planned, what is still to come: a plan that is made anew does not change what was worked by another. Who has a
   * contact open goes on a break, or home, when it is over.
   */
  function schedule(agent: Agent, shiftBegan: number): void {
    const now = agenda.now();
    const iso = (time: number): string => new Date(time).toISOString();
    const note = (state: "working" | "paused", begins: number, ends: number): void => {
      const [from, to] = [Math.max(now, shiftBegan + begins), shiftBegan + ends];
      if (from < to) journal.note("cc.agent.scheduled", place(agent), { from: iso(from), to: iso(to), state });
    };
    note("working", 0, SHIFT);
    for (const [from, to] of BREAKS) note("paused", from, to);
  }

  function follow(agent: Agent, shiftBegan: number, index: number): void {
    const [duty, until] = DUTIES[index]!;
    if (index === 0) schedule(agent, shiftBegan);
    plan(agent, duty);
    const last = index === DUTIES.length - 1;
    agenda.at(shiftBegan + until, () => follow(agent, last ? shiftBegan + CYCLE : shiftBegan, last ? 0 : index + 1));
  }

  const isFree = (agent: Agent): boolean =>
    agent.duty === "ready" && agent.due === null && agent.open < agent.plan.slots;

  return {
    agents,
    isFree,
    find: (channel, queue) => {
      let best: Agent | null = null;
      let bestRank = 3;
      for (const agent of agents) {
        if (agent.plan.channel !== channel || !isFree(agent)) continue;
        const rank = agent.plan.own.includes(queue)
          ? 0
          : agent.plan.also.includes(queue)
            ? 1
            : helped(channel, queue)
              ? 2
              : 3;
        if (rank === 3 || rank > bestRank) continue;
        if (best !== null && rank === bestRank) {
          if (agent.open > best.open || (agent.open === best.open && agent.freeSince >= best.freeSince)) continue;
        }
        best = agent;
        bestRank = rank;
      }
      return best;
    },
    occupy: (agent) => {
      agent.open++;
    },
    release: (agent) => {
      agent.open--;
      agent.freeSince = agenda.now();
      if (agent.due !== null) {
        if (agent.open === 0) enter(agent, agent.due);
      } else if (agent.duty === "ready") freed(agent);
    },
    sendAway: (agent, ms) => {
      if (agent.due !== null || agent.duty !== "ready") return;
      plan(agent, "paused");
      agenda.after(ms, () => {
        // Who meanwhile went home stays there.
        if (agent.duty === "paused" && agent.due === null) plan(agent, "ready");
      });
    },
    open: () => {
      const turn = random.next();
      for (const [index, agent] of agents.entries()) {
        // A system that starts knows nobody: whom an earlier run left signed in when it was killed is out.
        journal.note("cc.agent.signedOut", place(agent));
        const position = ((index * GOLDEN + turn) % 1) * CYCLE;
        const shiftBegan = agenda.now() - position;
        const duty = DUTIES.findIndex(([, until]) => position < until);
        agenda.after(random.between(100, 3000), () => {
          if (duty > 0 && DUTIES[duty]![0] !== "off") schedule(agent, shiftBegan);
          follow(agent, shiftBegan, duty);
        });
      }
    },
    close: () => {
      for (const agent of agents) if (agent.duty !== "off") enter(agent, "off");
    },
  };
}
