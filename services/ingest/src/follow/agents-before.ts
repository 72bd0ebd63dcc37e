/**
 * Where the agents stand at a moment, summed up from what was written before it (rules 23–23c): who is signed in, in which
 * queues, and paused where. It is the agents' own machine that moves here; beside it stands which event said so last. Told as
 * events of that moment, at place 0: before everything that is written in its second. Work that nobody signed in for is not told.
 */
import { AgentStatus, type CanonicalEvent } from "@floorwalker/domain";

/** Of the agent himself; queues are numbered from 1. */
const NO_QUEUE = 0;
/** All of it was told by one. */
const SOURCE = 1;

export class AgentsBefore {
  readonly #agents = new Map<string, Agent>();
  /** By number. */
  readonly #queues: (string | null)[] = [null];

  /** Events in the order in which they happened; those of other kinds say nothing. */
  take(event: CanonicalEvent): void {
    if (event.type === "cc.source.restarted") for (const agent of this.#agents.values()) agent.restarted(event.time);
    if (event.agent === null) return;
    const agent = this.#agents.get(event.agent) ?? new Agent();
    this.#agents.set(event.agent, agent);
    agent.take(event, this.#numberOf(event.queue));
  }

  /** `at`: the moment, epoch ms. */
  events(at: number): CanonicalEvent[] {
    return [...this.#agents.values()].flatMap((agent) =>
      agent.said().map(([number, event]) => {
        const queue = this.#queues[number]!;
        // A line about all queues speaks of each: its id alone would be that of several events.
        return { ...event, id: `${event.id}@${at}:${queue ?? ""}`, time: at, queue, sequence: 0 };
      }),
    );
  }

  #numberOf(queue: string | null): number {
    const known = this.#queues.indexOf(queue);
    return known === -1 ? this.#queues.push(queue) - 1 : known;
  }
}

class Agent {
  readonly #status = new AgentStatus();
  /** By queue, who said so last. */
  readonly #joined = new Map<number, CanonicalEvent>();
  readonly #paused = new Map<number, CanonicalEvent>();

  take(event: CanonicalEvent, queue: number): void {
    const { type, time, data } = event;
    const status = this.#status;
    const before = status.memberships;
    const pauses = type === "cc.agent.stateChanged" && data.state === "paused";
    if (pauses) status.pauses(time, queue, SOURCE, data.reason ?? null);
    else if (type === "cc.agent.stateChanged" && data.state === "idle") status.unpauses(time, queue, SOURCE);
    else if (type === "cc.agent.signedOut") status.signsOut(time, queue);
    else if (type === "cc.agent.signedIn") {
      status.signsIn(time, queue, SOURCE);
      this.#joined.set(queue, event);
    }
    for (const membership of status.memberships) {
      const was = before.find((each) => each.queue === membership.queue);
      if (!membership.paused || was === membership) continue;
      // What was not paused by this event got his own pause.
      const said = pauses ? event : this.#paused.get(was?.paused === true ? membership.queue : NO_QUEUE);
      if (said !== undefined) this.#paused.set(membership.queue, said);
    }
  }

  /** Whom it loads again it does not name; who was only seen there is gone. */
  restarted(at: number): void {
    if (this.#status.isOnlyImplied) this.#status.isGone(at);
  }

  /** What holds, and who said so last. */
  said(): (readonly [queue: number, event: CanonicalEvent])[] {
    return this.#status.memberships.flatMap(({ queue, explicit, paused }) => {
      const [joined, pause] = [this.#joined.get(queue), this.#paused.get(queue)];
      return [
        ...(explicit && joined !== undefined ? [[queue, joined] as const] : []),
        ...(paused && pause !== undefined ? [[queue, pause] as const] : []),
      ];
    });
  }
}
