/**
 * What people made of one episode of an alert, folded from what they did. Laws: the order in which it comes makes no difference, what
 * comes twice counts once, and what is taken back within ten seconds, by who did it, has not been.
 */
import type { OperatorEvent } from "./operator-event.ts";

/** Of an operator's event, what its alert keeps. */
export type Action = Omit<OperatorEvent, "site" | "alert" | "episode">;

export interface Note {
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

export interface Handling {
  /** Who has it; null: nobody. */
  readonly owner: string | null;
  readonly ownedSince: number | null;
  /** Null: it was not, or that was taken back. It may lie in the past. */
  readonly snoozedUntil: number | null;
  readonly snoozedBy: string | null;
  readonly snoozedSince: number | null;
  readonly notes: readonly Note[];
}

export const UNDO_MS = 10_000;

/** More are not done within the time in which one can be undone. */
const UNDOABLE = 5;

/** Of one episode; more are not taken. */
export const MOST_ACTIONS = 100;

/** Of those, notes: whatever is said, somebody can still take it. */
export const MOST_NOTES = 80;

export const UNHANDLED: Handling = {
  owner: null,
  ownedSince: null,
  snoozedUntil: null,
  snoozedBy: null,
  snoozedSince: null,
  notes: [],
};

export type Taken = "taken" | "duplicate" | "full";

/** Whether it is one more, and those then are. */
export function withAction(actions: readonly Action[], action: Action): readonly [Taken, readonly Action[]] {
  if (actions.some(({ id }) => id === action.id)) return ["duplicate", actions];
  // One place is always left to take the last thing back.
  if (actions.length >= MOST_ACTIONS + (action.undoes === undefined ? 0 : 1)) return ["full", actions];
  if (isNote(action) && actions.filter(isNote).length >= MOST_NOTES) return ["full", actions];
  return ["taken", [...actions, action].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))];
}

const isNote = ({ type }: Action): boolean => type === "cc.operator.noted";

export function handlingOf(actions: readonly Action[]): Handling {
  let handling = UNHANDLED;
  for (const action of standing(actions)) handling = after(handling, action);
  return handling;
}

/** What goes on into the next episode: who asked not to hear of it until then meant that one too. */
export const goesOn = (actions: readonly Action[], now: number): readonly Action[] =>
  standing(actions).filter(({ until }) => until !== undefined && until > now);

/** What was done last and could still be taken back, where it is not too late; the newest last. */
export const undoable = (actions: readonly Action[]): readonly Pick<Action, "id" | "by" | "time">[] =>
  standing(actions)
    .slice(-UNDOABLE)
    .map(({ id, by, time }) => ({ id, by, time }));

/** When somebody had it first; null: nobody had it. `actions`: that were not taken back. */
export const ownedFrom = (actions: readonly Action[]): number | null =>
  actions.find(({ type }) => type === "cc.operator.acknowledged" || type === "cc.operator.handedOver")?.time ?? null;

/** Those that were not taken back. */
export function standing(actions: readonly Action[]): readonly Action[] {
  const undone = new Set<string>();
  for (const { undoes, by, time } of actions) {
    const meant = actions.find(({ id }) => id === undoes);
    if (meant !== undefined && meant.undoes === undefined && canUndo(meant, by, time)) undone.add(meant.id);
  }
  return actions.filter(({ id, undoes }) => undoes === undefined && !undone.has(id));
}

export const canUndo = (action: Pick<Action, "by" | "time">, by: string, now: number): boolean =>
  action.by === by && now >= action.time && now - action.time <= UNDO_MS;

function after(handling: Handling, { type, by, time, to, until, text }: Action): Handling {
  switch (type) {
    case "cc.operator.acknowledged":
      // Whoever was first has it; it is taken from him by handing over only.
      return handling.owner === null ? { ...handling, owner: by, ownedSince: time } : handling;
    case "cc.operator.handedOver":
      return { ...handling, owner: to ?? by, ownedSince: time };
    case "cc.operator.snoozed":
      return { ...handling, snoozedUntil: until ?? null, snoozedBy: by, snoozedSince: time };
    case "cc.operator.noted":
      return { ...handling, notes: [...handling.notes, { by, at: time, text: text ?? "" }] };
    case "cc.operator.undone":
      return handling;
  }
}
