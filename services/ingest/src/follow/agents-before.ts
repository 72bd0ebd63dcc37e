/**
 * Where the agents stand at a moment, summed up from what was written before it (rules 23–23c): who is signed in, in which
 * queues, and paused where. The same machine as the agents' own timeline, without time: only what still holds is kept, each with
 * the event that said so last. Told as events of that moment, at place 0: before everything that is written in its second.
 */
import type { CanonicalEvent } from "@floorwalker/domain";

/** In one queue, or (under "") of the whole agent. */
interface Membership {
  /** Null: nobody said that he joined, but he paused there. */
  joined: CanonicalEvent | null;
  paused: CanonicalEvent | null;
}

type Agent = Map<string, Membership>;

const WHOLE = "";

export class AgentsBefore {
  readonly #agents = new Map<string, Agent>();

  /** Events in the order in which they happened; those of other kinds say nothing. */
  take(event: CanonicalEvent): void {
    if (event.type === "cc.source.restarted") this.#restarted();
    if (event.agent === null) return;
    const agent = this.#agents.get(event.agent) ?? new Map<string, Membership>();
    this.#agents.set(event.agent, agent);
    const queue = event.queue ?? WHOLE;
    if (event.type === "cc.agent.signedIn") joins(agent, queue, event);
    else if (event.type === "cc.agent.signedOut") leaves(agent, queue);
    else if (event.type === "cc.agent.stateChanged" && event.data.state === "paused") pauses(agent, queue, event);
    else if (event.type === "cc.agent.stateChanged" && event.data.state === "idle") resumes(agent, queue);
  }

  /** `at`: the moment, epoch ms. */
  events(at: number): CanonicalEvent[] {
    const events: CanonicalEvent[] = [];
    for (const agent of this.#agents.values())
      for (const [name, { joined, paused }] of agent) {
        const queue = name === WHOLE ? null : name;
        // A line about all queues speaks of each: its id alone would be that of several events.
        for (const said of [joined, paused])
          if (said !== null) events.push({ ...said, id: `${said.id}@${at}:${name}`, time: at, queue, sequence: 0 });
      }
    return events;
  }

  /** Whom it reloads it does not name; who was only seen there is not. */
  #restarted(): void {
    for (const agent of this.#agents.values())
      for (const [queue, { joined }] of agent) if (joined === null) agent.delete(queue);
  }
}

const hasQueues = (agent: Agent): boolean => [...agent.keys()].some((queue) => queue !== WHOLE);

/** A pause of the agent himself, who had no queue yet, passes to his first one. */
function membership(agent: Agent, queue: string): Membership {
  const known = agent.get(queue);
  if (known !== undefined) return known;
  const made: Membership = { joined: null, paused: null };
  const himself = agent.get(WHOLE);
  if (queue !== WHOLE && himself !== undefined && !hasQueues(agent)) {
    made.paused = himself.paused;
    himself.paused = null;
    if (himself.joined === null) agent.delete(WHOLE);
  }
  agent.set(queue, made);
  return made;
}

function joins(agent: Agent, queue: string, event: CanonicalEvent): void {
  membership(agent, queue).joined = event;
}

/** Of no queue: he is gone from all of them. */
function leaves(agent: Agent, queue: string): void {
  if (queue === WHOLE) agent.clear();
  else agent.delete(queue);
}

function pauses(agent: Agent, queue: string, event: CanonicalEvent): void {
  if (queue !== WHOLE || !hasQueues(agent)) membership(agent, queue).paused = event;
  else for (const [name, each] of agent) if (name !== WHOLE) each.paused = event;
}

function resumes(agent: Agent, queue: string): void {
  for (const [name, each] of agent) if (queue === WHOLE || name === queue) each.paused = null;
}
