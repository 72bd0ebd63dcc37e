/**
 * What needs a person now, across calls, chats and mails, each in its own clock. Calls are grouped by queue: their promise is too short for a card
 * per caller. Chats come in at half their threshold, mails ten minutes before they are due. Of a queue that runs in business time nobody here
 * knows when the one who waits is late: it comes in when the program says that he is. Order: breaches, late ones by longest ÷ threshold, then
 * who is late next, then sources that are silent.
 */
import type { SourceRow } from "@floorwalker/protocol";
import type { KpiAlertItem } from "./alert-items.ts";
import type { QueueLine } from "./queue-line.ts";

export type ActNowItem = QueueItem | SourceItem;

export interface QueueItem {
  readonly about: "queue";
  readonly id: string;
  readonly kind: "breach" | "late" | "next";
  readonly line: QueueLine;
  readonly alert: KpiAlertItem | null;
  /** When the one waiting longest is late, or was, epoch ms; null: not known, or nobody waits. */
  readonly lateAt: number | null;
  /** 0–1 of the way there, 1 when late. */
  readonly spent: number;
}

export interface SourceItem {
  readonly about: "source";
  readonly id: string;
  readonly source: SourceRow;
}

const MAIL_NOTICE_MS = 600_000;
const RANK = { breach: 0, late: 1, next: 2 } as const;

export function actNow(lines: readonly QueueLine[], sources: readonly SourceRow[], now: number): ActNowItem[] {
  const queues = lines.flatMap((line) => queueItem(line, now) ?? []);
  queues.sort(
    (a, b) =>
      RANK[a.kind] - RANK[b.kind] || b.line.waitInThresholds - a.line.waitInThresholds || (a.id < b.id ? -1 : 1),
  );
  const silent = sources
    .filter(({ silentSince }) => silentSince !== null)
    .map((source): SourceItem => ({ about: "source", id: source.id, source }));
  return [...queues, ...silent];
}

function queueItem(line: QueueLine, now: number): QueueItem | null {
  const { row, state, alert, heldAt } = line;
  if (state === "closed" || state === "stale") return null;
  const lateAt =
    row.open === null && row.oldestQueuedAt !== null ? row.oldestQueuedAt + row.thresholdSeconds * 1000 : null;
  const kind =
    state === "breach"
      ? "breach"
      : row.waitingPastThreshold > 0
        ? "late"
        : isNext(line, lateAt, heldAt ?? now)
          ? "next"
          : null;
  if (kind === null) return null;
  const spent = kind === "late" || lateAt === null ? 1 : Math.min(1, line.waitInThresholds);
  return { about: "queue", id: row.id, kind, line, alert, lateAt, spent };
}

function isNext({ row, waitInThresholds }: QueueLine, lateAt: number | null, now: number): boolean {
  if (lateAt === null) return false;
  if (row.channel === "chat") return waitInThresholds >= 0.5;
  return row.channel === "email" && lateAt - now <= Math.min(MAIL_NOTICE_MS, row.thresholdSeconds * 50);
}
