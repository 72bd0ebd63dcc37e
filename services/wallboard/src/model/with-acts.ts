/**
 * Alerts as they will be once what was done here has come back: shown at once, because it can be taken back, and for a few seconds only.
 * As soon as the row knows of it the row is the truth, also when somebody else was first.
 */
import type { AlertRow } from "@floorwalker/protocol";
import { doneWith, notesOf } from "./handled.ts";

export const VERBS = ["acknowledge", "snooze", "hand-over", "note"] as const;
export type Verb = (typeof VERBS)[number];

export interface Act {
  /** Of one press of a button: sent again it is the same. */
  readonly key: string;
  readonly verb: Verb;
  /** Row and episode that were meant. */
  readonly row: string;
  readonly since: number;
  /** What the alert is about, for whoever did it. */
  readonly what: string;
  /** Server time, epoch ms. */
  readonly at: number;
  readonly by: string;
  /** The gateway has to be told who: nobody has signed in. */
  readonly named: boolean;
  readonly to?: string;
  readonly until?: number;
  readonly text?: string;
  /** As the gateway called it; null: it has not answered. */
  readonly action: string | null;
  readonly state: "done" | "takenBack" | "refused";
  /** Why it was not done. */
  readonly refusal: string | null;
}

/** What has not come back after so long will not. */
export const AHEAD_MS = 5_000;

export function withActs(alerts: readonly AlertRow[], acts: readonly Act[], now: number): readonly AlertRow[] {
  const ahead = acts.filter(({ state, at }) => state === "done" && now - at < AHEAD_MS);
  if (ahead.length === 0) return alerts;
  return alerts.map((row) => ahead.filter((act) => isOf(act, row) && !isTold(act, row)).reduce(after, row));
}

export const isOf = ({ row, since }: Act, alert: AlertRow): boolean => row === alert.id && since === alert.since;

/** The owner of the site has counted it. */
export const isTold = ({ action }: Act, row: AlertRow): boolean => action !== null && doneWith(row).includes(action);

function after(row: AlertRow, { verb, by, at, to = by, until, text = "" }: Act): AlertRow {
  switch (verb) {
    case "acknowledge":
      return row.owner === null ? { ...row, owner: by, ownedSince: at } : row;
    case "hand-over":
      return { ...row, owner: to, ownedSince: at };
    case "snooze":
      return { ...row, snoozedUntil: until ?? null, snoozedBy: by };
    case "note":
      return { ...row, notes: JSON.stringify([...notesOf(row), { by, at, text }]) };
  }
}
