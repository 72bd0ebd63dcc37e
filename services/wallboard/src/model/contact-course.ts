/** A contact's stays as stretches of time: how long it waited, was handled and was finished with, and over what it spans as a whole. */
import { type ExplainedContact, queuedTime } from "../answers/explained-contact.ts";

export interface StayPart {
  readonly kind: "waiting" | "talking" | "wrapUp";
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export interface Course {
  readonly from: number;
  readonly to: number;
  /** It is not over. */
  readonly open: boolean;
}

const timeOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** What goes on goes on until now; a wrap-up follows the end. */
export function stayParts(stay: ExplainedContact, now: number): StayPart[] {
  const queued = queuedTime(stay);
  if (queued === null) return [];
  const came = stay.outcome === "waiting" ? null : timeOf(stay.outcomeAt);
  const parts: StayPart[] = [{ kind: "waiting", from: queued, to: came ?? Math.max(queued, now) }];
  if (came === null || stay.outcome !== "answered") return parts;
  const ended = timeOf(stay.endedAt) ?? Math.max(came, now);
  parts.push({ kind: "talking", from: came, to: ended });
  if (stay.wrapUpSeconds !== null && stay.wrapUpSeconds > 0)
    parts.push({ kind: "wrapUp", from: ended, to: ended + stay.wrapUpSeconds * 1000 });
  return parts;
}

/** Null: none of it is known. */
export function contactCourse(stays: readonly ExplainedContact[], now: number): Course | null {
  const parts = stays.flatMap((stay) => stayParts(stay, now));
  if (parts.length === 0) return null;
  const open = stays.some(
    ({ outcome, endedAt }) => outcome === "waiting" || (outcome === "answered" && endedAt === null),
  );
  return { from: Math.min(...parts.map(({ from }) => from)), to: Math.max(...parts.map(({ to }) => to)), open };
}

export interface CourseEvent {
  readonly at: number;
  readonly kind: "queued" | "missed" | "answered" | "left" | "ended" | "wrapUpOver";
  readonly stay: ExplainedContact;
}

/** Oldest first. Of calls the moment of a miss is its threshold; of others it is only known where they run by the calendar, so it is left out. */
export function courseEvents(stays: readonly ExplainedContact[]): CourseEvent[] {
  const inOrder = stays.toSorted((a, b) => (queuedTime(a) ?? 0) - (queuedTime(b) ?? 0));
  const events = inOrder.flatMap((stay): CourseEvent[] => {
    const [queued, came, ended] = [queuedTime(stay), timeOf(stay.outcomeAt), timeOf(stay.endedAt)];
    const { outcome, waitSeconds, thresholdSeconds, wrapUpSeconds, channel } = stay;
    const found: CourseEvent[] = [];
    if (queued !== null) found.push({ at: queued, kind: "queued", stay });
    if (queued !== null && channel === "call" && waitSeconds !== null && waitSeconds > thresholdSeconds)
      found.push({ at: queued + thresholdSeconds * 1000, kind: "missed", stay });
    if (came !== null && outcome !== "waiting")
      found.push({ at: came, kind: outcome === "answered" ? "answered" : "left", stay });
    if (ended !== null && outcome === "answered") found.push({ at: ended, kind: "ended", stay });
    if (ended !== null && outcome === "answered" && wrapUpSeconds !== null && wrapUpSeconds > 0)
      found.push({ at: ended + wrapUpSeconds * 1000, kind: "wrapUpOver", stay });
    return found;
  });
  return events.sort((a, b) => a.at - b.at);
}
