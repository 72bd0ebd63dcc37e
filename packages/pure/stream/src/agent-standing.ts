/**
 * One agent of a site: the timeline, and by the hour what it was made from: the agent's own events and the marks of
 * contacts worked on. An hour is one row of the store; its bytes are the same in whatever order things arrived.
 */
import {
  AgentTimeline,
  type CanonicalEvent,
  compareEvents,
  compareMarks,
  eventMarks,
  type Mark,
  type Transition,
} from "@floorwalker/domain";
import { type EventRow, eventOfRow, eventRow } from "./event-row.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import type { Timed } from "./timer-queue.ts";

const HOUR_MS = 3_600_000;
const HOUR_FORMAT = 1;
export const hourOf = (time: number): number => Math.floor(time / HOUR_MS);
const hourStart = (hour: number): number => hour * HOUR_MS;

type MarkRow = readonly [time: number, kind: Mark["kind"], key: string];
type HourRow = readonly [events: readonly EventRow[], work: readonly MarkRow[]];

export const identityOf = (event: CanonicalEvent): string => `${event.source}\u001f${event.id}`;

export class AgentHour {
  readonly events = new Map<string, CanonicalEvent>();
  /** Marks that come from contacts; also those of events forgotten, when they lie after the event itself. */
  readonly #work = new Map<string, Mark[]>();
  stored = false;
  dirty = false;

  keep(mark: Mark): void {
    const known = this.#work.get(mark.key);
    if (known === undefined) this.#work.set(mark.key, [mark]);
    else known.push(mark);
  }

  drop(mark: Mark): void {
    const known = this.#work.get(mark.key);
    const at = known?.findIndex(({ time, kind }) => time === mark.time && kind === mark.kind) ?? -1;
    if (at < 0) return;
    known!.splice(at, 1);
    if (known!.length === 0) this.#work.delete(mark.key);
  }

  isEmpty(): boolean {
    return this.events.size === 0 && this.#work.size === 0;
  }

  *marks(): IterableIterator<Mark> {
    for (const event of this.events.values()) yield* eventMarks(event);
    for (const marks of this.#work.values()) yield* marks;
  }

  serialise(): Uint8Array {
    const row: HourRow = [
      [...this.events.values()].sort(compareEvents).map(eventRow),
      [...this.#work.values()]
        .flat()
        .sort(compareMarks)
        .map(({ time, kind, key }): MarkRow => [time, kind, key]),
    ];
    return jsonRow(HOUR_FORMAT, row);
  }

  static parse(value: Uint8Array, site: string): AgentHour {
    const [events, work] = rowJson<HourRow>(HOUR_FORMAT, value);
    const hour = new AgentHour();
    hour.stored = true;
    for (const row of events) {
      const event = eventOfRow(row, site, null);
      hour.events.set(identityOf(event), event);
    }
    for (const [time, kind, key] of work) hour.keep({ time, kind, queue: null, key });
    return hour;
  }
}

export class AgentStanding implements Timed {
  readonly agent: string;
  timeline: AgentTimeline;
  dueAt: number | null = null;
  readonly hours = new Map<number, AgentHour>();
  /** Hour of each event known, by identity. */
  readonly hourOf = new Map<string, number>();
  dirty = false;
  baseChanged = false;
  readonly emit: Transition;

  constructor(agent: string, emit: Transition) {
    this.agent = agent;
    this.timeline = new AgentTimeline();
    this.emit = emit;
  }

  /** Makes the marks before `hour` the timeline's base; returns the hours of which rows are stored. */
  prune(hour: number): readonly number[] | null {
    if (this.timeline.prune(hourStart(hour)).length === 0) return null;
    const stored: number[] = [];
    for (const [index, held] of this.hours) {
      if (index >= hour) continue;
      for (const [identity, event] of held.events) {
        this.hourOf.delete(identity);
        for (const mark of eventMarks(event)) if (hourOf(mark.time) >= hour) this.at(hourOf(mark.time)).keep(mark);
      }
      if (held.stored) stored.push(index);
      this.hours.delete(index);
    }
    this.baseChanged = true;
    return stored;
  }

  /** The hour, about to be changed. */
  at(index: number): AgentHour {
    let hour = this.hours.get(index);
    if (hour === undefined) {
      hour = new AgentHour();
      this.hours.set(index, hour);
    }
    hour.dirty = true;
    return hour;
  }
}
