/** A look back as a table: an interval a row, the newest last, as the chart has them; what was restated leads to what was. */
import type { KpiEntry } from "../../answers/catalogue.ts";
import { formatByUnit, formatCount } from "../../format/format-value.ts";
import type { HistoryInterval } from "../../model/history-intervals.ts";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { kpiName, type Target, type TargetOf, toldValue } from "./history-charts.ts";
import type { IntervalNames } from "./history-names.ts";

export interface HistoryTableProps {
  readonly kpis: readonly KpiEntry[];
  readonly intervals: readonly HistoryInterval[];
  readonly names: IntervalNames;
  readonly compared: boolean;
  readonly targetOf: TargetOf;
  readonly restatedHref: (interval: HistoryInterval) => string | null;
}

export function HistoryTable({ kpis, intervals, names, compared, targetOf, restatedHref }: HistoryTableProps) {
  const { historyPage, chart, queuePage } = words;
  const shown = intervals.filter(({ row, before, state }) => row !== null || before !== null || state === "unknown");
  return (
    <table className="list" data-testid="history-table">
      <caption className="unseen">{words.nav.history}</caption>
      <thead>
        <tr>
          <th scope="col">{queuePage.interval}</th>
          {kpis.map((kpi) => (
            <th key={kpi.id} scope="col" className="num">
              {kpiName(kpi)}
              {compared && <small>{historyPage.before}</small>}
            </th>
          ))}
          <th scope="col">{words.queueMore.state}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((each) => (
          <tr key={each.from}>
            <th scope="row" className="nw">
              {names.name(each)}
            </th>
            {kpis.map((kpi) => (
              <td key={kpi.id} className="num">
                <b className={isMissed(toldValue(each, kpi), targetOf(kpi.id)) ? "c-watch" : undefined}>
                  {formatByUnit(toldValue(each, kpi), kpi.unit, targetOf(kpi.id)?.value)}
                </b>
                {compared && (
                  <span className="q s was">{formatByUnit(each.before?.kpis[kpi.id] ?? null, kpi.unit)}</span>
                )}
              </td>
            ))}
            <td className="q s nw">
              <State interval={each} href={restatedHref(each)} texts={chart} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface StateProps {
  readonly interval: HistoryInterval;
  readonly href: string | null;
  readonly texts: typeof words.chart;
}

function State({ interval: { state, row }, href, texts }: StateProps) {
  const times = row?.restated ?? 0;
  if (state === "unknown") return texts.unknown;
  if (times === 0) return state === "running" ? texts.running : "";
  const said = texts.restatedTimes(times, formatCount(times));
  return href === null ? (
    said
  ) : (
    <Link className="restated-link" href={href}>
      {said}
    </Link>
  );
}

const isMissed = (value: number | null, target: Target | null): boolean =>
  value !== null && target !== null && (target.better === "lower" ? value > target.value : value < target.value);
