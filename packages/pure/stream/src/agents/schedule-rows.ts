/** A day of an agent's schedule as a row: the events that told of it, and what of each counts. Its bytes follow from what it says. */
import type { CanonicalEvent, EventData } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import type { ScheduleEntry } from "./agent-schedule.ts";

const FORMAT = 1;

/** Null: from ever on. */
type EntryRow = readonly [
  source: string,
  id: string,
  time: number,
  recordedTime: number | null,
  sequence: number | null,
  queue: string | null,
  agent: string,
  data: readonly (readonly [name: string, value: unknown])[],
  from: number | null,
  to: number | null,
  remnant: 0 | 1,
];

export const scheduleRow = (entries: readonly ScheduleEntry[]): Uint8Array =>
  jsonRow(
    FORMAT,
    entries.map(({ event, from, to, remnant }): EntryRow => {
      const { source, id, time, recordedTime, sequence = null, queue, agent } = event;
      const data = Object.entries(event.data).sort(([a], [b]) => (a < b ? -1 : 1));
      return [source, id, time, recordedTime, sequence, queue, agent!, data, finite(from), finite(to), remnant ? 1 : 0];
    }),
  );

/** @throws RangeError of a format that nobody knows. */
export const scheduleOfRow = (site: string, row: Uint8Array): readonly ScheduleEntry[] =>
  rowJson<readonly EntryRow[]>(FORMAT, row).map(
    ([source, id, time, recordedTime, sequence, queue, agent, data, from, to, remnant]) => {
      const event: CanonicalEvent = {
        id,
        source,
        type: "cc.agent.scheduled",
        time,
        recordedTime,
        site,
        channel: null,
        contact: null,
        segment: null,
        queue,
        agent,
        ...(sequence === null ? {} : { sequence }),
        data: Object.fromEntries(data) as EventData,
      };
      return { event, from: from ?? NEVER, to: to ?? NEVER, remnant: remnant === 1 };
    },
  );

const NEVER = Number.NEGATIVE_INFINITY;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
