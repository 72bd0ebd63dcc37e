/**
 * Who is late and who is next, over all channels, each in its own clock: calls of a queue together, for their promise is too short for a row each;
 * chats and mails one by one where they may be seen, else their queue. Where a queue has opening hours the program says who is late: nobody here
 * knows its calendar. Order: late ones by wait ÷ threshold, then those who are late soonest.
 */
import type { WaitingRow } from "@floorwalker/protocol";
import type { QueueLine } from "./queue-line.ts";

export interface LateItem {
  readonly id: string;
  readonly line: QueueLine;
  /** Of a chat or mail; null: of the queue's calls, or nobody may see who it is. */
  readonly contact: string | null;
  /** How many wait, of whom so many are late or so many are not. */
  readonly count: number;
  readonly late: boolean;
  /** Since when the one waiting longest waits, epoch ms. */
  readonly since: number;
  /** When that one is late, or was; null: nobody knows. */
  readonly lateAt: number | null;
  /** Of the threshold, 1 when late; null: in business time. */
  readonly spent: number | null;
}

/** `waiting`: who waits, as far as that may be seen. */
export function nextLate(lines: readonly QueueLine[], waiting: readonly WaitingRow[], now: number): LateItem[] {
  const items = shownOf(lines).flatMap((line) => {
    const contacts = oneByOne(line, waiting);
    return contacts.length === 0 ? ofQueue(line, now) : contacts.map((each) => ofContact(line, each, now));
  });
  const urgency = (item: LateItem): number => wait(item, now) / item.line.row.thresholdSeconds;
  const dueAt = ({ lateAt }: LateItem): number => lateAt ?? Number.POSITIVE_INFINITY;
  return items.sort(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      (a.late ? urgency(b) - urgency(a) : dueAt(a) - dueAt(b)) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** How many chats and mails wait beside those that are shown one by one. */
export function notShown(lines: readonly QueueLine[], waiting: readonly WaitingRow[]): number {
  const beyond = shownOf(lines).map((line) => {
    const contacts = oneByOne(line, waiting);
    return contacts.length === 0 ? 0 : Math.max(0, line.row.waiting - contacts.length);
  });
  return beyond.reduce((sum, count) => sum + count, 0);
}

const shownOf = (lines: readonly QueueLine[]): readonly QueueLine[] =>
  lines.filter(({ state, row }) => state !== "closed" && state !== "stale" && row.waiting > 0);

const oneByOne = ({ row }: QueueLine, waiting: readonly WaitingRow[]): readonly WaitingRow[] =>
  row.channel === "call" ? [] : waiting.filter(({ queue, channel }) => queue === row.queue && channel === row.channel);

const wait = ({ since }: LateItem, now: number): number => Math.max(0, now - since) / 1000;

function ofQueue(line: QueueLine, now: number): LateItem[] {
  const { row } = line;
  if (row.oldestQueuedAt === null) return [];
  const late = row.waitingPastThreshold > 0;
  const count = late ? row.waitingPastThreshold : row.waiting;
  const lateAt = row.open === null ? row.oldestQueuedAt + row.thresholdSeconds * 1000 : null;
  return [itemOf(line, { contact: null, count, late, since: row.oldestQueuedAt, lateAt }, now)];
}

const ofContact = (line: QueueLine, { contact, queuedAt, dueAt, pastThreshold }: WaitingRow, now: number): LateItem =>
  itemOf(
    line,
    { contact, count: 1, late: isLate(line, dueAt, pastThreshold, now), since: queuedAt, lateAt: dueAt },
    now,
  );

/** A promise in calendar time is broken to the second; of another one the program tells. */
export const isLate = (
  { row }: Pick<QueueLine, "row">,
  dueAt: number | null,
  pastThreshold: boolean,
  now: number,
): boolean => pastThreshold || (row.open === null && dueAt !== null && now > dueAt);

function itemOf(line: QueueLine, of: Omit<LateItem, "id" | "line" | "spent">, now: number): LateItem {
  const { row } = line;
  const spent = row.open === null ? Math.min(1, Math.max(0, now - of.since) / 1000 / row.thresholdSeconds) : null;
  return { id: `${row.id} ${of.contact ?? ""}`, line, ...of, spent: of.late ? 1 : spent };
}
