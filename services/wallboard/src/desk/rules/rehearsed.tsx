/** What the rule would have done: in a sentence, day by day, beside variants of it, and each time by itself. */
import type { KpiEntry } from "../../answers/catalogue.ts";
import type { RehearsedRun } from "../../answers/rehearsal.ts";
import { formatDay, formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatDuration, formatLimit, formatSpan } from "../../format/format-value.ts";
import { type AskedRule, RULE_DAYS } from "../../model/asked-rule.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { TableRoom } from "../table-room.tsx";
import { problemText } from "./problem-text.ts";
import { RehearsedDays } from "./rehearsed-days.tsx";
import type { Rehearsal } from "./use-rehearsal.ts";

export interface RehearsedProps {
  readonly rule: AskedRule;
  readonly kpi: KpiEntry | null;
  readonly rehearsal: Rehearsal;
  readonly change: (changed: Partial<AskedRule>) => void;
}

const SHOWN = 20;

export function Rehearsed({ rule, kpi, rehearsal: { value, problems, isAsking }, change }: RehearsedProps) {
  const { rules } = words;
  const run = value?.runs[0];
  const unit = kpi?.unit ?? "count";
  return (
    <section className="panel" aria-labelledby="rehearsed-title" aria-busy={isAsking} data-testid="rehearsed">
      <header className="wrap">
        <h2 id="rehearsed-title">{rules.rehearsal}</h2>
        {value !== null && problems.length === 0 && (
          <span className="s q">{rules.contacts(formatCount(value.contacts))}</span>
        )}
        <span className="grow" />
        <select
          className="scope"
          aria-label={rules.daysLabel}
          value={rule.days}
          onChange={(event) => change({ days: Number(event.target.value) })}
        >
          {RULE_DAYS.map((days) => (
            <option key={days} value={days}>
              {rules.days(days, formatCount(days))}
            </option>
          ))}
        </select>
      </header>
      <div className="body col gap">
        <div role="status">
          {isAsking && <p className="q">{rules.asking}</p>}
          {problems.length > 0 && (
            <div data-testid="problems">
              {problems.some(({ path }) => path !== null) && <b className="c-watch">{rules.wrong}</b>}
              {problems.map((problem) => (
                <p key={`${problem.path} ${problem.code}`} className="anywhere">
                  {problemText(problem, rule)}
                </p>
              ))}
            </div>
          )}
          {run !== undefined && problems.length === 0 && (
            <p className="l anywhere" data-testid="would">
              {run.fired === 0
                ? rules.never
                : rules.would(run.fired, formatCount(run.fired), formatDuration(run.firingSeconds))}
            </p>
          )}
        </div>
        {value !== null && run !== undefined && problems.length === 0 && (
          <>
            <RehearsedDays from={value.from} to={value.to} episodes={run.episodes} />
            <Variants runs={value.runs} unit={unit} change={change} />
            {run.episodes.length > 0 && <Episodes run={run} unit={unit} isEach={rule.queue === null} />}
            <p className="s q anywhere">{rules.assumed}</p>
            {value.restated === true && <p className="s q anywhere">{rules.restated}</p>}
          </>
        )}
      </div>
    </section>
  );
}

function Variants({
  runs,
  unit,
  change,
}: {
  readonly runs: readonly RehearsedRun[];
  readonly unit: string;
  readonly change: RehearsedProps["change"];
}) {
  const { rules } = words;
  return (
    <TableRoom>
      <table className="list" data-testid="variants">
        <thead>
          <tr>
            <th scope="col">{rules.variants}</th>
            <th scope="col" className="num">
              {rules.fired}
            </th>
            <th scope="col" className="num">
              {rules.inAll}
            </th>
            <th scope="col" className="num">
              {rules.longest}
            </th>
            <th scope="col" className="num">
              {rules.short}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {runs.map(({ limit, holdForSeconds, fired, firingSeconds, longestSeconds, underFiveMinutes }, at) => {
            const shown = limit === null ? words.noValue : formatLimit(limit, unit);
            const name = holdForSeconds === 0 ? rules.notHeld(shown) : rules.heldFor(shown, formatSpan(holdForSeconds));
            return (
              <tr key={name} aria-current={at === 0 || undefined}>
                <th scope="row">{name}</th>
                <td className="num">
                  <b>{formatCount(fired)}</b>
                </td>
                <td className="num">{formatDuration(firingSeconds)}</td>
                <td className="num">{formatDuration(longestSeconds)}</td>
                <td className="num">{formatCount(underFiveMinutes)}</td>
                <td className="num">
                  {at === 0 ? (
                    <span className="q s">{rules.asWritten}</span>
                  ) : (
                    <button
                      type="button"
                      className="btn"
                      aria-label={`${rules.take}: ${name}`}
                      onClick={() =>
                        change({
                          holdFor: `${holdForSeconds}s`,
                          ...(limit === null ? {} : { limit: writtenLimit(limit, unit) }),
                        })
                      }
                    >
                      {rules.take}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableRoom>
  );
}

const writtenLimit = (limit: number, unit: string): string =>
  unit === "ratio" ? `${Math.round(limit * 1_000) / 10}%` : unit === "seconds" ? `${limit}s` : String(limit);

/** Days are told with their date: which of two Mondays it was is the question here. */
const momentOf = (iso: string, zone: string): string =>
  `${formatDay(Date.parse(iso), zone)} ${formatTimeOfDay(Date.parse(iso), zone)}`;

function Episodes({
  run,
  unit,
  isEach,
}: {
  readonly run: RehearsedRun;
  readonly unit: string;
  readonly isEach: boolean;
}) {
  const { queues, zone } = useDesk();
  const { rules, acts } = words;
  const titleOf = (queue: string | null, channel: string | null): string =>
    queue === null
      ? words.wholeSite
      : (queues.find((row) => row.queue === queue && row.channel === channel)?.title ?? nameIn({}, queue));
  return (
    <TableRoom>
      <table className="list tight">
        <thead>
          <tr>
            <th scope="col">{rules.episodes}</th>
            {isEach && <th scope="col">{words.queues}</th>}
            <th scope="col" className="num">
              {acts.lasted}
            </th>
            <th scope="col" className="num">
              {acts.worst}
            </th>
          </tr>
        </thead>
        <tbody>
          {run.episodes.slice(0, SHOWN).map(({ queue, channel, firedAt, resolvedAt, seconds, worst }) => (
            <tr key={`${queue} ${channel} ${firedAt}`}>
              <th scope="row">
                {words.rangeOf(
                  momentOf(firedAt, zone),
                  resolvedAt === null
                    ? rules.stillFiring
                    : resolvedAt.slice(0, 10) === firedAt.slice(0, 10)
                      ? formatTimeOfDay(Date.parse(resolvedAt), zone)
                      : momentOf(resolvedAt, zone),
                )}
              </th>
              {isEach && <td>{titleOf(queue, channel)}</td>}
              <td className="num">{formatDuration(seconds)}</td>
              <td className="num">{formatByUnit(worst, unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(run.more || run.episodes.length > SHOWN) && <p className="s q anywhere">{rules.more}</p>}
    </TableRoom>
  );
}
