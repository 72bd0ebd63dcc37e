/** How the number of an alert went over its own window, against the limit: of the service level now, of which boards keep what they showed. */
import type { KpiAlertRow, QueueRow } from "@floorwalker/protocol";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../../answers/trends.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatLimit } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { queueLine } from "../../model/queue-line.ts";
import { spanOf, trendOf } from "../../model/trends.ts";
import { Sparkline } from "../../ui/sparkline.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, numberName, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";

const WIDTH = 520;
const HEIGHT = 150;

export const hasTrend = ({ kpi, window, state }: KpiAlertRow): boolean =>
  kpi === "serviceLevelNow" && window !== "5m" && state !== "resolved";

export function AlertTrend({ alert, row }: { readonly alert: KpiAlertRow; readonly row: QueueRow }) {
  const { site, zone, heldAt } = useDesk();
  const now = useNow();
  const { window, kpi, limit, unit, direction } = alert;
  const trends = useAnswer<TrendsAnswer>(trendsPath(row.site, window), TRENDS_EVERY_MS).value;
  const line = queueLine(row, { siteStaleSince: null, siteHeldAt: heldAt, now, alerts: [], window });
  const to = line.heldAt ?? now;
  const from = spanOf(window, site?.dayFrom ?? to, to);
  const name = words.windowSuffix(numberName(kpi), nameIn(words.windows, window));
  return (
    <figure className="alert-trend" data-testid="alert-trend">
      <figcaption className="row between s q">
        <span>{name}</span>
        <span>
          {words.alertsPage.limit} {formatLimit(limit, unit)}
        </span>
      </figcaption>
      <Sparkline
        points={trendOf(trends, [line], window, to)}
        from={from}
        to={to}
        target={limit}
        misses={direction}
        width={WIDTH}
        height={HEIGHT}
        tone={line.staleSince !== null ? "old" : alert.severity === "critical" ? "act" : "plain"}
      />
      <p className="row between xs qq" aria-hidden="true">
        <span>{formatTimeOfDay(from, zone)}</span>
        <span>{formatTimeOfDay(to, zone)}</span>
      </p>
    </figure>
  );
}
