/**
 * The call centre as a discrete-event simulation: arrivals, agents and heartbeats on one agenda. Pure in (configuration,
 * seed, run, scenario, times): no clock, no other randomness. Events come in the order in which they are told, with the
 * time of telling, which is the event's own time but for a source that was silent.
 */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { newAgenda } from "./agenda.ts";
import { newChatDesk } from "./chat-desk.ts";
import { type DayCurve, newDayCurve } from "./day-curve.ts";
import type { Desk } from "./desk.ts";
import { newFloor } from "./floor.ts";
import { newJournal } from "./journal.ts";
import { newMailDesk } from "./mail-desk.ts";
import { HEARTBEAT_EVERY, HOUR, MAIL_BACKLOG_PER_AGENT } from "./parameters.ts";
import type { Random } from "./random.ts";
import { newScript, type Scenario } from "./scenario.ts";
import { newSilence, type Telling } from "./silence.ts";
import { type PlannedQueue, planSite } from "./site-plan.ts";
import { newSurveyDesk } from "./survey-desk.ts";
import { newVoiceDesk } from "./voice-desk.ts";

export interface SimulationOptions {
  readonly site: SiteConfig;
  readonly random: Random;
  /** Part of every id: another run never repeats one. */
  readonly run: string;
  readonly scenario: Scenario;
  /** Epoch ms. */
  readonly from: number;
  /** Epoch ms ≥ `from`: where the scripted part begins. */
  readonly liveFrom: number;
  /** Of a day that nobody watched; absent: everybody is there, and it is as busy as its audience likes. */
  readonly past?: { readonly isThere: (agent: string) => boolean; readonly curve: DayCurve };
}

export interface Simulation {
  /** What is told next, and everything else told at that moment; it never ends. */
  next(): readonly Telling[];
  /** Ends calls and chats and signs everyone out, at the last moment simulated. Nothing comes after it. */
  close(): readonly CanonicalEvent[];
}

export function newSimulation({ site, random, run, scenario, from, liveFrom, past }: SimulationOptions): Simulation {
  const plan = planSite(site, past?.isThere);
  const script = newScript(scenario, plan, liveFrom);
  const curve = past?.curve ?? newDayCurve(script, liveFrom, random);
  const agenda = newAgenda(from);
  const journal = newJournal(site.id, run, agenda, plan.reasons);
  const silence = newSilence(script.silence, random);
  const voice = plan.queues.filter((queue) => queue.channel === "call").map((queue) => queue.queue);
  const helped = (queue: string): boolean => script.helped(queue, agenda.now());
  let closed = false;

  const surveys = newSurveyDesk(plan.sources.survey, agenda, journal, random);
  const floor = newFloor({
    agents: plan.agents,
    agenda,
    journal,
    random,
    helped: (channel, queue) => channel === "call" && helped(queue),
    freed: (agent) => {
      if (!closed) desks[agent.plan.channel].serve(agent);
    },
  });
  const dependencies = { plan, agenda, journal, random, floor, surveys, helpedQueues: () => voice.filter(helped) };
  const desks: Readonly<Record<PlannedQueue["channel"], Desk>> = {
    call: newVoiceDesk(dependencies),
    chat: newChatDesk(dependencies),
    email: newMailDesk(dependencies),
  };

  /** Poisson with a changing rate, by thinning. */
  function awaitArrival(queue: PlannedQueue): void {
    const limit = curve.limit * script.surgeLimit(queue);
    agenda.after(random.exponential(HOUR / (queue.arrivalsPerHour * limit)), () => {
      const factor = curve.factor(agenda.now()) * script.surge(queue, agenda.now());
      if (random.next() * limit < factor) desks[queue.channel].arrive(queue);
      awaitArrival(queue);
    });
  }

  function beat(source: string): void {
    journal.note("cc.source.heartbeat", { source });
    agenda.after(HEARTBEAT_EVERY, () => beat(source));
  }

  const channels = new Set(plan.queues.map((queue) => queue.channel));
  const sources = [...[...channels].map((channel) => plan.sources[channel]), plan.sources.survey];
  for (const [index, source] of sources.entries()) {
    journal.note("cc.source.restarted", { source });
    agenda.after((index * HEARTBEAT_EVERY) / sources.length, () => beat(source));
  }
  floor.open();
  for (const queue of plan.queues) {
    if (queue.arrivalsPerHour > 0) awaitArrival(queue);
    if (queue.channel === "email")
      for (let count = 0; count < queue.staff * MAIL_BACKLOG_PER_AGENT; count++)
        agenda.after(random.between(0, 5 * HEARTBEAT_EVERY), () => desks.email.arrive(queue));
  }

  return {
    next: () => {
      for (;;) {
        const told = silence.tell(journal.take(), agenda.nextAt() ?? Number.POSITIVE_INFINITY);
        if (told.length > 0) return told;
        agenda.runNext();
      }
    },
    close: () => {
      const pending = silence.flush(journal.take());
      closed = true;
      surveys.close();
      for (const desk of Object.values(desks)) desk.close();
      floor.close();
      return [...pending, ...journal.take()];
    },
  };
}
