/** One channel at work: contacts come in, agents who are free take them. */
import type { Agenda } from "./agenda.ts";
import type { Agent, Floor } from "./floor.ts";
import type { Journal } from "./journal.ts";
import type { Random } from "./random.ts";
import type { PlannedQueue, SitePlan } from "./site-plan.ts";
import type { SurveyDesk } from "./survey-desk.ts";

export interface Desk {
  /** A customer turns up. */
  arrive(queue: PlannedQueue): void;
  /** The agent may take work: gives it what waits, if anything does. */
  serve(agent: Agent): void;
  /** The centre closes: everything open ends now. */
  close(): void;
}

export interface DeskDependencies {
  readonly plan: SitePlan;
  readonly agenda: Agenda;
  readonly journal: Journal;
  readonly random: Random;
  readonly floor: Floor;
  readonly surveys: SurveyDesk;
  /** Queues that all agents of the channel help out in now. */
  readonly helpedQueues: () => readonly string[];
}
