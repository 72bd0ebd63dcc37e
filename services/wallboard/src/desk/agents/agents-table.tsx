/** Who does what since when, in groups; each head sorts, and what is longer than a rule allows is marked with its limit. */
import type { AgentAlertRow, AgentRow } from "@floorwalker/protocol";
import { Fragment, type ReactNode } from "react";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatDuration, formatRatio, formatSpan } from "../../format/format-value.ts";
import {
  AGENT_STATES,
  type AgentColumn,
  type AgentSort,
  nextSort,
  sortedAgents,
  writtenSort,
} from "../../model/agents-order.ts";
import { valueIn } from "../../model/floor.ts";
import { Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";

export interface AgentsTableProps {
  readonly agents: readonly AgentRow[];
  readonly sort: AgentSort;
  readonly by: "state" | "team";
  readonly teamOf: (agent: AgentRow) => string;
}

const COLUMNS: readonly (readonly [
  AgentColumn,
  "agent" | "team" | "reason" | "inState" | "handled" | "handleTime" | "occupancy",
])[] = [
  ["name", "agent"],
  ["team", "team"],
  ["reason", "reason"],
  ["inState", "inState"],
  ["handled", "handled"],
  ["handleTime", "handleTime"],
  ["occupancy", "occupancy"],
];
const TEXTS: readonly AgentColumn[] = ["name", "team", "reason"];

export function AgentsTable({ agents, sort, by, teamOf }: AgentsTableProps) {
  const { url, alerts } = useDesk();
  const { agentsPage } = words;
  // Most systems tell no reason, and an empty column says nothing.
  const tellsReasons = agents.some(({ reason, state }) => reason !== null || state === "absent");
  const columns = COLUMNS.filter(([column]) => tellsReasons || column !== "reason");
  const over = new Map(
    alerts
      .filter((alert): alert is AgentAlertRow => alert.about === "agent" && alert.state === "firing")
      .map((alert) => [alert.agent, alert]),
  );
  return (
    <TableRoom>
      <table className="list">
        <thead>
          <tr>
            {columns.map(([column, name]) => (
              <th
                key={column}
                scope="col"
                className={TEXTS.includes(column) ? undefined : "num"}
                aria-sort={sort.by === column ? (sort.isDescending ? "descending" : "ascending") : undefined}
              >
                <button
                  type="button"
                  className="sort"
                  title={agentsPage.sortBy(agentsPage[name])}
                  onClick={() => navigate(withParams(url, { sort: writtenSort(nextSort(sort, column)) }), "replace")}
                >
                  {agentsPage[name]}
                </button>
                {!TEXTS.includes(column) && <small>{column === "inState" ? words.now : words.windows.day}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groupsOf(agents, by, teamOf).map(({ key, title, of }) => (
            <Fragment key={key}>
              <tr className="grp">
                <th scope="rowgroup" colSpan={columns.length}>
                  {title} <span className="tag">{formatCount(of.length)}</span>{" "}
                  {writtenSort(sort) === null && <span className="w4">{agentsPage.longestFirst}</span>}
                </th>
              </tr>
              {sortedAgents(of, sort, { teamOf, locale: words.locale }).map((agent) => (
                <Row
                  key={agent.id}
                  agent={agent}
                  team={teamOf(agent)}
                  over={over.get(agent.agent) ?? null}
                  tellsReasons={tellsReasons}
                  tellsState={by === "team"}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </TableRoom>
  );
}

interface RowProps {
  readonly agent: AgentRow;
  readonly team: string;
  readonly over: AgentAlertRow | null;
  readonly tellsReasons: boolean;
  readonly tellsState: boolean;
}

function Row({ agent, team, over, tellsReasons, tellsState }: RowProps) {
  const { zone } = useDesk();
  const { agentsPage } = words;
  const isOver = over !== null && over.agentState === agent.state;
  return (
    <tr className={isOver ? "below" : undefined} data-testid="agent" data-row tabIndex={-1}>
      <th scope="row">
        {tellsState && (
          <>
            <Icon name={agent.state} /> <span className="unseen">{words.agentStates[agent.state]}</span>
          </>
        )}
        <Link className="link" href={pathOf({ page: "agent", site: agent.site, agent: agent.agent })}>
          {agent.name}
        </Link>
        {agent.implied && (
          <span className="qq" title={agentsPage.implied}>
            {" "}
            <Icon name="unconfigured" />
            <span className="unseen">{agentsPage.implied}</span>
          </span>
        )}
      </th>
      <td className="q">{team}</td>
      {tellsReasons && (
        <td>
          {agent.state === "absent" && agent.scheduledSince !== null
            ? agentsPage.scheduledSince(formatTimeOfDay(agent.scheduledSince, zone))
            : agent.reason}
        </td>
      )}
      <td className={isOver ? "num c-watch" : "num"}>
        <b>
          <TickingWait since={agent.since} />
        </b>
        {isOver && (
          <span className="s">
            {" "}
            {words.alertsPage.limit} {formatSpan(over.limitSeconds)}
          </span>
        )}
      </td>
      <td className="num">{formatCount(valueIn(agent, "handled", "day"))}</td>
      <td className="num">{formatDuration(valueIn(agent, "averageHandleTime", "day"))}</td>
      <td className="num">{formatRatio(valueIn(agent, "occupancy", "day"))}</td>
    </tr>
  );
}

interface Group {
  readonly key: string;
  readonly title: ReactNode;
  readonly of: readonly AgentRow[];
}

function groupsOf(
  agents: readonly AgentRow[],
  by: "state" | "team",
  teamOf: (agent: AgentRow) => string,
): readonly Group[] {
  if (by === "state")
    return AGENT_STATES.map((state) => ({
      key: state,
      title: (
        <>
          <Icon name={state} /> {words.agentStates[state]}
        </>
      ),
      of: agents.filter((agent) => agent.state === state),
    })).filter(({ of }) => of.length > 0);
  const teams = [...new Set(agents.map(teamOf))].sort((a, b) => a.localeCompare(b, words.locale));
  return teams.map((team) => ({ key: team, title: team, of: agents.filter((agent) => teamOf(agent) === team) }));
}
