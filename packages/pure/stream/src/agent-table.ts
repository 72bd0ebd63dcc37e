/**
 * The agents of a site: timelines from their own events and from the segments they work on. State transitions go to the
 * agent's cell and to the cell of all agents; live counts by state follow them.
 */
import {
  AGENT_STATES,
  AGENTS_CELL,
  AgentStatus,
  type AgentStatusData,
  AgentTimeline,
  agentCell,
  type BusyInterval,
  busyMarks,
  C,
  type CanonicalEvent,
  contentOf,
  eventMarks,
  type Insertion,
  type Mark,
  replaces,
  STATE_COUNTERS,
  type Transition,
} from "@floorwalker/domain";
import type { CellTable } from "./cell-table.ts";
import { type EventRow, eventOfRow, eventRow } from "./event-row.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

const ROW = "a";
const HOUR_MS = 3_600_000;
/** Hour of the row that holds what marks beyond the horizon amounted to. */
const BASE = "base";

type MarkRow = readonly [time: number, kind: Mark["kind"], key: string];
type HourRow = readonly [events: readonly EventRow[], work: readonly MarkRow[]];

/** What one hour's row holds. */
class AgentHour {
  readonly events = new Map<string, CanonicalEvent>();
  readonly work = new Map<string, Mark>();
  stored = false;
  dirty = false;
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

  constructor(agent: string, timeline: AgentTimeline, emit: Transition) {
    this.agent = agent;
    this.timeline = timeline;
    this.emit = emit;
  }
}

export interface AgentTableParts {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly timers: TimerQueue<Timed>;
}

export class AgentTable {
  readonly #parts: AgentTableParts;
  readonly #agents = new Map<string, AgentStanding>();
  /** Agents whose view must be built again. */
  readonly changed = new Set<string>();
  /** Agents by state, in the order of AGENT_STATES. */
  readonly present = [0, 0, 0, 0];
  #dirty: AgentStanding[] = [];
  #dropped: string[] = [];
  #restoring = false;

  constructor(parts: AgentTableParts) {
    this.#parts = parts;
  }

  get(agent: string): AgentStanding | undefined {
    return this.#agents.get(agent);
  }

  /** Agents that have a timeline; single agents' cells may exist without one. */
  all(): IterableIterator<AgentStanding> {
    return this.#agents.values();
  }

  insert(event: CanonicalEvent): Insertion {
    const standing = this.#of(event.agent!);
    const identity = `${event.source}\u001f${event.id}`;
    const knownHour = standing.hourOf.get(identity);
    if (knownHour !== undefined) {
      const present = standing.hours.get(knownHour)!.events.get(identity)!;
      if (contentOf(present) === contentOf(event)) return { outcome: "duplicate" };
      if (!replaces(event, present)) return { outcome: "conflict", loser: event, changed: false };
      this.#forget(standing, present, identity, knownHour);
      this.#keep(standing, event, identity);
      return { outcome: "conflict", loser: present, changed: true };
    }
    const last = standing.timeline.marks.at(-1);
    this.#keep(standing, event, identity);
    return { outcome: last === undefined || last.time <= event.time ? "appended" : "inserted" };
  }

