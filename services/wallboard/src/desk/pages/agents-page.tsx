/** Who is there, in what state and since when: by state, the longest first, or as whoever looks wants it; all of it in the address. */
import type { AgentRow, TeamRow } from "@floorwalker/protocol";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath } from "../../answers/planning.ts";
import { formatCount } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { agentLines } from "../../model/agent-lines.ts";
import { AGENT_STATES, readAgentSort } from "../../model/agents-order.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { AgentsTable } from "../agents/agents-table.tsx";
import { PausedPanel } from "../agents/paused-panel.tsx";
import { TeamsPanel } from "../agents/teams-panel.tsx";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { saveText } from "../save-text.ts";
import { Refusal } from "./refusal.tsx";

const GROUPS = ["state", "team"] as const;

export default function AgentsPage() {
  const { url, site, queues } = useDesk();
  const inGroups = isInGroups(useWho());
  const agents = useView("agents", site?.site ?? null).rows.filter(
    (row): row is typeof row & AgentRow => row.kind === "agent",
  );
  const teams = useView("teams", site?.site ?? null).rows.filter(
    (row): row is typeof row & TeamRow => row.kind === "team",
  );
  const { agentsPage } = words;
  const { searchParams } = url;
  const text = searchParams.get("q") ?? "";
  const state = AGENT_STATES.find((known) => known === searchParams.get("state")) ?? null;
  const by = GROUPS.find((known) => known === searchParams.get("by")) ?? "state";
  const wanted = text.trim().toLocaleLowerCase(words.locale);
  const titles = new Map(teams.map(({ team, title }) => [team, title]));
  const teamOf = ({ team }: AgentRow): string => (team === null ? agentsPage.noTeam : (titles.get(team) ?? team));
  const queue = searchParams.get("queue");
  const plans = useAnswer<PlanningAnswer>(
    site === null || queue === null ? null : planningPath(site.site, queue),
    PLANNING_EVERY_MS,
  );
  // Until it is told who serves the queue nobody is said to.
  const serving =
    queue === null
      ? null
      : new Set((plans.value?.queues ?? []).flatMap(({ staff }) => (staff?.serving ?? []).map((each) => each.agent)));
  const among = serving === null ? agents : agents.filter(({ agent }) => serving.has(agent));
  const isToldWho = queue === null || plans.value !== null;
  const signedIn = among.filter((agent) => agent.state !== "absent").length;
  const shown = among.filter(
    (agent) =>
      (state === null || agent.state === state) &&
      `${agent.name} ${teamOf(agent)}`.toLocaleLowerCase(words.locale).includes(wanted),
  );
  return (
    <div className="page">
      <div className="head">
        <h1>{words.agents}</h1>
        {!inGroups && isToldWho && <span className="tag">{words.agentsSignedIn(formatCount(signedIn))}</span>}
        {queue !== null && (
          <Link className="tag" href={withParams(url, { queue: null })}>
            {words.agentPage.serving(queues.find((row) => row.queue === queue)?.title ?? queue)} <Icon name="close" />
            <span className="unseen">{words.all}</span>
          </Link>
        )}
        <span className="grow" />
        <button
          type="button"
          className="btn"
          disabled={shown.length === 0}
          onClick={() => saveText(`agents-${site?.site ?? ""}.csv`, agentLines(shown, teamOf), "text/csv")}
        >
          {words.csv}
        </button>
        <fieldset className="seg" aria-label={words.group}>
          {GROUPS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === by}
              onClick={() => navigate(withParams(url, { by: each === "state" ? null : each }), "replace")}
            >
              {each === "state" ? agentsPage.byState : agentsPage.byTeam}
            </button>
          ))}
        </fieldset>
        <label className="search field-search">
          <Icon name="filter" />
          <input
            data-filter
            aria-label={words.filter}
            placeholder={words.filter}
            value={text}
            onChange={(event) => navigate(withParams(url, { q: event.target.value || null }), "replace")}
          />
        </label>
      </div>
      <div className="floor">
        <section className="panel" aria-label={words.agents}>
          {queue !== null && <Refusal answer={plans} />}
          {!isToldWho ? null : shown.length === 0 ? (
            <p className="body q">
              {inGroups ? agentsPage.notTold : agents.length === 0 ? agentsPage.none : agentsPage.noMatch}
            </p>
          ) : (
            <AgentsTable agents={shown} sort={readAgentSort(searchParams.get("sort"))} by={by} teamOf={teamOf} />
          )}
        </section>
        <div className="col gap">
          {teams.length > 0 && <TeamsPanel teams={teams} />}
          <PausedPanel agents={among} />
        </div>
      </div>
    </div>
  );
}
