/** What an alert says, in words: the same on the rail, on its page and wherever else one is listed. */
import type { AlertRow, ExternalAlertRow, QueueRow } from "@floorwalker/protocol";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatLimit } from "../../format/format-value.ts";
import { alertNumber } from "../../model/alert-number.ts";
import { HANDLED_STATES, type HandledState, handledState, notesOf } from "../../model/handled.ts";
import type { Verb } from "../../model/with-acts.ts";
import { nameIn, numberName, words } from "../../words/words.ts";

export interface AlertLine {
  /** Queue, source, agent, or the whole site. */
  readonly who: string;
  /** Value against limit; of anything else since when. */
  readonly what: string;
  /** The value at which it is over; null: it has none. */
  readonly clears: string | null;
}

export function alertLine(alert: AlertRow, queues: readonly QueueRow[], zone: string): AlertLine {
  const { queue, channel } = alert;
  const row = queues.find((each) => each.queue === queue && (channel === null || each.channel === channel));
  const group = alert.about === "kpi" || alert.about === "budget" ? alert.title : undefined;
  const where = group ?? (queue === null ? words.wholeSite : (row?.title ?? queue));
  switch (alert.about) {
    case "source":
      return {
        who: alert.source,
        what: words.alertsPage.sourceSilent(formatTimeOfDay(alert.lastEventAt, zone)),
        clears: null,
      };
    case "agent":
      return {
        who: alert.name,
        what: words.inStateSince[alert.agentState](formatTimeOfDay(alert.inStateSince, zone)),
        clears: null,
      };
    case "contact":
      return {
        who: where,
        what: words.contactTrouble[alert.when](alert.contact, formatTimeOfDay(alert.happenedAt, zone)),
        clears: null,
      };
    case "external":
      return {
        who: alert.title,
        what: [ORIGINS[alert.origin], alert.rule, ...(queue === null ? [] : [where])].join(" · "),
        clears: null,
      };
    case "kpi":
    case "budget": {
      const { kpi, window, unit, limit, clear, value } = alertNumber(alert);
      const name = `${numberName(kpi)} ${nameIn(words.windows, window)}`;
      return {
        who: where,
        what: words.alertsPage.line(name, formatByUnit(value, unit, limit), formatLimit(limit, unit)),
        clears: words.alertsPage.clears(formatLimit(clear, unit)),
      };
    }
  }
}

/** Other systems, by their own names. */
export const ORIGINS = { alertmanager: "Alertmanager" } as const satisfies Record<ExternalAlertRow["origin"], string>;

/** Breaches first, then the newest; of one state all of them. */
export function alertsOf(alerts: readonly AlertRow[], state: HandledState, now: number): readonly AlertRow[] {
  const rank = ({ severity }: AlertRow): number => (state !== "resolved" && severity === "critical" ? 0 : 1);
  const newestBy = state === "resolved" ? "at" : "since";
  return alerts
    .filter((alert) => handledState(alert, now) === state)
    .sort((a, b) => rank(a) - rank(b) || b[newestBy] - a[newestBy]);
}

export const sortedAlerts = (alerts: readonly AlertRow[], now: number): readonly AlertRow[] =>
  HANDLED_STATES.flatMap((state) => alertsOf(alerts, state, now));

export function handledWord(state: HandledState): string {
  if (state === "acknowledged" || state === "muted") return words.acts[state];
  return words.alertsPage[state];
}

export function verbWord(verb: Verb): string {
  return verb === "hand-over" ? words.acts.handOver : words.acts[verb];
}

/** How bad it got; null: nothing to compare. */
export const worstWord = (alert: AlertRow, worst: number | null): string | null =>
  (alert.about !== "kpi" && alert.about !== "budget") || worst === null
    ? null
    : formatByUnit(worst, alertNumber(alert).unit, alertNumber(alert).limit);

/** Everybody whose name is on an alert, by name. */
export function peopleIn(alerts: readonly AlertRow[]): readonly string[] {
  const people = alerts.flatMap((alert) => [alert.owner, alert.snoozedBy, ...notesOf(alert).map(({ by }) => by)]);
  return [...new Set(people.filter((name) => name !== null))].sort();
}