  #keep(standing: AgentStanding, event: CanonicalEvent, identity: string): void {
    const hour = this.#hour(standing, event.time);
    hour.events.set(identity, event);
    standing.hourOf.set(identity, Math.floor(event.time / HOUR_MS));
    for (const mark of eventMarks(event)) standing.timeline.insert(mark, standing.emit);
    this.#addWrapUp(event, 1);
    this.settle(standing);
  }

  /** A wrap-up that the source reports of the agent, not of a contact, counts as the agent's own. */
  #addWrapUp(event: CanonicalEvent, sign: 1 | -1): void {
    const { state, wrapUpMs } = event.data;
    if (state === "wrapUp" && wrapUpMs !== undefined)
      this.#parts.cells.get(agentCell(event.agent!)).add(event.time, C.wrapUpTime, wrapUpMs, sign);
  }

  #forget(standing: AgentStanding, event: CanonicalEvent, identity: string, hour: number): void {
    standing.hours.get(hour)!.events.delete(identity);
    this.#touch(standing, standing.hours.get(hour)!);
    standing.hourOf.delete(identity);
    for (const mark of eventMarks(event)) standing.timeline.remove(mark, standing.emit);
    this.#addWrapUp(event, -1);
  }

  /** The intervals agents work on a contact changed: marks that are no longer there go, new ones come. */
  busyChanged(contact: string, before: readonly BusyInterval[], after: readonly BusyInterval[]): void {
    const most = Math.max(before.length, after.length);
    for (let index = 0; index < most; index++) {
      const old = before[index];
      const now = after[index];
      if (old !== undefined && now !== undefined && sameInterval(old, now)) continue;
      const key = `${contact}\u001f${index}`;
      const oldMarks = old === undefined ? [] : busyMarks(old, key);
      const newMarks = now === undefined ? [] : busyMarks(now, key);
      if (old !== undefined) {
        const standing = this.#of(old.agent);
        for (const mark of oldMarks)
          if (now?.agent !== old.agent || !newMarks.some((other) => sameMark(mark, other)))
            this.#removeWork(standing, mark);
        this.settle(standing);
      }
      if (now !== undefined) {
        const standing = this.#of(now.agent);
        for (const mark of newMarks)
          if (old?.agent !== now.agent || !oldMarks.some((other) => sameMark(mark, other)))
            this.#insertWork(standing, mark);
        this.settle(standing);
      }
    }
  }

  #insertWork(standing: AgentStanding, mark: Mark): void {
    this.#hour(standing, mark.time).work.set(`${mark.kind}${mark.key}`, mark);
    standing.timeline.insert(mark, standing.emit);
  }

  #removeWork(standing: AgentStanding, mark: Mark): void {
    const hour = standing.hours.get(Math.floor(mark.time / HOUR_MS));
    if (hour === undefined) return;
    hour.work.delete(`${mark.kind}${mark.key}`);
    this.#touch(standing, hour);
    standing.timeline.remove(mark, standing.emit);
  }

  /** Sweeps up to the clock and asks to be called when the next mark is due. */
  settle(standing: AgentStanding): void {
    standing.timeline.advance(this.#parts.context.clock, standing.emit);
    this.#parts.timers.set(standing, standing.timeline.nextAt);
  }

  /** Marks before `time` become each agent's base. */
  prune(time: number): void {
    for (const standing of this.#agents.values()) {
      const before = Math.floor(time / HOUR_MS);
      if (standing.timeline.prune(before * HOUR_MS).length === 0) continue;
      for (const [hour, held] of standing.hours) {
        if (hour >= before) continue;
        for (const identity of held.events.keys()) standing.hourOf.delete(identity);
        if (held.stored) this.#dropped.push(rowKey(this.#parts.context.config.id, ROW, standing.agent, hour));
        standing.hours.delete(hour);
      }
      standing.baseChanged = true;
      this.#touch(standing);
    }
  }

  #of(agent: string): AgentStanding {
    let standing = this.#agents.get(agent);
    if (standing === undefined) {
      standing = new AgentStanding(agent, new AgentTimeline(), this.#emitFor(agent));
      this.#agents.set(agent, standing);
    }
    return standing;
  }

  #emitFor(agent: string): Transition {
    const key = agentCell(agent);
    return (at, left, entered, sign) => {
      if (left !== null) this.present[AGENT_STATES.indexOf(left)]! -= sign;
      if (entered !== null) this.present[AGENT_STATES.indexOf(entered)]! += sign;
      this.changed.add(agent);
      if (this.#restoring) return;
      for (const cell of [this.#parts.cells.get(key), this.#parts.cells.get(AGENTS_CELL)]) {
        if (left !== null) cell.add(at, STATE_COUNTERS[left].net, -1, sign);
        if (entered !== null) cell.add(at, STATE_COUNTERS[entered].net, 1, sign);
      }
    };
  }

  #hour(standing: AgentStanding, time: number): AgentHour {
    const index = Math.floor(time / HOUR_MS);
    let hour = standing.hours.get(index);
    if (hour === undefined) {
      hour = new AgentHour();
      standing.hours.set(index, hour);
    }
    this.#touch(standing, hour);
    return hour;
  }

  #touch(standing: AgentStanding, hour?: AgentHour): void {
    if (hour !== undefined) hour.dirty = true;
    if (standing.dirty) return;
    standing.dirty = true;
    this.#dirty.push(standing);
  }

  drain(sink: RowSink): void {
    const site = this.#parts.context.config.id;
    for (const key of this.#dropped) sink.row(key, null);
    this.#dropped = [];
    for (const standing of this.#dirty) {
      standing.dirty = false;
      if (standing.baseChanged) {
        const { status, since } = standing.timeline.base;
        sink.row(rowKey(site, ROW, standing.agent, BASE), JSON.stringify([status.serialise(), since]));
        standing.baseChanged = false;
      }
      for (const [index, hour] of standing.hours) {
        if (!hour.dirty) continue;
        hour.dirty = false;
        const row: HourRow = [
          [...hour.events.values()].map(eventRow),
          [...hour.work.values()].map(({ time, kind, key }): MarkRow => [time, kind, key]),
        ];
        const empty = row[0].length === 0 && row[1].length === 0;
        if (!empty || hour.stored)
          sink.row(rowKey(site, ROW, standing.agent, index), empty ? null : JSON.stringify(row));
        hour.stored = !empty;
      }
    }
    this.#dirty = [];
  }

  restore(kind: string, parts: readonly string[], value: string): boolean {
    if (kind !== ROW) return false;
    const [agent, hour] = parts as [string, string];
    const standing = this.#of(agent);
    if (hour === BASE) {
      const [status, since] = JSON.parse(value) as [AgentStatusData, number];
      standing.timeline = new AgentTimeline(AgentStatus.parse(status), since);
      return true;
    }
    const [events, work] = JSON.parse(value) as HourRow;
    const held = new AgentHour();
    held.stored = true;
    standing.hours.set(Number(hour), held);
    for (const row of events) {
      const event: CanonicalEvent = eventOfRow(row, this.#parts.context.config.id, null);
      const identity = `${event.source}\u001f${event.id}`;
      held.events.set(identity, { ...event, agent });
      standing.hourOf.set(identity, Number(hour));
    }
    for (const [time, markKind, key] of work)
      held.work.set(`${markKind}${key}`, { time, kind: markKind, queue: null, key });
    return true;
  }

  /** After all rows are back: sweeps what was swept before; the numbers hold it already. */
  restored(): void {
    this.#restoring = true;
    for (const standing of this.#agents.values()) {
      const state = standing.timeline.state;
      if (state !== null) this.present[AGENT_STATES.indexOf(state)]! += 1;
      const marks: Mark[] = [];
      for (const hour of standing.hours.values()) {
        for (const event of hour.events.values()) marks.push(...eventMarks(event));
        marks.push(...hour.work.values());
      }
      for (const mark of marks) standing.timeline.insert(mark, standing.emit);
      this.settle(standing);
      this.changed.add(standing.agent);
    }
    this.#restoring = false;
  }
}

const sameInterval = (a: BusyInterval, b: BusyInterval): boolean =>
  a.agent === b.agent && a.kind === b.kind && a.from === b.from && a.to === b.to;

const sameMark = (a: Mark, b: Mark): boolean => a.time === b.time && a.kind === b.kind && a.key === b.key;
