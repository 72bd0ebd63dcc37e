/**
 * View rows as they are committed: bytes, the first of which names the format. Rows of numbers hold vectors (`window-vectors.ts`) and
 * what is true now; a reader makes the fields of them that a board is sent (`view-row.ts`). A row that is rare is JSON.
 */
import type { DepartmentConfig, Live } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";

/** Counted up for all view rows together; a number is never used again for something else. Without one: JSON of a program before fold 3's vectors. */
export const VIEW_FORMAT = {
  json: 1,
  team: 7,
  agent: 16,
  reason: 9,
  site: 10,
  queue: 14,
  agentQueue: 12,
  survey: 13,
  waiting: 17,
} as const;

type AgentsByState = NonNullable<Live["agents"]>;

export type FieldValue = string | number | boolean | null;

/** Flat: differences are by field. Id and kind never change. */
export type ViewRow = Readonly<Record<string, FieldValue>> & { readonly id: string; readonly kind: string };

export function writeOptional(writer: ByteWriter, text: string | null): void {
  writer.byte(text === null ? 0 : 1);
  if (text !== null) writer.text(text);
}

export const readOptional = (reader: ByteReader): string | null => (reader.byte() === 0 ? null : reader.text());

/** What a row is a part of comes first, so that whoever groups rows reads nothing else. Null: of nothing. */
export function writeDepartment(writer: ByteWriter, department: DepartmentConfig | null): void {
  writeOptional(writer, department?.department ?? null);
  if (department !== null) writeOptional(writer, department.title === department.department ? null : department.title);
}

/** Its title; null: it is a part of none. */
export function readDepartment(reader: ByteReader): { readonly department: string; readonly title: string } | null {
  const department = readOptional(reader);
  return department === null ? null : { department, title: readOptional(reader) ?? department };
}

/** Told from another time that lies near it, mostly after it. */
export function writeTime(writer: ByteWriter, time: number | null, from: number): void {
  if (time === null) writer.unsigned(0);
  else writer.unsigned(time <= from ? 1 + 2 * (from - time) : 2 * (time - from));
}

export function readTime(reader: ByteReader, from: number): number | null {
  const told = reader.unsigned();
  if (told === 0) return null;
  return told % 2 === 1 ? from - (told - 1) / 2 : from + told / 2;
}

export const writeAgents = (writer: ByteWriter, { idle, onContact, wrapUp, paused }: AgentsByState): void => {
  for (const count of [idle, onContact, wrapUp, paused]) writer.unsigned(count);
};

export function readAgents(reader: ByteReader): AgentsByState {
  const state = (): number => reader.unsigned();
  return { idle: state(), onContact: state(), wrapUp: state(), paused: state() };
}

/** The fields of a board. */
export const agentFields = ({ idle, onContact, wrapUp, paused }: AgentsByState): Readonly<Record<string, number>> => ({
  agentsIdle: idle,
  agentsOnContact: onContact,
  agentsWrapUp: wrapUp,
  agentsPaused: paused,
  agentsSignedIn: idle + onContact + wrapUp + paused,
});

/** Who waits, as of `now`; agents, where there are any to tell of. */
export function writeLive(
  writer: ByteWriter,
  { now, waiting, waitingPastThreshold, oldestQueuedAt, agents }: Live,
): void {
  writer.signed(now);
  writer.unsigned(waiting);
  writer.unsigned(waitingPastThreshold);
  writeTime(writer, oldestQueuedAt, now);
  if (agents !== null) writeAgents(writer, agents);
}

export function readLive(reader: ByteReader, withAgents: boolean): Live {
  const now = reader.signed();
  const waiting = reader.unsigned();
  const waitingPastThreshold = reader.unsigned();
  const oldestQueuedAt = readTime(reader, now);
  const agents = withAgents ? readAgents(reader) : null;
  return { now, waiting, waitingPastThreshold, oldestQueuedAt, agents };
}
