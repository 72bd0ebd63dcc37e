/** A queue's day as a table: the same as its chart, for copying and for whoever listens. */
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatDuration, formatRatio } from "../../format/format-value.ts";
import type { DayInterval } from "../../model/day-intervals.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { restatedHref } from "../queue-href.ts";

export function DayTable({
  line,
  intervals,
}: {
  readonly line: QueueLine;
  readonly intervals: readonly DayInterval[];
}) {
  const { zone } = useDesk();
  const { queuePage, queueMore, chart } = words;
  const clock = (time: number): string => formatTimeOfDay(time, zone);
  const heads = [
    words.offered,
    queuePage.inTime,
    queuePage.lateWord,
    words.abandoned,
    words.serviceLevel,
    words.floor.handleTime,
    queuePage.forecast,
  ];
  const stateWords = {
    done: queueMore.done,
    running: chart.running,
    expected: queueMore.expected,
    unknown: chart.unknown,
  };
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{queuePage.interval}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="num">
              {head}
            </th>
          ))}
          <th scope="col">{queueMore.state}</th>
        </tr>
      </thead>
      <tbody>
        {intervals.map((each) => {
          const { from, to, state, offered, inTime, late, abandoned, level, handleTime, expected, restated } = each;
          const counted = state === "done" || state === "running";
          const count = (value: number): string => (counted ? formatCount(value) : words.noValue);
          return (
            <tr key={from}>
              <th scope="row" className="nw">
                {words.rangeOf(clock(from), clock(to))}
              </th>
              <td className="num">{count(offered)}</td>
              <td className="num">{count(inTime)}</td>
              <td className="num">{count(late)}</td>
              <td className="num">{count(abandoned)}</td>
              <td className={`num ${level !== null && level < line.target ? "c-watch" : ""}`}>
                <b>{formatRatio(level, line.target)}</b>
              </td>
              <td className="num">{formatDuration(handleTime)}</td>
              <td className="num c-future">{expected === null ? words.noValue : formatCount(Math.round(expected))}</td>
              <td className="q s">
                {restated > 0 ? (
                  <Link className="restated-link" href={restatedHref(line.row)}>
                    {chart.restatedTimes(restated, formatCount(restated))}
                  </Link>
                ) : (
                  stateWords[state]
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
