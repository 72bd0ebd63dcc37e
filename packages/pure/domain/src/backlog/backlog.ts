/**
 * Who waits, by how long and by how long there still is until the promise is broken: in which part one segment is. Laws: each is in
 * exactly one part of either group; who is overdue is who waits past the threshold.
 */
import type { BacklogBounds } from "./backlog-bounds.ts";

export const AGE_PARTS = ["backlogAge1", "backlogAge2", "backlogAge3", "backlogAge4"] as const;
export const DUE_PARTS = ["backlogOverdue", "backlogDue1", "backlogDue2", "backlogDue3"] as const;
export const BACKLOG_PARTS = [...AGE_PARTS, ...DUE_PARTS] as const;

export type BacklogPart = (typeof BACKLOG_PARTS)[number];
export type BacklogCounts = Readonly<Record<BacklogPart, number>>;

export const isBacklogPart = (part: string): part is BacklogPart => (BACKLOG_PARTS as readonly string[]).includes(part);

/** `age`: how long it has waited in the time of its policy, ms. */
export const agePart = (age: number, { agesMs }: BacklogBounds): BacklogPart =>
  AGE_PARTS[agesMs.filter((bound) => age > bound).length]!;

export function duePart(age: number, thresholdMs: number, { dueMs }: BacklogBounds): BacklogPart {
  if (age > thresholdMs) return "backlogOverdue";
  const left = thresholdMs - age;
  return DUE_PARTS[1 + dueMs.filter((bound) => left > bound).length]!;
}
