/** What is to come to a queue until it closes, by interval, and what that asks of people: as the forecast and Erlang say it. */
import type { QueueRow } from "@floorwalker/protocol";
import type { QueuePlan } from "../../answers/planning.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatDuration } from "../../format/format-value.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { StaffWord } from "../floor/staff-word.tsx";
import { TableRoom } from "../table-room.tsx";

export function Forecast({ row, plan }: { readonly row: QueueRow; readonly plan: QueuePlan }) {
  const { zone } = useDesk();
  const now = useNow();
  const { queueMore, queuePage } = words;
  // Of the interval in progress a part has come already: the rest of it is in the sum alone.
  const coming = plan.forecast?.intervals.filter(({ expected, from }) => expected && from > now) ?? [];
  const needed = plan.needed.erlangA ?? plan.needed.erlangC;
  const wait = (plan.expected.erlangA ?? plan.expected.erlangC)?.waitSeconds;
  return (
    <section id="part-forecast" tabIndex={-1} className="panel" aria-labelledby="forecast" data-testid="forecast">
      <header className="wrap">
        <h2 id="forecast">{words.forecastPanel.title(row.title)}</h2>
        <span className="grow" />
        {plan.staff !== null && (
          <span className="row s">
            {needed !== null && (
              <span className="q">{queueMore.needed(formatCount(plan.staff.there), formatCount(needed))}</span>
            )}
            <StaffWord spare={plan.spare} />
            {wait !== undefined && <span className="q">{queuePage.expectedWait(formatDuration(wait))}</span>}
          </span>
        )}
      </header>
      {coming.length === 0 ? (
        <p className="body q">{words.forecastPanel.none}</p>
      ) : (
        <TableRoom>
          <table className="list tight">
            <thead>
              <tr>
                <th scope="col">{queuePage.interval}</th>
                <th scope="col" className="num">
                  {words.forecastPanel.contacts}
                </th>
              </tr>
            </thead>
            <tbody>
              {coming.map(({ from, to, offered }) => (
                <tr key={from}>
                  <th scope="row">{words.rangeOf(formatTimeOfDay(from, zone), formatTimeOfDay(to, zone))}</th>
                  <td className="num c-future">
                    <b>{formatCount(offered === null ? null : Math.round(offered))}</b>
                  </td>
                </tr>
              ))}
            </tbody>
            {plan.forecast?.remaining != null && (
              <tfoot>
                <tr>
                  <th scope="row">{words.forecastPanel.untilClose}</th>
                  <td className="num c-future">
                    <b>{formatCount(Math.round(plan.forecast.remaining))}</b>
                  </td>
                </tr>
              </tfoot>
            )}
          </table>
        </TableRoom>
      )}
    </section>
  );
}
