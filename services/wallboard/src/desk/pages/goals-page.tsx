/** Every goal of the site: so far against its target, what may still be missed, and when it is too late. */
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatLimit, formatTimes } from "../../format/format-value.ts";
import { useGoals } from "../../live/use-goals.ts";
import { useView } from "../../live/use-view.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { type Goal, whoOf } from "../../model/goal.ts";
import { sortedGoals } from "../../model/goals-order.ts";
import { Icon } from "../../ui/icon.tsx";
import { StateWord } from "../../ui/state-word.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { TableRoom } from "../table-room.tsx";

const SPANS = ["today", "week", "month"] as const;
/** Of weeks and months groups are told nothing (`docs/privacy.md`). */
const OF_GROUPS = ["today"] as const;

export default function GoalsPage() {
  const { site, url, queues, zone } = useDesk();
  const spans = isInGroups(useWho()) ? OF_GROUPS : SPANS;
  const span = spans.find((known) => known === url.searchParams.get("span")) ?? "today";
  const told = useGoals(site?.site ?? null);
  const { goalsPage } = words;
  const all = told ?? [];
  const kpis = [...new Set(all.map(({ kpi }) => kpi))];
  const kpi = kpis.find((known) => known === url.searchParams.get("kpi")) ?? null;
  const who = url.searchParams.get("who");
  const goals = sortedGoals(
    all.filter((goal) => (kpi === null || goal.kpi === kpi) && (who === null || whoOf(goal.scope) === who)),
    span,
  );
  const titles = useTitles(site?.site ?? null, goals);
  const nameOf = ({ scope }: Goal): string =>
    queues.find(({ queue, channel }) => queue === scope.queue && channel === scope.channel)?.title ??
    titles(scope) ??
    scope.queue ??
    scope.team ??
    scope.department ??
    scope.agent ??
    scope.region ??
    site?.name ??
    words.wholeSite;
  return (
    <div className="page">
      <div className="head">
        <h1>{words.nav.goals}</h1>
        <fieldset className="seg" aria-label={words.window}>
          {spans.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === span}
              onClick={() => navigate(withParams(url, { span: each === "today" ? null : each }), "replace")}
            >
              {goalsPage.spans[each]}
            </button>
          ))}
        </fieldset>
        {kpis.length > 1 && (
          <fieldset className="seg" aria-label={words.rules.kpi}>
            {[null, ...kpis].map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === kpi}
                onClick={() => navigate(withParams(url, { kpi: each }), "replace")}
              >
                {each === null ? words.all : nameIn(words.kpis, each)}
              </button>
            ))}
          </fieldset>
        )}
        {who !== null && (
          <Link className="tag" href={withParams(url, { who: null })} data-testid="who">
            {goals[0] === undefined ? who : nameOf(goals[0])} <Icon name="close" />
            <span className="unseen">{words.all}</span>
          </Link>
        )}
        <span className="q s">{words.worstFirst}</span>
      </div>
      <section className="panel" aria-label={words.nav.goals}>
        {told === null && <p className="body q">{words.loading}</p>}
        {told !== null && goals.length === 0 && (
          <p className="body q">
            {goalsPage.none}. {goalsPage.noneHint}
          </p>
        )}
        {goals.length > 0 && (
          <TableRoom>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{goalsPage.who}</th>
                  <th scope="col">{words.floor.state}</th>
                  <th scope="col" className="num">
                    {goalsPage.soFar}
                  </th>
                  <th scope="col" className="num">
                    {goalsPage.target}
                  </th>
                  <th scope="col" className="num">
                    {goalsPage.missesLeft}
                  </th>
                  {span === "today" && (
                    <>
                      <th scope="col" className="num">
                        {goalsPage.expected}
                        <small>{goalsPage.byClose}</small>
                      </th>
                      <th scope="col" className="num">
                        {goalsPage.burn}
                        <small>{words.windows["60m"]}</small>
                      </th>
                      <th scope="col">{goalsPage.noReturn}</th>
                    </>
                  )}
                </tr>
              </thead>
              <tbody>
                {goals.map((goal) => {
                  const spanned = span === "today" ? goal : goal[span];
                  const { unit, target } = goal;
                  return (
                    <tr key={`${goal.kpi} ${JSON.stringify(goal.scope)}`} className={spanned?.state}>
                      <th scope="row">
                        <Link className="link" href={withParams(url, { who: whoOf(goal.scope) })}>
                          <b>{nameOf(goal)}</b>
                        </Link>{" "}
                        <span className="qq xs">
                          {nameIn(words.kpis, goal.kpi)} · {nameIn(goalsPage.scopes, goal.scope.kind)}
                        </span>
                      </th>
                      <td>{spanned ? <StateWord state={spanned.state} /> : words.noValue}</td>
                      <td className={`num ${spanned?.state === "below" ? "c-watch" : ""}`}>
                        <b>{formatByUnit(spanned?.value ?? null, unit, target)}</b>
                      </td>
                      <td className="num q">{formatLimit(target, unit)}</td>
                      <td className={`num ${(spanned?.missesLeft ?? 0) < 0 ? "c-watch" : ""}`}>
                        {formatCount(spanned?.missesLeft ?? null)}
                      </td>
                      {span === "today" && (
                        <>
                          <td className="num c-future">{formatByUnit(goal.byClose?.value ?? null, unit, target)}</td>
                          <td className="num">{formatTimes(goal.burn?.["60m"] ?? null)}</td>
                          <td className="q s">{noReturnWords(goal, zone)}</td>
                        </>
                      )}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </TableRoom>
        )}
      </section>
    </div>
  );
}

/** What teams, departments and agents are called; nothing is asked where no goal is of one. */
function useTitles(site: string | null, goals: readonly Goal[]): (scope: Goal["scope"]) => string | null {
  const isOf = (kind: string): boolean => goals.some(({ scope }) => scope.kind === kind);
  const { rows: teams, connection: ofTeams } = useView("teams", isOf("team") || isOf("department") ? site : null);
  const { rows: agents, connection: ofAgents } = useView("agents", isOf("agent") ? site : null);
  return ({ kind, team, department, agent }) => {
    const row =
      team !== undefined
        ? teams.find((each) => each.kind === "team" && each.team === team)
        : department !== undefined
          ? teams.find((each) => each.kind === "department" && each.department === department)
          : agents.find((each) => each.agent === agent);
    const title = row?.title ?? row?.name;
    if (typeof title === "string") return title;
    // An id is shown to nobody who would be told the name in a moment.
    const isAsking = kind === "agent" ? ofAgents === "connecting" : ofTeams === "connecting";
    return isAsking && ["agent", "team", "department"].includes(kind) ? words.noValue : null;
  };
}

function noReturnWords({ byClose, noReturnAt }: Goal, zone: string): string {
  if (byClose === null) return words.noValue;
  if (byClose.outOfReach) return words.goalsPage.outOfReach;
  const when =
    noReturnAt === null ? words.goalsPage.notToday : words.goalsPage.atThisPace(formatTimeOfDay(noReturnAt, zone));
  const { inTimeNeeded, coming } = byClose;
  return inTimeNeeded === null
    ? when
    : words.and(when, words.goalsPage.neededOf(formatCount(inTimeNeeded), formatCount(coming)));
}
