/** Of which span a query asks, and how what the history reads is refused here. */
import { dayStart, WINDOW_IDS, type WindowId } from "@floorwalker/domain";
import { type Asked, PANE_MS, WINDOW_PANES } from "@floorwalker/stream";
import { askedMoment, askedSpan } from "../history/asked-span.ts";
import { HistoryError } from "../history/history-error.ts";
import type { Stretch } from "../history/history-interval.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";

export const ASKED_PARAMETERS = [
  "site",
  "queue",
  "channel",
  "agent",
  "team",
  "department",
  "reason",
  "survey",
  "region",
  "window",
  "from",
  "to",
  "at",
] as const;

/** So far ahead of the clock an event may be dated (rule 4), and numbers may be older than a clock that asks for them. */
const AHEAD_MS = 300_000;

export interface AskedSpan extends Pick<Asked, "from" | "to" | "live"> {
  /** Null: from and to were given. */
  readonly window: WindowId | null;
  /** The moment as of which is asked, from what is known now; null: none is named. Epoch ms. */
  readonly at: number | null;
}

/** `now`: as of when the numbers are true. @throws BadQuery */
export function spanOf(query: Query, zone: string, now: number, otherwise: WindowId | null): AskedSpan {
  const [from, to] = [textOf(query, "from"), textOf(query, "to")];
  const at = textOf(query, "at");
  if (at !== null) return momentSpan(at, query, zone, now);
  const window = choiceOf(query, "window", WINDOW_IDS) ?? (from === null && to === null ? otherwise : null);
  if (window !== null && (from !== null || to !== null))
    throw new BadQuery(
      "window",
      "A window and a span are asked for at once.",
      'Leave "window" out, or "from" and "to".',
    );
  if (window !== null) return windowSpan(window, zone, now);
  if (from === null)
    throw new BadQuery(
      "from",
      "Of which time is not said.",
      `Give "from" (and "to"), or "window": ${WINDOW_IDS.join(", ")}.`,
    );
  const span = writtenSpan(from, to, now, zone);
  // Nobody knows who waits then: whoever waits now would be told instead.
  if (span.from > now + AHEAD_MS)
    throw new BadQuery("from", '"from" has not come yet.', `Name a time up to ${new Date(now).toISOString()}.`);
  // What is dated ahead of the clock belongs to the present; without an end it is the present that is asked for.
  const live = to === null ? span.to >= now : span.to > now;
  const end = live && to === null ? Number.POSITIVE_INFINITY : span.to;
  if (end <= span.from) throw new BadQuery("to", '"to" is not after "from".', "Spans are [from, to).");
  return { window: null, at: null, from: span.from, to: end, live };
}

/** Up to a moment that has passed, from its day's beginning on or from another: who waits is who waited then. */
function momentSpan(at: string, query: Query, zone: string, now: number): AskedSpan {
  const from = textOf(query, "from");
  if (textOf(query, "to") !== null || textOf(query, "window") !== null)
    throw new BadQuery("at", "A moment and another end are asked for at once.", 'Leave "to" and "window" out.');
  const moment = fromHistory(() => askedMoment("at", at, now, zone));
  if (moment > now)
    throw new BadQuery("at", "That moment has not come yet.", `Name one up to ${new Date(now).toISOString()}.`);
  const begin = from === null ? dayStart(moment - 1, zone) : writtenSpan(from, null, now, zone).from;
  if (begin >= moment) throw new BadQuery("from", '"at" is not after "from".', "Spans are [from, at).");
  return { window: null, at: moment, from: begin, to: moment, live: false };
}

/** As the history reads it. @throws BadQuery */
const writtenSpan = (from: string, to: string | null, now: number, zone: string): Stretch =>
  fromHistory(() => askedSpan(from, to ?? undefined, now, zone));

/** As boards show it: the pane in progress is in it, and a day has no end. */
function windowSpan(window: WindowId, zone: string, now: number): AskedSpan {
  if (window === "day")
    return { window, at: null, from: dayStart(now, zone), to: Number.POSITIVE_INFINITY, live: true };
  const end = (Math.floor(now / PANE_MS) + 1) * PANE_MS;
  return { window, at: null, from: end - WINDOW_PANES[window] * PANE_MS, to: end, live: true };
}

/** What the history's readers refuse is refused in the words of this route. @throws BadQuery */
export function fromHistory<T>(read: () => T, otherwise = "from"): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new BadQuery(
      error.parameter ?? otherwise,
      error.message,
      error.fix,
      error.code,
      error.status === 404 || error.status === 403 ? error.status : 400,
    );
  }
}
