/**
 * The agents of a site: timelines from their own events and from the segments they work on. State transitions go to the
 * agent's cell and to the cell of all agents; live counts by state follow them.
 */
import {
  AGENT_STATES,
  AgentStatus,
  type AgentStatusData,
  AgentTimeline,
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
import { AgentHour, AgentStanding, hourOf, identityOf } from "./agent-standing.ts";
import { type BusyChange, busyChanges } from "./busy-changes.ts";
import type { CellTable } from "./cell-table.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

const ROW = "a";
/** Hour of the row that holds what marks beyond the horizon amounted to. */
const BASE = "base";
const BASE_FORMAT = 1;

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
    const identity = identityOf(event);
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
    const hour = hourOf(event.time);
    this.#touched(standing).at(hour).events.set(identity, event);
    standing.hourOf.set(identity, hour);
    for (const mark of eventMarks(event)) standing.timeline.insert(mark, standing.emit);
    this.#addWrapUp(event, 1);
    this.settle(standing);
  }

  /** A wrap-up that the source reports of the agent, not of a contact, counts as the agent's own. */
  #addWrapUp(event: CanonicalEvent, sign: 1 | -1): void {
    const { cells } = this.#parts;
    const { state, wrapUpMs } = event.data;
    if (state === "wrapUp" && wrapUpMs !== undefined)
      cells.add(cells.sets.ofLeg(event.agent!, cells.teamOf(event.agent!)), event.time, C.wrapUpTime, wrapUpMs, sign);
  }

  #forget(standing: AgentStanding, event: CanonicalEvent, identity: string, hour: number): void {
    this.#touched(standing).at(hour).events.delete(identity);
    standing.hourOf.delete(identity);
    for (const mark of eventMarks(event)) standing.timeline.remove(mark, standing.emit);
    this.#addWrapUp(event, -1);
  }

  /** The intervals agents work on a contact changed: marks that are no longer there go, new ones come. */
  busyChanged(contact: string, before: readonly BusyInterval[], after: readonly BusyInterval[]): void {
    for (const change of busyChanges(before, after, this.#settledBefore())) this.#applyBusy(contact, change);
  }

  /** Time in state before this moment stands: the marks are gone. */
  #settledBefore(): number {
    return this.#parts.context.log.settledUntil + 1;
  }

  #applyBusy(contact: string, { index, old, now }: BusyChange): void {
    const key = `${contact}\u001f${index}`;
    const sameAgent = old?.agent === now?.agent;
    const oldMarks = old === null ? [] : busyMarks(old, key);
    const newMarks = now === null ? [] : busyMarks(now, key);
    if (old !== null) {
      const standing = this.#of(old.agent);
      for (const mark of oldMarks)
        if (!(sameAgent && newMarks.some((other) => sameMark(mark, other)))) this.#removeWork(standing, mark);
      if (!sameAgent) this.settle(standing);
    }
    if (now !== null) {
      const standing = this.#of(now.agent);
      for (const mark of newMarks)
        if (!(sameAgent && oldMarks.some((other) => sameMark(mark, other)))) this.#insertWork(standing, mark);
      this.settle(standing);
    } else if (old !== null && sameAgent) this.settle(this.#of(old.agent));
  }

  #insertWork(standing: AgentStanding, mark: Mark): void {
    this.#touched(standing).at(hourOf(mark.time)).keep(mark);
    standing.timeline.insert(mark, standing.emit);
  }

  #removeWork(standing: AgentStanding, mark: Mark): void {
    const hour = hourOf(mark.time);
    if (!standing.hours.has(hour)) return;
    this.#touched(standing).at(hour).drop(mark);
    standing.timeline.remove(mark, standing.emit);
  }

  /** Sweeps up to the clock and asks to be called when the next mark is due. */
  settle(standing: AgentStanding): void {
    // What stands was swept, also when the clock was set back behind it.
    const { clock, log } = this.#parts.context;
    standing.timeline.advance(Math.max(clock, log.settledUntil), standing.emit);
    this.#parts.timers.set(standing, standing.timeline.nextAt);
  }

  /** The clock was set back: marks after it have not come yet. */
  setBack(): void {
    const { clock } = this.#parts.context;
    for (const standing of this.#agents.values()) {
      standing.timeline.retreat(clock, standing.emit);
      this.settle(standing);
    }
  }

  /** Marks that are no longer kept become each agent's base. */
  prune(): void {
    const { hour: first } = this.#parts.context.log.kept;
    for (const standing of this.#agents.values()) {
      this.settle(standing);
      const stored = standing.prune(first);
      if (stored === null) continue;
      for (const hour of stored) this.#dropped.push(rowKey(this.#parts.context.config.id, ROW, standing.agent, hour));
      this.#touched(standing);
    }
  }

  #of(agent: string): AgentStanding {
    let standing = this.#agents.get(agent);
    if (standing === undefined) {
      standing = new AgentStanding(agent, this.#emitFor(agent));
      this.#agents.set(agent, standing);
    }
    return standing;
  }

  #emitFor(agent: string): Transition {
    const { cells } = this.#parts;
    return (at, left, entered, sign) => {
      if (left !== null) this.present[AGENT_STATES.indexOf(left)]! -= sign;
      if (entered !== null) this.present[AGENT_STATES.indexOf(entered)]! += sign;
      this.changed.add(agent);
      if (this.#restoring) return;
      const set = cells.sets.ofPresence(agent);
      if (left !== null) cells.add(set, at, STATE_COUNTERS[left].net, -1, sign);
      if (entered !== null) cells.add(set, at, STATE_COUNTERS[entered].net, 1, sign);
    };
  }

  #touched(standing: AgentStanding): AgentStanding {
    if (standing.dirty) return standing;
    standing.dirty = true;
    this.#dirty.push(standing);
    return standing;
  }

  drain(sink: RowSink): void {
    const site = this.#parts.context.config.id;
    for (const key of this.#dropped) sink.row(key, null);
    this.#dropped = [];
    for (const standing of this.#dirty) {
      standing.dirty = false;
      if (standing.baseChanged) {
        const { status, since } = standing.timeline.base;
        sink.row(rowKey(site, ROW, standing.agent, BASE), jsonRow(BASE_FORMAT, [status.serialise(), since]));
        standing.baseChanged = false;
      }
      for (const [index, hour] of standing.hours) {
        if (!hour.dirty) continue;
        hour.dirty = false;
        const empty = hour.isEmpty();
        if (!empty || hour.stored) sink.row(rowKey(site, ROW, standing.agent, index), empty ? null : hour.serialise());
        hour.stored = !empty;
      }
    }
    this.#dirty = [];
  }

  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (kind !== ROW) return false;
    const [agent, hour] = parts as [string, string];
    const standing = this.#of(agent);
    if (hour === BASE) {
      const [status, since] = rowJson<[AgentStatusData, number]>(BASE_FORMAT, value);
      standing.timeline = new AgentTimeline(AgentStatus.parse(status), since);
      return true;
    }
    const held = AgentHour.parse(value, this.#parts.context.config.id);
    standing.hours.set(Number(hour), held);
    for (const identity of held.events.keys()) standing.hourOf.set(identity, Number(hour));
    return true;
  }

  /** After all rows are back: sweeps what was swept before; the numbers hold it already. */
  restored(): void {
    this.#restoring = true;
    for (const standing of this.#agents.values()) {
      const state = standing.timeline.state;
      if (state !== null) this.present[AGENT_STATES.indexOf(state)]! += 1;
      for (const hour of standing.hours.values())
        for (const mark of hour.marks()) standing.timeline.insert(mark, standing.emit);
      this.settle(standing);
      this.changed.add(standing.agent);
    }
    this.#restoring = false;
  }
}

const sameMark = (a: Mark, b: Mark): boolean => a.time === b.time && a.kind === b.kind && a.key === b.key;
