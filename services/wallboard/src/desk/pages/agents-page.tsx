/** Who is there, in what state and since when: by state, the longest first. */
import type { AgentRow, TeamRow } from "@floorwalker/protocol";
import { Fragment } from "react";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatDuration, formatRatio } from "../../format/format-value.ts";
import { useView } from "../../live/use-view.ts";
import { valueIn } from "../../model/floor.ts";
import { AgentsBar } from "../../ui/agents-bar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";

/** Who should be there and is not comes first. */
const STATES = ["absent", "paused", "wrapUp", "idle", "onContact"] as const;

export default function AgentsPage() {
  const { url, site } = useDesk();
  const agents = useView("agents", site?.site ?? null).rows.filter(
    (row): row is typeof row & AgentRow => row.kind === "agent",
  );
  const teams = useView("teams", site?.site ?? null).rows.filter(
    (row): row is typeof row & TeamRow => row.kind === "team",
  );
  const signedIn = agents.filter(({ state }) => state !== "absent").length;
  const { agentsPage } = words;
  const zone = site?.zone ?? "UTC";
  const text = url.searchParams.get("q") ?? "";
  const wanted = text.trim().toLocaleLowerCase(words.locale);
  const titles = new Map(teams.map(({ team, title }) => [team, title]));
  const teamOf = ({ team }: AgentRow): string => (team === null ? agentsPage.noTeam : (titles.get(team) ?? team));
  const shown = agents.filter((agent) =>
    `${agent.name} ${teamOf(agent)}`.toLocaleLowerCase(words.locale).includes(wanted),
  );
  return (
    <div className="page">
      <div className="head">
        <h1>{words.agents}</h1>
        <span className="tag">{words.agentsSignedIn(formatCount(signedIn))}</span>
        <span className="grow" />
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
          {shown.length === 0 ? (
            <p className="body q">{agents.length === 0 ? agentsPage.none : agentsPage.noMatch}</p>
          ) : (
            <div className="table-room">
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">{agentsPage.agent}</th>
                    <th scope="col">{agentsPage.team}</th>
                    <th scope="col">{agentsPage.reason}</th>
                    <th scope="col" className="num">
                      {agentsPage.inState}
                    </th>
                    <th scope="col" className="num">
                      {agentsPage.handled}
                    </th>
                    <th scope="col" className="num">
                      {agentsPage.handleTime}
                    </th>
                    <th scope="col" className="num">
                      {agentsPage.occupancy}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {STATES.map((state) => {
                    const of = shown.filter((agent) => agent.state === state).sort((a, b) => a.since - b.since);
                    return (
                      of.length > 0 && (
                        <Fragment key={state}>
                          <tr className="grp">
                            <th scope="rowgroup" colSpan={7}>
                              <Icon name={state} /> {words.agentStates[state]}{" "}
                              <span className="tag">{formatCount(of.length)}</span>{" "}
                              <span className="w4">{agentsPage.longestFirst}</span>
                            </th>
                          </tr>
                          {of.map((agent) => (
                            <tr key={agent.id} data-testid="agent">
                              <th scope="row">
                                {agent.name}
                                {agent.implied && (
                                  <span className="qq" title={agentsPage.implied}>
                                    {" "}
                                    <Icon name="unconfigured" />
                                    <span className="unseen">{agentsPage.implied}</span>
                                  </span>
                                )}
                              </th>
                              <td className="q">{teamOf(agent)}</td>
                              <td>
                                {state === "absent" && agent.scheduledSince !== null
                                  ? agentsPage.scheduledSince(formatTimeOfDay(agent.scheduledSince, zone))
                                  : agent.reason}
                              </td>
                              <td className="num">
                                <b>
                                  <TickingWait since={agent.since} />
                                </b>
                              </td>
                              <td className="num">{formatCount(valueIn(agent, "handled", "day"))}</td>
                              <td className="num">{formatDuration(valueIn(agent, "averageHandleTime", "day"))}</td>
                              <td className="num">{formatRatio(valueIn(agent, "occupancy", "day"))}</td>
                            </tr>
                          ))}
                        </Fragment>
                      )
                    );
                  })}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {teams.length > 0 && <Teams teams={teams} />}
      </div>
    </div>
  );
}

function Teams({ teams }: { readonly teams: readonly TeamRow[] }) {
  return (
    <section className="panel" aria-labelledby="teams-title">
      <header>
        <h2 id="teams-title">{words.agentsPage.teams}</h2>
      </header>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{words.agentsPage.team}</th>
            <th scope="col">{words.agentsPage.state}</th>
            <th scope="col" className="num">
              {words.agentsPage.free}
            </th>
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.id}>
              <th scope="row">
                {team.title} <span className="qq xs">{formatCount(team.agentsSignedIn)}</span>
              </th>
              <td>
                <AgentsBar
                  onContact={team.agentsOnContact}
                  wrapUp={team.agentsWrapUp}
                  free={team.agentsIdle}
                  paused={team.agentsPaused}
                />
              </td>
              <td className="num">
                <b>{formatCount(team.agentsIdle)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
