/**
 * One step of an alert: state + what is judged now → state. A total table without memory of its own.
 *
 *   state     beyond                              within        clear                 unknown
 *   inactive  pending; firing when no hold-for    inactive      inactive              inactive
 *   pending   pending; firing after the hold-for  inactive      inactive              inactive
 *   firing    firing                              firing        resolved → inactive   firing
 *
 * What is beyond, within, clear and unknown each kind of rule says itself. Unknown starts nothing and ends nothing that somebody was
 * told of. Between limit and clear a firing alert goes on, so a value that trembles there rings once.
 */
export type AlertState =
  /**
   * `value` in each: as last judged, null when unknown. Of a source, when it was last heard; of an agent or contact, since when it is
   * so (epoch ms).
   */
  | { readonly kind: "inactive"; readonly value: number | null }
  /** `since`: when it went beyond, the start of the episode. */
  | { readonly kind: "pending"; readonly value: number | null; readonly since: number }
  /** `firedAt`: time of the evaluation that fired (rule 22). */
  | { readonly kind: "firing"; readonly value: number | null; readonly since: number; readonly firedAt: number };

export const INACTIVE: AlertState = Object.freeze({ kind: "inactive", value: null });

export interface AlertStep {
  readonly state: AlertState;
  /** What people are told of; firing and resolved alternate. */
  readonly transition: "firing" | "resolved" | null;
  /** Start of the episode that the transition belongs to; null without one. */
  readonly episodeStart: number | null;
  /** When the hold-for runs out and the rule must be evaluated although nothing changes; null when nothing is held. */
  readonly dueAt: number | null;
}

export type Judgement = "beyond" | "within" | "clear" | "unknown";

/** What every kind of rule shares; each kind says what its judgement is. */
export function stepAlert(
  { holdForMs }: { readonly holdForMs: number },
  state: AlertState,
  judgement: Judgement,
  value: number | null,
  now: number,
): AlertStep {
  if (state.kind === "firing")
    return judgement === "clear"
      ? told({ kind: "inactive", value }, "resolved", state.since)
      : quiet({ ...state, value });
  if (judgement !== "beyond") return quiet({ kind: "inactive", value });
  // Pending since a moment that has not come yet: a clock that was ahead said so.
  const since = state.kind === "pending" ? Math.min(state.since, now) : now;
  if (now - since < holdForMs) return quiet({ kind: "pending", value, since }, since + holdForMs);
  return told({ kind: "firing", value, since, firedAt: now }, "firing", since);
}

const quiet = (state: AlertState, dueAt: number | null = null): AlertStep => ({
  state,
  transition: null,
  episodeStart: null,
  dueAt,
});

const told = (state: AlertState, transition: "firing" | "resolved", episodeStart: number): AlertStep => ({
  state,
  transition,
  episodeStart,
  dueAt: null,
});
