/** What may still be missed today, how fast that is spent, and when it is too late. */
import type { QueueRow } from "@floorwalker/protocol";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatTimes } from "../../format/format-value.ts";
import { useGoals } from "../../live/use-goals.ts";
import { type Goal, whoOf } from "../../model/goal.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";

const BURNS = ["5m", "30m", "60m"] as const;

export function Budget({ row }: { readonly row: QueueRow }) {
  const { zone } = useDesk();
  const { queuePage } = words;
  const goal = useGoals(row.site)?.find(
    ({ kpi, scope }) => kpi === "serviceLevel" && scope.queue === row.queue && scope.channel === row.channel,
  );
  if (goal === undefined || goal.missesLeft === null) return null;
  const { misses, missesLeft, burn, byClose, noReturnAt } = goal;
  const { allowed, text } = allowedOf(goal);
  return (
    <section className="panel" aria-labelledby="budget" data-testid="budget">
      <header>
        <h2 id="budget">{queuePage.budget}</h2>
        <span className="grow" />
        <Link
          className="link s"
          href={`${pathOf({ page: "goals", site: row.site })}?${new URLSearchParams({ kpi: goal.kpi, who: whoOf(goal.scope) })}`}
        >
          {words.nav.goals}
        </Link>
      </header>
      <div className="body col budget">
        <div className="row budget-head">
          <div>
            <p className="xs qq">{queuePage.budgetToday}</p>
            <p className={missesLeft < 0 ? "big c-watch" : "big"}>{formatCount(missesLeft)}</p>
          </div>
          <div className="grow">
            <p className="row between s q wrap">
              <span>{queuePage.used(formatCount(misses))}</span>
              <span>{text}</span>
            </p>
            <span className="cd spent" aria-hidden="true">
              <i style={{ width: `${spentShare(misses, allowed) * 100}%` }} />
            </span>
          </div>
        </div>
        <table className="list tight">
          <thead>
            <tr>
              <th scope="col">{queuePage.burn}</th>
              {BURNS.map((window) => (
                <th key={window} scope="col" className="num">
                  {words.windows[window]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" className="s q">
                {queuePage.burnHint}
              </th>
              {BURNS.map((window) => {
                const times = burn?.[window] ?? null;
                return (
                  <td key={window} className={`num ${times !== null && times > 1 ? "c-watch" : ""}`}>
                    <b>{formatTimes(times)}</b>
                  </td>
                );
              })}
            </tr>
          </tbody>
        </table>
        {byClose !== null && (byClose.outOfReach || byClose.coming >= 1) && (
          <p className="note">
            {noReturnAt !== null && !byClose.outOfReach && `${queuePage.noReturn(formatTimeOfDay(noReturnAt, zone))}. `}
            {byClose.outOfReach
              ? queuePage.outOfReach
              : byClose.inTimeNeeded !== null &&
                queuePage.needed(formatCount(byClose.inTimeNeeded), formatCount(Math.round(byClose.coming)))}
          </p>
        )}
      </div>
    </section>
  );
}

/** By the close where a forecast says how many come, else of those so far. */
function allowedOf({ misses, missesLeft, byClose, denominator }: Goal): {
  readonly allowed: number;
  readonly text: string;
} {
  const { queuePage } = words;
  const used = misses ?? 0;
  const expected = byClose?.missesLeft ?? null;
  if (byClose === null || expected === null) {
    const allowed = used + (missesLeft ?? 0);
    return { allowed, text: queuePage.allowedSoFar(formatCount(allowed), formatCount(denominator)) };
  }
  const [allowed, all] = [used + expected, (denominator ?? 0) + byClose.coming];
  return { allowed, text: queuePage.allowed(formatCount(allowed), formatCount(Math.round(all))) };
}

const spentShare = (misses: number | null, allowed: number): number =>
  misses === null || misses === 0 ? 0 : allowed <= 0 ? 1 : Math.min(1, misses / allowed);
