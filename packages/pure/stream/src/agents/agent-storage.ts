/** Agents in the store: which of their rows changed, and their marks back from the rows. */
import { NOBODY, SIGNED_OUT } from "@floorwalker/domain";
import { ByteWriter } from "../columns/byte-writer.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import { type AgentHour, hourOf, QUARTER_MS } from "./agent-hours.ts";
import { AgentRows } from "./agent-rows.ts";
import type { AgentStanding } from "./agent-standing.ts";
import type { MarkBytes } from "./mark-bytes.ts";
import { scheduleOfRow, scheduleRow } from "./schedule-rows.ts";

export const AGENT_ROW = "a";
/** In place of a quarter: what the marks that are no longer kept amounted to. */
const BASE = "base";
/** Before the day since 1970 of what was scheduled, in place of a quarter. */
const SCHEDULE = "scheduled ";
const QUARTERS = 4;

/** Of a row's key, behind its kind: it is a quarter's of an hour. */
export const isQuarter = ([, quarter]: readonly string[]): boolean =>
  quarter !== undefined && quarter !== BASE && !quarter.startsWith(SCHEDULE);

type Row = readonly [quarter: number, value: Uint8Array];

export class AgentStorage {
  readonly #site: string;
  readonly #rows: AgentRows;
  readonly #marks = new ByteWriter();
  #dirty: AgentStanding[] = [];
  #dropped: string[] = [];
  /** Rows read so far, by agent. */
  readonly #restoring = new Map<string, Row[]>();

  constructor(bytes: MarkBytes, site: string) {
    this.#site = site;
    this.#rows = new AgentRows(bytes);
  }

  touch(standing: AgentStanding): void {
    if (!standing.dirty) this.#dirty.push(standing);
    standing.dirty = true;
  }

  dropHours({ agent }: AgentStanding, hours: readonly AgentHour[]): void {
    for (const { hour, stored } of hours)
      for (let quarter = 0; quarter < QUARTERS; quarter++)
        if (stored & (1 << quarter)) this.#dropped.push(this.#key(agent, hour * QUARTERS + quarter));
  }

  /** All that is stored of one who is no longer in the table. */
  dropAll(standing: AgentStanding): void {
    standing.dirty = false;
    this.dropHours(standing, standing.hours.hours);
    if (standing.baseStored) this.#dropped.push(this.#key(standing.agent, BASE));
    for (const day of standing.scheduleStored) this.#dropped.push(this.#key(standing.agent, SCHEDULE + day));
  }

  drain(sink: RowSink): void {
    for (const key of this.#dropped) sink.row(key, null);
    this.#dropped = [];
    for (const standing of this.#dirty) if (standing.dirty) this.#drainOne(standing, sink);
    this.#dirty = [];
  }

  #drainOne(standing: AgentStanding, sink: RowSink): void {
    standing.dirty = false;
    if (standing.baseChanged) this.#drainBase(standing, sink);
    if (standing.schedule.changedDays.size > 0) this.#drainSchedule(standing, sink);
    for (const hour of standing.hours.hours) {
      for (let index = 0; hour.dirty >> index > 0; index++) {
        const bit = 1 << index;
        if (!(hour.dirty & bit)) continue;
        const quarter = hour.hour * QUARTERS + index;
        const row = this.#rows.quarter(hour, quarter);
        if (row !== null || hour.stored & bit) sink.row(this.#key(standing.agent, quarter), row);
        hour.stored = row === null ? hour.stored & ~bit : hour.stored | bit;
      }
      hour.dirty = 0;
    }
    standing.hours.forgetEmpty();
  }

  #drainBase(standing: AgentStanding, sink: RowSink): void {
    const { agent, base, baseCode } = standing;
    const blank = (base === null || base.isBlank) && baseCode === SIGNED_OUT;
    if (!blank || standing.baseStored)
      sink.row(this.#key(agent, BASE), blank ? null : this.#rows.base(base ?? NOBODY, baseCode));
    standing.baseStored = !blank;
    standing.baseChanged = false;
  }

  #drainSchedule({ agent, schedule, scheduleStored }: AgentStanding, sink: RowSink): void {
    for (const day of schedule.changedDays) {
      const entries = schedule.entriesOf(day);
      if (entries.length > 0 || scheduleStored.has(day))
        sink.row(this.#key(agent, SCHEDULE + day), entries.length === 0 ? null : scheduleRow(entries));
      if (entries.length === 0) scheduleStored.delete(day);
      else scheduleStored.add(day);
    }
    schedule.changedDays.clear();
  }

  /** A row of an agent's: his base is taken, a quarter is kept until all are there. */
  collect(standing: AgentStanding, quarter: string, value: Uint8Array): void {
    if (quarter === BASE) {
      const { status, code } = this.#rows.restoreBase(value);
      standing.base = status;
      standing.baseCode = code;
      standing.baseStored = true;
      return;
    }
    if (quarter.startsWith(SCHEDULE)) {
      standing.scheduleStored.add(Number(quarter.slice(SCHEDULE.length)));
      for (const entry of scheduleOfRow(this.#site, value)) standing.schedule.put(entry);
      standing.schedule.changedDays.clear();
      return;
    }
    const rows = this.#restoring.get(standing.agent) ?? [];
    rows.push([Number(quarter), value]);
    this.#restoring.set(standing.agent, rows);
  }

  /** His marks, of all the rows that were collected. */
  restore(standing: AgentStanding): void {
    const rows = this.#restoring.get(standing.agent) ?? [];
    this.#restoring.delete(standing.agent);
    rows.sort(([a], [b]) => a - b);
    for (let first = 0; first < rows.length; ) first = this.#restoreHour(standing, rows, first);
  }

  /** The rows of one hour, from `first` on; returns where the next hour's begin. */
  #restoreHour(standing: AgentStanding, rows: readonly Row[], first: number): number {
    const hour = standing.hours.at(hourOf(rows[first]![0] * QUARTER_MS));
    let last = hour.hour * QUARTERS * QUARTER_MS;
    let next = first;
    this.#marks.clear();
    for (; next < rows.length && hourOf(rows[next]![0] * QUARTER_MS) === hour.hour; next++) {
      const [quarter, row] = rows[next]!;
      last = this.#rows.restore(row, quarter, last, this.#marks);
      hour.stored |= 1 << (quarter - hour.hour * QUARTERS);
    }
    standing.hours.put(hour, this.#marks);
    return next;
  }

  #key(agent: string, quarter: number | string): string {
    return rowKey(this.#site, AGENT_ROW, agent, quarter);
  }
}
