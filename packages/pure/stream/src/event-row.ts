/** Events of a contact or agent as they are stored: arrays without names; the row's key holds site and contact (or agent). */
import type { CanonicalEvent, Channel, EventData, EventType } from "@floorwalker/domain";

export type EventRow = readonly [...Unordered, sequence?: number];

type Unordered = readonly [
  id: string,
  source: string,
  type: string,
  time: number,
  recordedTime: number | null,
  channel: string | null,
  segment: string | null,
  queue: string | null,
  agent: string | null,
  data: EventData | 0,
];

export function eventRow(event: CanonicalEvent): EventRow {
  const row: Unordered = [
    event.id,
    event.source,
    event.type.slice(3),
    event.time,
    event.recordedTime,
    event.channel,
    event.segment,
    event.queue,
    event.agent,
    Object.keys(event.data).length === 0 ? 0 : event.data,
  ];
  return event.sequence === undefined ? row : [...row, event.sequence];
}

export function eventOfRow(row: EventRow, site: string, contact: string | null): CanonicalEvent {
  const [id, source, type, time, recordedTime, channel, segment, queue, agent, data, sequence] = row;
  return {
    id,
    source,
    type: `cc.${type}` as EventType,
    time,
    recordedTime,
    site,
    channel: channel as Channel | null,
    contact,
    segment,
    queue,
    agent,
    ...(sequence === undefined ? {} : { sequence }),
    data: data === 0 ? {} : data,
  };
}
