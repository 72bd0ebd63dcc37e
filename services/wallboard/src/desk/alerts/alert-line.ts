/** What an alert says, in words: the same on the rail, on its page and wherever else one is listed. */
import type { AlertRow, QueueRow } from "@floorwalker/protocol";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatLimit } from "../../format/format-value.ts";
import { nameIn, words } from "../../words/words.ts";

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
  const where = queue === null ? words.wholeSite : (row?.title ?? queue);
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
    case "kpi": {
      const { kpi, window, unit, limit, clear, value } = alert;
      const name = `${nameIn(words.kpis, kpi)} ${nameIn(words.windows, window)}`;
      return {
        who: where,
        what: words.alertsPage.line(name, formatByUnit(value, unit, limit), formatLimit(limit, unit)),
        clears: words.alertsPage.clears(formatLimit(clear, unit)),
      };
    }
  }
}

const STATES: readonly AlertRow["state"][] = ["firing", "pending", "resolved"];

/** By state, then breaches first, then the newest; of one state all of them. */
export function alertsOf(alerts: readonly AlertRow[], state: AlertRow["state"]): readonly AlertRow[] {
  const rank = ({ severity }: AlertRow): number => (severity === "critical" ? 0 : 1);
  const newestBy = state === "resolved" ? "at" : "since";
  return alerts.filter((alert) => alert.state === state).sort((a, b) => rank(a) - rank(b) || b[newestBy] - a[newestBy]);
}

export const sortedAlerts = (alerts: readonly AlertRow[]): readonly AlertRow[] =>
  STATES.flatMap((state) => alertsOf(alerts, state));
