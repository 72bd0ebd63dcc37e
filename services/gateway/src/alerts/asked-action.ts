/** What somebody wants to do with an alert, as it is asked for, and as the log is told; or why not. */
import { canUndo, MOST_NOTES, type OperatorEvent, type OperatorType } from "@floorwalker/domain";
import { MAX_NOTE } from "@floorwalker/events";
import type { AlertRow } from "@floorwalker/protocol";
import { parseDuration } from "@floorwalker/runtime";
import { z } from "zod";

/** By the last word of the route. */
export const VERBS = ["acknowledge", "snooze", "hand-over", "note", "undo"] as const;
export type Verb = (typeof VERBS)[number];

export interface Refused {
  readonly status: 400 | 404 | 409;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export const MOST_SNOOZED_MS = 7 * 86_400_000;

const name = z.string().trim().min(1).max(200);
/** On a gateway that is open to its own machine, and for programs: for whom it is done. */
const by = name.optional();

export const BODIES = {
  acknowledge: z.strictObject({ by }),
  snooze: z.strictObject({
    by,
    for: z.union([z.string(), z.number()]).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  }),
  "hand-over": z.strictObject({ by, to: name }),
  note: z.strictObject({ by, text: z.string().trim().min(1).max(MAX_NOTE) }),
  undo: z.strictObject({ by, action: z.string().min(1).max(200) }),
} as const satisfies Record<Verb, z.ZodType>;

export type Asked = { readonly [V in Verb]: { readonly verb: V } & z.output<(typeof BODIES)[V]> }[Verb];

type Details = Pick<OperatorEvent, "type" | "to" | "until" | "text" | "undoes">;

/** `row`: of the alert; `now`: wall clock, epoch ms. */
export function detailsOf(asked: Asked, row: AlertRow, who: string, now: number): Details | Refused {
  const isOver = row.state === "resolved";
  if (isOver && asked.verb !== "note" && asked.verb !== "undo")
    return refused(
      409,
      "alert_is_over",
      "The alert is over: nothing is left to do.",
      "Ask for the alerts that are firing: GET /v1/alerts?state=firing.",
    );
  switch (asked.verb) {
    case "acknowledge":
      if (row.owner === null || row.owner === who) return { type: TYPES.acknowledge };
      return refused(
        409,
        "already_acknowledged",
        `${row.owner} has it already.`,
        "To take it over, hand it over to yourself: POST …/hand-over with your name.",
      );
    case "hand-over":
      return { type: TYPES["hand-over"], to: asked.to };
    case "note": {
      const { length } = row.notes === null ? [] : (JSON.parse(row.notes) as unknown[]);
      if (length < MOST_NOTES) return { type: TYPES.note, text: asked.text };
      return refused(
        409,
        "too_many_notes",
        `${length} notes have been written on this alert: there is room for no more.`,
        "Take it, hand it over, or write where more can be said.",
      );
    }
    case "snooze": {
      const until = untilOf(asked, now);
      if (until !== null && until > now && until - now <= MOST_SNOOZED_MS) return { type: TYPES.snooze, until };
      return refused(
        400,
        "bad_time",
        "It can be snoozed for up to seven days from now.",
        'Give "for", such as "30m", or "until", such as 2026-11-21T09:30:00Z.',
      );
    }
    case "undo":
      return undoing(asked.action, row, who, now);
  }
}

const TYPES: Readonly<Record<Verb, OperatorType>> = {
  acknowledge: "cc.operator.acknowledged",
  snooze: "cc.operator.snoozed",
  "hand-over": "cc.operator.handedOver",
  note: "cc.operator.noted",
  undo: "cc.operator.undone",
};

function untilOf(asked: Extract<Asked, { verb: "snooze" }>, now: number): number | null {
  if (asked.until !== undefined) return asked.for === undefined ? Date.parse(asked.until) : null;
  const ms = asked.for === undefined ? null : parseDuration(asked.for);
  return ms === null ? null : now + ms;
}

function undoing(action: string, { undoable }: AlertRow, who: string, now: number): Details | Refused {
  const known = undoable === null ? [] : (JSON.parse(undoable) as { id: string; by: string; time: number }[]);
  const meant = known.find(({ id }) => id === action);
  if (meant === undefined)
    return refused(
      404,
      "unknown_action",
      "Nothing of that id was done with this alert of late.",
      "Give the `action` that the answer named; it may take a moment until it is done.",
    );
  if (canUndo(meant, who, now)) return { type: TYPES.undo, undoes: action };
  return refused(
    409,
    "too_late_to_undo",
    "It was done by somebody else, or more than ten seconds ago.",
    "Hand the alert over, or snooze it, instead.",
  );
}

const refused = (status: Refused["status"], code: string, message: string, fix: string): Refused => ({
  status,
  code,
  message,
  fix,
});
