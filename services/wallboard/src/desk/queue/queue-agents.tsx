/** Who serves a queue now, by state, the longest in it first. Who may not be named is counted. */
import type { QueueRow } from "@floorwalker/protocol";
import { Fragment } from "react";
import type { QueuePlan } from "../../answers/planning.ts";
import { formatCount } from "../../format/format-value.ts";
import { AgentsBar } from "../../ui/agents-bar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";

/** Of each state; the rest are on the agents' page. */
const SHOWN = 5;
const STATES = ["paused", "wrapUp", "idle", "onContact"] as const;

export interface QueueAgentsProps {
  readonly row: QueueRow;
  readonly staff: NonNullable<QueuePlan["staff"]>;
}

export function QueueAgents({ row, staff }: QueueAgentsProps) {
  const { queueMore } = words;
  const serving = staff.serving ?? [];
  const hidden = staff.signedIn - serving.length;
  return (
    <section className="panel" aria-labelledby="queue-agents" data-testid="queue-agents">
      <header>
        <h2 id="queue-agents" className="nw">
          {queueMore.agents}
        </h2>
        <span className="tag">{formatCount(staff.signedIn)}</span>
        <span className="grow" />
        <AgentsBar
          onContact={Math.max(0, staff.there - staff.freeCount)}
          wrapUp={0}
          free={staff.freeCount}
          paused={staff.signedIn - staff.there}
        />
      </header>
      {staff.signedIn === 0 && <p className="body q">{queueMore.nobodySignedIn}</p>}
      {serving.length > 0 && (
        <TableRoom>
          <table className="list tight">
            <tbody>
              {STATES.map((state) => {
                const of = serving.filter((agent) => agent.state === state);
                return (
                  of.length > 0 && (
                    <Fragment key={state}>
                      <tr className="grp">
                        <th scope="rowgroup" colSpan={3}>
                          <Icon name={state} /> {words.agentStates[state]}{" "}
                          <span className="tag">{formatCount(of.length)}</span>
                        </th>
                      </tr>
                      {of.slice(0, SHOWN).map(({ agent, name, reason, since }) => (
                        <tr key={agent}>
                          <th scope="row">
                            <Link className="link" href={pathOf({ page: "agent", site: row.site, agent })}>
                              {name}
                            </Link>
                          </th>
                          <td className="q s">{reason}</td>
                          <td className="num">
                            <b>
                              <TickingWait since={since} />
                            </b>
                          </td>
                        </tr>
                      ))}
                      {of.length > SHOWN && (
                        <tr>
                          <td colSpan={3}>
                            <Link
                              className="link s"
                              href={`${pathOf({ page: "agents", site: row.site })}?${new URLSearchParams({ queue: row.queue, state })}`}
                            >
                              {words.explain.moreContacts(formatCount(of.length - SHOWN))}
                            </Link>
                          </td>
                        </tr>
                      )}
                    </Fragment>
                  )
                );
              })}
            </tbody>
          </table>
        </TableRoom>
      )}
      {hidden > 0 && <p className="body q s">{queueMore.notNamed(hidden, formatCount(hidden))}</p>}
    </section>
  );
}
