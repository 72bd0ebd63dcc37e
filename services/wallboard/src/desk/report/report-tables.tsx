/** The parts of a day's report, each a table; one in which nothing is to be told is left out. */
import type { ReactNode } from "react";
import type { ReportAnswer } from "../../answers/report.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatLimit, formatRatio, formatShare } from "../../format/format-value.ts";
import { Icon } from "../../ui/icon.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { TableRoom } from "../table-room.tsx";

/** A KPI by the board's words, else as the report calls it. */
const kpiTitle = ({ kpi, title }: { readonly kpi: string; readonly title: string }): string => {
  const name = nameIn(words.kpis, kpi);
  return name === kpi ? title : name;
};

interface PartProps {
  readonly title: string;
  readonly heads: readonly (readonly [string, "num" | ""])[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

function Part({ title, heads, rows }: PartProps) {
  if (rows.length === 0) return null;
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
      </header>
      <TableRoom>
        <table className="list tight">
          <thead>
            <tr>
              {heads.map(([head, kind]) => (
                <th key={head} scope="col" className={kind}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [first, ...others] }) => (
              <tr key={key}>
                <th scope="row">{first}</th>
                {others.map((cell, index) => (
                  <td key={heads[index + 1]![0]} className={heads[index + 1]![1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableRoom>
    </section>
  );
}

export function ReportGoals({ goals }: Pick<ReportAnswer, "goals">) {
  const { reportPage, goalsPage } = words;
  const missed = (state: string): boolean => state === "missed";
  const sorted = goals.toSorted((a, b) => Number(missed(b.state)) - Number(missed(a.state)));
  return (
    <Part
      title={words.nav.goals}
      heads={[
        [goalsPage.who, ""],
        [words.floor.state, ""],
        [reportPage.day, "num"],
        [goalsPage.target, "num"],
        [goalsPage.missesLeft, "num"],
      ]}
      rows={sorted.map((goal) => ({
        key: `${goal.of} ${goal.kpi}`,
        cells: [
          <span key="who">
            <b>{goal.of}</b> <span className="qq xs">{kpiTitle(goal)}</span>
          </span>,
          goal.value === null ? (
            words.states.noData
          ) : (
            <span key="state" className={missed(goal.state) ? "st below" : "st onTarget"}>
              <Icon name={missed(goal.state) ? "below" : "onTarget"} />
              {missed(goal.state) ? reportPage.missed : reportPage.met}
            </span>
          ),
          <b key="value">{formatByUnit(goal.value, goal.unit, goal.target)}</b>,
          formatLimit(goal.target, goal.unit),
          goal.missesLeft === null
            ? words.noValue
            : (goal.missesLeft < 0 ? reportPage.tooMany : reportPage.spare)(formatCount(Math.abs(goal.missesLeft))),
        ],
      }))}
    />
  );
}

export function ReportNumbers({ numbers }: Pick<ReportAnswer, "numbers">) {
  const { reportPage, contactPage, historyPage } = words;
  return (
    <Part
      title={reportPage.numbers}
      heads={[
        [contactPage.number, ""],
        [reportPage.day, "num"],
        [historyPage.before, "num"],
      ]}
      rows={numbers.map((each) => ({
        key: each.kpi,
        cells: [
          kpiTitle(each),
          <b key="value">{formatByUnit(each.value, each.unit)}</b>,
          formatByUnit(each.before, each.unit),
        ],
      }))}
    />
  );
}

export function ReportParts({ table: { of, columns, rows } }: { readonly table: ReportAnswer["tables"][number] }) {
  const { reportPage } = words;
  return (
    <Part
      title={of === "queue" ? reportPage.byQueue : reportPage.byTeam}
      heads={[
        [of === "queue" ? words.queues : words.agentsPage.team, ""],
        ...columns.map((column) => [kpiTitle(column), "num"] as const),
        [words.goalsPage.target, "num"],
      ]}
      rows={rows.map(({ title, values, target }) => ({
        key: title,
        cells: [
          title,
          ...columns.map(({ unit, kpi }, index) => {
            const value = values[index] ?? null;
            const missed = kpi === "serviceLevel" && value !== null && target !== null && value < target;
            return (
              <b key={kpi} className={missed ? "c-watch" : "w4"}>
                {formatByUnit(value, unit, kpi === "serviceLevel" ? (target ?? undefined) : undefined)}
              </b>
            );
          }),
          target === null ? words.noValue : formatShare(target),
        ],
      }))}
    />
  );
}

export function ReportWorst({ worst }: Pick<ReportAnswer, "worst">) {
  const { zone } = useDesk();
  const { reportPage, queuePage } = words;
  const clock = (text: string): string => formatTimeOfDay(Date.parse(text), zone);
  return (
    <Part
      title={reportPage.worst}
      heads={[
        [queuePage.interval, ""],
        [words.queues, ""],
        [words.serviceLevel, "num"],
        [queuePage.inTime, "num"],
      ]}
      rows={worst.map(({ from, to, of, inTime, decided, value, target }) => ({
        key: `${from} ${of}`,
        cells: [
          words.rangeOf(clock(from), clock(to)),
          of,
          <b key="value" className="c-watch">
            {formatRatio(value, target)}
          </b>,
          reportPage.inTimeOf(formatCount(inTime), formatCount(decided)),
        ],
      }))}
    />
  );
}

export function ReportRestated({ entries }: { readonly entries: ReportAnswer["restated"]["entries"] }) {
  const { zone } = useDesk();
  const { reportPage, restatedPage, queuePage } = words;
  return (
    <Part
      title={reportPage.restated}
      heads={[
        [restatedPage.what, ""],
        [queuePage.interval, ""],
        [restatedPage.was, "num"],
        [restatedPage.is, "num"],
      ]}
      rows={entries.map((each) => ({
        key: `${each.of} ${each.kpi} ${each.from} ${each.length}`,
        cells: [
          words.windowSuffix(each.of, kpiTitle(each)),
          each.length === "day" ? reportPage.day : formatTimeOfDay(Date.parse(each.from), zone),
          <s key="was">{formatByUnit(each.before, each.unit)}</s>,
          <b key="is" className="c-future">
            {formatByUnit(each.after, each.unit)}
          </b>,
        ],
      }))}
    />
  );
}
