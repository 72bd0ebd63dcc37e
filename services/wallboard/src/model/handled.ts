/** Where an alert stands for people: firing with nobody's name on it, somebody's, or heard of by nobody for a while. */
import type { AlertRow } from "@floorwalker/protocol";

/** In the order in which a list tells them. */
export const HANDLED_STATES = ["firing", "acknowledged", "muted", "pending", "resolved"] as const;
export type HandledState = (typeof HANDLED_STATES)[number];

type Handled = Pick<AlertRow, "state" | "owner" | "snoozedUntil">;

export const isMuted = ({ snoozedUntil }: Pick<AlertRow, "snoozedUntil">, now: number): boolean =>
  snoozedUntil !== null && snoozedUntil > now;

export function handledState(alert: Handled, now: number): HandledState {
  if (alert.state !== "firing") return alert.state;
  if (isMuted(alert, now)) return "muted";
  return alert.owner === null ? "firing" : "acknowledged";
}

/** What somebody said of it. */
export interface Note {
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

export const notesOf = ({ notes }: Pick<AlertRow, "notes">): readonly Note[] => read<Note>(notes);

/** An episode that is over. */
export interface PastEpisode {
  readonly since: number;
  readonly at: number;
  readonly worst: number | null;
  readonly owner: string | null;
}

/** The newest first; of one that is over the first is itself. */
export const pastOf = ({ past }: Pick<AlertRow, "past">): readonly PastEpisode[] => read<PastEpisode>(past);

/** Ids of what was done with it of late, as its owner counted it. */
export const doneWith = ({ undoable }: Pick<AlertRow, "undoable">): readonly string[] =>
  read<{ readonly id: string }>(undoable).map(({ id }) => id);

/** A gateway of another version may tell less, or nothing that can be read. */
function read<T>(text: string | null | undefined): readonly T[] {
  if (text === null || text === undefined) return [];
  try {
    const told: unknown = JSON.parse(text);
    return Array.isArray(told) ? (told as T[]) : [];
  } catch {
    return [];
  }
}
