/**
 * Who is late and who is next, over all channels, each in its own clock: calls of a queue together, for their promise is too short for a row each;
 * chats and mails one by one where they may be seen, else their queue. Of a queue in business time nobody here knows when somebody will be late:
 * the program says when he is. Order: late ones by wait ÷ threshold, then those who are late soonest.
 */
import type { ExplainedContact } from "../answers/explained-contact.ts";
import { queuedTime } from "../answers/explained-contact.ts";
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
  /** When that one is late, or was; null: in business time. */
  readonly lateAt: number | null;
  /** Of the threshold, 1 when late; null: in business time. */
  readonly spent: number | null;
}

/** `contacts`: who waits on other channels than calls; null: they may not be seen. */
export function nextLate(
  lines: readonly QueueLine[],
  contacts: readonly ExplainedContact[] | null,
  now: number,
): LateItem[] {
  const shown = lines.filter(({ state, row }) => state !== "closed" && state !== "stale" && row.waiting > 0);
  const items = shown.flatMap((line) =>
    line.row.channel === "call" || contacts === null ? ofQueue(line, now) : ofContacts(line, contacts, now),
  );
  const urgency = (item: LateItem): number => wait(item, now) / item.line.row.thresholdSeconds;
  const dueAt = ({ lateAt }: LateItem): number => lateAt ?? Number.POSITIVE_INFINITY;
  return items.sort(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      (a.late ? urgency(b) - urgency(a) : dueAt(a) - dueAt(b)) ||
      (a.id < b.id ? -1 : 1),
  );
}

const wait = ({ since }: LateItem, now: number): number => Math.max(0, now - since) / 1000;

function ofQueue(line: QueueLine, now: number): LateItem[] {
  const { row } = line;
  if (row.oldestQueuedAt === null) return [];
  const late = row.waitingPastThreshold > 0;
  const count = late ? row.waitingPastThreshold : row.waiting;
  return [itemOf(line, { contact: null, count, late, since: row.oldestQueuedAt }, now)];
}

function ofContacts(line: QueueLine, contacts: readonly ExplainedContact[], now: number): LateItem[] {
  const { queue, channel } = line.row;
  return contacts.flatMap((each) => {
    const since = queuedTime(each);
    if (each.queue !== queue || each.channel !== channel || since === null) return [];
    const late = line.row.open === null ? now - since > line.row.thresholdSeconds * 1000 : each.inTime === false;
    return [itemOf(line, { contact: each.contact, count: 1, late, since }, now)];
  });
}

function itemOf(line: QueueLine, of: Pick<LateItem, "contact" | "count" | "late" | "since">, now: number): LateItem {
  const { row } = line;
  const lateAt = row.open === null ? of.since + row.thresholdSeconds * 1000 : null;
  const spent = of.late
    ? 1
    : lateAt === null
      ? null
      : Math.min(1, Math.max(0, now - of.since) / 1000 / row.thresholdSeconds);
  return { id: `${row.id} ${of.contact ?? ""}`, line, ...of, lateAt, spent };
}
