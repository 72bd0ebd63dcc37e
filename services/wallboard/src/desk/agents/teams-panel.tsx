/** What each team does now. */
import type { TeamRow } from "@floorwalker/protocol";
import { formatCount } from "../../format/format-value.ts";
import { AgentsBar } from "../../ui/agents-bar.tsx";
import { words } from "../../words/words.ts";

export function TeamsPanel({ teams }: { readonly teams: readonly TeamRow[] }) {
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
