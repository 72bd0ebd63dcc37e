/** What was: any span, of anybody, by interval, as charts and as a table; beside the week before, and as CSV. */
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import { type HistoryAnswer, historyPath } from "../../answers/history.ts";
import { Chart } from "../../charts/chart.tsx";
import { formatByUnit, formatLimit } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useGoals } from "../../live/use-goals.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import {
  type HistoryChoice,
  historyQuery,
  isOfSpans,
  readHistoryChoice,
  SCOPE_KINDS,
  usualKpis,
  weekBefore,
} from "../../model/history-choice.ts";
import { type HistoryInterval, historyIntervals, isOfDates } from "../../model/history-intervals.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";
import { CsvLink } from "./csv-link.tsx";
import { type HistoryChart, historyCharts, kpiName, type TargetOf, toldValue } from "./history-charts.ts";
import { intervalNames } from "./history-names.ts";
import { HistoryTable } from "./history-table.tsx";
import { KpiChoice } from "./kpi-choice.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import { SpanChoice } from "./span-choice.tsx";

const EVERY_MS = 60_000;
const HEIGHT = 190;

export default function HistoryPage() {
  const { url, site, queues, zone } = useDesk();
  const now = useNow();
  const choice = readHistoryChoice(url.searchParams, isInGroups(useWho()));
  const siteId = site?.site ?? null;
  const query = siteId === null ? null : historyQuery(choice, siteId);
  const asked = useAnswer<HistoryAnswer>(query && historyPath(query), EVERY_MS);
  const answer = asked.value;
  const compared = choice.compared && choice.interval !== "month";
  const earlier = useAnswer<HistoryAnswer>(
    query === null || answer === null || !compared ? null : historyPath({ ...query, ...weekBefore(answer) }),
    EVERY_MS,
  ).value;
  const catalogue = useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? [];
  const goals = useGoals(siteId) ?? [];
  if (site === null || query === null) return null;

  const change = (changed: Readonly<Record<string, string | null>>): void => navigate(withParams(url, changed));
  const offered = catalogue.filter(isOfSpans);
  const intervals = answer === null ? [] : historyIntervals(answer, earlier);
  const isTold = (id: string): boolean => answer?.rows.some(({ kpis }) => (kpis[id] ?? null) !== null) === true;
  const kpis = offered.filter(({ id }) => choice.kpis.includes(id) && isTold(id));
  const names = intervalNames(intervals, choice.interval, zone);
  const ofDates = isOfDates(choice.interval);
  const targetOf: TargetOf = (kpi) => {
    // The target of a count is a day's.
    if (offered.find(({ id }) => id === kpi)?.unit === "count" && choice.interval !== "day") return null;
    const goal = goals.find((each) => each.kpi === kpi && isSameScope(each.scope, choice.of));
    if (goal !== undefined) return { value: goal.target, better: goal.better };
    const { queue, channel } = choice.of;
    const row = queues.find((each) => each.queue === queue && each.channel === channel);
    return kpi === "serviceLevel" && row !== undefined ? { value: row.target, better: "higher" } : null;
  };
  const charts = historyCharts(kpis, { intervals, names, ofDates, compared, targetOf });
  const asTable = url.searchParams.get("as") === "table";
  const siteDate = new Intl.DateTimeFormat("en-CA", { timeZone: site.zone, dateStyle: "short" }).format(now);
  const restatedHref = ({ row, from, to }: HistoryInterval): string | null =>
    row === null || choice.of.region !== undefined
      ? null
      : `${pathOf({ page: "restatements", site: site.site })}?${new URLSearchParams({ ...scopeParams(choice), of: from, ...(to === null ? {} : { to }) })}`;
  const { historyPage } = words;
  return (
    <div className="page" data-testid="history">
      <div className="head">
        <h1>{words.nav.history}</h1>
        <ScopeChoice
          site={site}
          queues={queues}
          chosen={choice.of}
          choose={(of) =>
            change({
              ...Object.fromEntries(SCOPE_KINDS.map((kind) => [kind, of[kind] ?? null])),
              kpis: sameKpis(choice),
            })
          }
        />
        <SpanChoice
          choice={choice}
          today={siteDate}
          chooseSpan={(from, to) => change({ from: from === "today" ? null : from, to, interval: null })}
          chooseInterval={(interval) => change({ interval })}
        />
        <KpiChoice offered={offered} chosen={choice.kpis} choose={(ids) => change({ kpis: ids.join(",") })} />
        {choice.interval !== "month" && (
          <button
            type="button"
            className="btn"
            aria-pressed={compared}
            onClick={() => change({ compare: compared ? null : "week" })}
          >
            {historyPage.compare}
          </button>
        )}
        <span className="grow" />
        <button
          type="button"
          className="btn"
          data-as-table
          aria-pressed={asTable}
          onClick={() => navigate(withParams(url, { as: asTable ? null : "table" }), "replace")}
        >
          {asTable ? words.asChart : words.asTable}
        </button>
        <Link className="btn" href={pathOf({ page: "report", site: site.site })}>
          {words.nav.report}
        </Link>
        <CsvLink path={`/v1/history.csv?${new URLSearchParams(query)}`} name={`history-${siteId}.csv`} />
      </div>
      <Refusal answer={asked} />
      {(answer?.withheld ?? []).length > 0 && <p className="panel body q">{historyPage.withheld}</p>}
      {answer !== null && kpis.length === 0 && <p className="panel body q">{historyPage.none}</p>}
      {!asTable && (
        <div className="charts">
          {charts.map((chart) => (
            <Chart
              key={chart.kpis.map(({ id }) => id).join()}
              id={`chart-${chart.kpis[0]!.id}`}
              title={chart.kpis.length === 1 ? kpiName(chart.kpis[0]!) : historyPage.counts}
              summary={summaryOf(chart, intervals, targetOf)}
              spec={chart.spec}
              height={HEIGHT}
            />
          ))}
        </div>
      )}
      {kpis.length > 0 && (
        <section className="panel" aria-label={words.asTable}>
          <TableRoom>
            <HistoryTable {...{ kpis, intervals, names, compared, targetOf, restatedHref }} />
          </TableRoom>
        </section>
      )}
    </div>
  );
}

const isSameScope = (scope: object, of: HistoryChoice["of"]): boolean =>
  SCOPE_KINDS.every((kind) => (scope as Readonly<Record<string, string | undefined>>)[kind] === of[kind]);

/** Those that were chosen stay; the usual ones are usual again, of people other ones than of queues. */
const sameKpis = ({ kpis, of }: HistoryChoice): string | null =>
  kpis.join() === usualKpis(of).join() ? null : kpis.join();

const scopeParams = ({ of }: HistoryChoice): Record<string, string> => {
  const { channel, ...others } = of;
  return { ...others, ...(channel === undefined ? {} : { ch: channel }) };
};

/** First, last and lowest of its first line, and the target. */
function summaryOf({ kpis: [kpi] }: HistoryChart, intervals: readonly HistoryInterval[], targetOf: TargetOf): string {
  const values = intervals.flatMap((each) => toldValue(each, kpi!) ?? []);
  if (values.length === 0) return words.states.noData;
  const shown = (value: number): string => formatByUnit(value, kpi!.unit);
  const target = targetOf(kpi!.id);
  const [first, last, low] = [shown(values[0]!), shown(values.at(-1)!), shown(Math.min(...values))];
  return target === null
    ? words.historyPage.summary(first, last, low)
    : words.floor.trendLabel(first, last, low, formatLimit(target.value, kpi!.unit));
}
