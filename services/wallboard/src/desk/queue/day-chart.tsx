/** A queue's day by half hours: in time, late and abandoned from below, its level against the target, and what is forecast. */
import type { QueueRow } from "@floorwalker/protocol";
import { HISTORY_EVERY_MS, type HistoryAnswer, historyPath } from "../../answers/history.ts";
import type { QueuePlan } from "../../answers/planning.ts";
import { Chart } from "../../charts/chart.tsx";
import type { PlotSpec } from "../../charts/plot-spec.ts";
import { formatClockKey, formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatPercentage, formatRatio, formatShare } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { countAxis, dayShareAxis } from "../../model/chart-axis.ts";
import { DAY_KPIS, dayFacts } from "../../model/day-facts.ts";
import { type DayInterval, dayIntervals } from "../../model/day-intervals.ts";
import { valueIn } from "../../model/floor.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { Refusal } from "../pages/refusal.tsx";
import { historyHref } from "../queue-href.ts";
import { DayTable } from "./day-table.tsx";
import { IntervalContacts } from "./interval-contacts.tsx";

const HEIGHT = 300;

interface DayChartProps {
  readonly line: QueueLine;
  readonly plan: QueuePlan | null;
}

export function DayChart(props: DayChartProps) {
  if (!isInGroups(useWho())) return <HalfHours {...props} />;
  return <p className="panel body q">{words.historyPage.wholeDays}</p>;
}

function HalfHours({ line, plan }: DayChartProps) {
  const { url, site, zone } = useDesk();
  const { row, target, staleSince } = line;
  // Once a quarter of a minute is often enough for a picture of half hours.
  const now = Math.floor(useNow() / 15_000) * 15_000;
  const { queue, channel } = row;
  const asked = useAnswer<HistoryAnswer>(
    historyPath({ site: row.site, queue, channel, from: "today", interval: "30m", kpis: DAY_KPIS }),
    HISTORY_EVERY_MS,
  );
  const history = asked.value;
  const dayFrom = site?.dayFrom ?? now;
  const intervals = dayIntervals(dayFacts({ row, history, plan, dayFrom, now, staleSince }));
  const spec = daySpec(intervals, target, zone, now);
  const siteZone = site?.zone ?? zone;
  const named = url.searchParams.get("interval");
  const opened = intervals.find(({ from, state }) => state !== "expected" && formatClockKey(from, siteZone) === named);
  const open = (interval: DayInterval): void =>
    navigate(withParams(url, { interval: formatClockKey(interval.from, siteZone) }));
  if (history === null && asked.refusal === null)
    return (
      <section className="panel" style={{ minHeight: HEIGHT + 90 }} aria-busy="true">
        <Refusal answer={asked} />
      </section>
    );
  return (
    <>
      <Refusal answer={asked} />
      <Chart
        id="day-chart"
        title={words.queuePage.day}
        hint={dayWords(row)}
        summary={summaryOf(intervals, target)}
        spec={spec}
        height={HEIGHT}
        more={
          <Link className="link s" href={historyHref(row)}>
            {words.nav.history}
          </Link>
        }
        open={(index) => open(intervals[index]!)}
        table={<DayTable line={line} intervals={intervals} />}
      />
      {opened !== undefined && <IntervalContacts row={row} interval={opened} />}
    </>
  );
}

const dayWords = (row: QueueRow): string =>
  words.queuePage.dayResult(
    formatRatio(valueIn(row, "serviceLevelNow", "day") ?? null, row.target),
    formatCount(valueIn(row, "inTime", "day")),
    formatCount(valueIn(row, "decided", "day")),
  );

function summaryOf(intervals: readonly DayInterval[], target: number): string {
  const known = intervals.flatMap(({ level }) => level ?? []);
  if (known.length === 0) return words.states.noData;
  return words.floor.trendLabel(
    formatPercentage(known[0]!),
    formatPercentage(known.at(-1)!),
    formatPercentage(Math.min(...known)),
    formatShare(target),
  );
}

const indexesOf = (
  intervals: readonly DayInterval[],
  is: (each: DayInterval, before: DayInterval | undefined) => boolean,
) => new Set(intervals.flatMap((each, index) => (is(each, intervals[index - 1]) ? [index] : [])));

function daySpec(intervals: readonly DayInterval[], target: number, zone: string, now: number): PlotSpec {
  const { queuePage } = words;
  const clock = (time: number): string => formatTimeOfDay(time, zone);
  const counted = ({ state }: DayInterval): boolean => state === "done" || state === "running";
  const stack = (name: string, ink: "s1" | "s2" | "s3", of: (each: DayInterval) => number) => ({
    name,
    kind: "stack" as const,
    side: "left" as const,
    ink,
    values: intervals.map((each) => (counted(each) ? of(each) : null)),
    format: formatCount,
  });
  const levels = intervals.map(({ level }) => level);
  const running = intervals.findIndex(({ from, to }) => now >= from && now < to);
  const heights = intervals.flatMap(({ inTime, late, abandoned, expected }) => [
    inTime + late + abandoned,
    expected ?? 0,
  ]);
  const before = (at: number): DayInterval | undefined =>
    intervals.slice(0, at).findLast(({ policies }) => policies.length > 0);
  return {
    ticks: intervals.map(({ from }) => clock(from)),
    names: intervals.map(({ from, to }) => words.rangeOf(clock(from), clock(to))),
    ticksAt: "start",
    series: [
      stack(queuePage.inTime, "s1", ({ inTime }) => inTime),
      stack(queuePage.lateWord, "s2", ({ late }) => late),
      stack(queuePage.abandonedWord, "s3", ({ abandoned }) => abandoned),
      {
        name: words.serviceLevel,
        kind: "line",
        side: "right",
        ink: "ink",
        values: levels,
        format: (value) => formatRatio(value, target),
      },
    ],
    left: { range: countAxis(heights), unit: "count", format: formatCount },
    right: {
      range: dayShareAxis(
        levels.flatMap((level) => level ?? []),
        target,
      ),
      unit: "ratio",
      format: formatShare,
    },
    target: { value: target, side: "right", label: formatShare(target), better: null },
    expected: intervals.map(({ expected }) => expected),
    unknown: indexesOf(intervals, ({ state }) => state === "unknown"),
    running: indexesOf(intervals, ({ state }) => state === "running"),
    restated: indexesOf(intervals, ({ restated }) => restated > 0),
    policy: new Set(
      intervals.flatMap(({ policies }, at) => {
        const known = before(at);
        return policies.length > 0 && known !== undefined && known.policies.join() !== policies.join() ? [at] : [];
      }),
    ),
    now:
      running === -1
        ? null
        : {
            at: running + (now - intervals[running]!.from) / (intervals[running]!.to - intervals[running]!.from),
            label: clock(now),
          },
  };
}
