/**
 * What the configuration schedules agents to do (`domain/src/agent/agent-plan.ts`), put into their schedules day by day as if it had been
 * told long before: whatever is told by events of the same time lies on it. Invariants: of the days from the site's first event, or from
 * where time is settled, to the day after the clock's, each agent has what the configuration says; what was before an edit of it stands.
 */
import {
  type AgentPlan,
  type CanonicalEvent,
  localDate,
  nextDayStart,
  type PlannedStretch,
  plannedOn,
} from "@floorwalker/domain";
import type { SiteContext } from "../site-context.ts";
import type { AgentSchedule, ScheduleEntry } from "./agent-schedule.ts";
import type { AgentStanding } from "./agent-standing.ts";

/** Of events that nobody sent. */
const SOURCE = "/floorwalker/configuration";
/** So long before its day a stretch is as if told: the longest that may lie between (`scheduledOf`), but for what a day has. */
const TOLD_BEFORE_MS = 398 * 86_400_000;
const DAY_MS = 86_400_000;
/** A calendar may be of another zone than the site's, and a night's work begins the day before. */
const DAYS_AROUND = 1;

export interface ConfiguredSchedulesParts {
  readonly context: SiteContext;
  readonly standings: () => Iterable<Pick<AgentStanding, "agent" | "schedule">>;
  /** From `from` on; `cut`: the first moment that may still change. */
  readonly reschedule: (agent: string, from: number, change: (schedule: AgentSchedule, cut: number) => void) => void;
}

/** What one agent has of the configuration, of days up to one. */
interface Planning {
  /** Dates, both included. */
  readonly first: number;
  readonly last: number;
  /** What is scheduled counts from here on: the site's first event. */
  readonly begin: number;
  /** The same of days that another configuration may have planned: what is over stands. */
  readonly editedFrom: number;
}

export class ConfiguredSchedules {
  readonly #parts: ConfiguredSchedulesParts;
  readonly #plans: ReadonlyMap<string, readonly AgentPlan[]>;
  /** When the next day is to be planned. */
  #nextAt = Number.NEGATIVE_INFINITY;
  /** The last date that is planned. */
  #last = Number.NEGATIVE_INFINITY;
  /** The site's first event, as it was planned for. */
  #begin = Number.POSITIVE_INFINITY;
  /** What is stored may have been planned by another configuration. */
  #isRestored = false;

  constructor(parts: ConfiguredSchedulesParts) {
    this.#parts = parts;
    this.#plans = new Map(
      parts.context.config.agents.flatMap(({ agent, schedule }) =>
        schedule === undefined ? [] : [[agent, schedule] as const],
      ),
    );
  }

  /** After all rows are back. */
  restored(): void {
    this.#isRestored = true;
    this.#begin = this.#parts.context.log.firstEventAt;
  }

  /** Before the clock comes to `now`. */
  plan(now: number): void {
    const { clock, config, log } = this.#parts.context;
    if ((this.#plans.size === 0 && !this.#isRestored) || !Number.isFinite(log.firstEventAt)) return;
    const isEarlier = log.firstEventAt < this.#begin;
    if (now < this.#nextAt && !isEarlier) return;
    const last = localDate(now, config.zone) + 1 + DAYS_AROUND;
    if (this.#isRestored) this.#planAll(this.#firstDate(this.#begin), last, this.#begin, clock);
    if (isEarlier || !this.#isRestored) {
      const first = isEarlier ? this.#firstDate(log.firstEventAt) : this.#last + 1;
      this.#planAll(first, last, log.firstEventAt, log.firstEventAt);
    }
    this.#isRestored = false;
    this.#begin = log.firstEventAt;
    this.#last = last;
    this.#nextAt = nextDayStart(now, config.zone);
  }

  /** Before what is settled nothing changes any more. */
  #firstDate(begin: number): number {
    const { config, log } = this.#parts.context;
    return localDate(Math.max(begin, log.settledUntil), config.zone) - DAYS_AROUND;
  }

  #planAll(first: number, last: number, begin: number, editedFrom: number): void {
    const had = new Map<string, readonly ScheduleEntry[]>();
    for (const { agent, schedule } of this.#parts.standings()) {
      const entries = schedule.entries.filter(isConfigured);
      if (entries.length > 0) had.set(agent, entries);
    }
    const planning = { first, last, begin, editedFrom };
    for (const agent of new Set([...had.keys(), ...this.#plans.keys()]))
      this.#planAgent(
        agent,
        Map.groupBy(had.get(agent) ?? [], ({ event }) => dateOf(event)),
        planning,
      );
  }

  #planAgent(agent: string, had: ReadonlyMap<number, readonly ScheduleEntry[]>, planning: Planning): void {
    const { first, last, begin, editedFrom } = planning;
    const [oldest, newest] = [Math.min(...had.keys()), Math.max(...had.keys())];
    for (let date = first; date <= last; date++) {
      const wasPlanned = date >= oldest && date <= newest;
      this.#planDay(agent, date, had.get(date) ?? [], {
        begin,
        from: wasPlanned ? Math.max(begin, editedFrom) : begin,
      });
    }
  }

  #planDay(
    agent: string,
    date: number,
    had: readonly ScheduleEntry[],
    { begin, from }: { readonly begin: number; readonly from: number },
  ): void {
    const stretches = plannedOn(this.#plans.get(agent) ?? [], date);
    const events = stretches.map((stretch, place) => this.#eventOf(agent, date, stretch, place));
    const missing = new Map(events.map((event) => [contentOf(event), event]));
    for (const entry of had) {
      if (entry.remnant) continue;
      const isStill = missing.delete(contentOf(entry.event));
      if (!isStill) this.#remove(agent, entry, from);
      else if (begin < this.#begin && entry.from === this.#begin) {
        this.#remove(agent, entry, Number.NEGATIVE_INFINITY);
        this.#add(agent, entry.event, begin);
      }
    }
    for (const event of missing.values()) this.#add(agent, event, from);
  }

  #add(agent: string, event: CanonicalEvent, from: number): void {
    if (Date.parse(event.data.to!) <= from) return;
    const begin = Math.max(from, Date.parse(event.data.from!));
    this.#parts.reschedule(agent, begin, (schedule, cut) => schedule.add(event, Math.max(from, cut)));
  }

  #remove(agent: string, { event, from, to }: ScheduleEntry, until: number): void {
    if (to <= until) return;
    this.#parts.reschedule(agent, Math.max(from, until), (schedule, cut) =>
      schedule.remove(event, Math.max(until, cut)),
    );
  }

  #eventOf(agent: string, date: number, { from, to, duty }: PlannedStretch, sequence: number): CanonicalEvent {
    const { id: site } = this.#parts.context.config;
    return {
      id: `${date}/${sequence}`,
      source: SOURCE,
      type: "cc.agent.scheduled",
      time: date * DAY_MS - TOLD_BEFORE_MS,
      recordedTime: null,
      site,
      channel: null,
      contact: null,
      segment: null,
      queue: null,
      agent,
      sequence,
      data: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), state: duty },
    };
  }
}

const isConfigured = ({ event }: ScheduleEntry): boolean => event.source === SOURCE;
/** The ids of its stretches begin with it. */
const dateOf = ({ id }: CanonicalEvent): number => Number(id.slice(0, id.indexOf("/")));
const contentOf = ({ id, data }: CanonicalEvent): string => JSON.stringify([id, data.from, data.to, data.state]);
