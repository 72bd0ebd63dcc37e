/** One agent: what he does since when, his numbers by window, and his contacts of today; of who is told under a pseudonym as much as the profile tells. */
import type { AgentRow, TeamRow } from "@floorwalker/protocol";
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import type { ExplainedContact } from "../../answers/explained-contact.ts";
import { formatByUnit, formatSpan } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { me } from "../../live/who.ts";
import { valueIn } from "../../model/floor.ts";
import { Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { Refusal } from "../pages/refusal.tsx";
import { ContactsTable } from "../queue/contacts-table.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";

const WINDOWS = ["30m", "60m", "day"] as const;

export default function AgentPage() {
  const { route, site, alerts } = useDesk();
  const id = route.page === "agent" ? route.agent : "";
  const { rows, connection } = useView("agents", site?.site ?? null);
  const teams = useView("teams", site?.site ?? null).rows.filter(
    (row): row is typeof row & TeamRow => row.kind === "team",
  );
  const agent = rows.find((row): row is typeof row & AgentRow => row.kind === "agent" && row.agent === id);
  const { agentPage, agentsPage } = words;
  if (site === null) return null;
  const over = alerts.find((each) => each.about === "agent" && each.agent === id && each.state === "firing");
  const team = agent === undefined || agent.team === null ? null : agent.team;
  return (
    <div className="page" data-testid="agent-page">
      <div className="head">
        <Link className="link" href={pathOf({ page: "agents", site: site.site })}>
          {words.agents}
        </Link>
        <h1>{agent?.name ?? (connection === "live" ? id : words.noValue)}</h1>
        {agent !== undefined && (
          <span className="row">
            <Icon name={agent.state} />
            <b>{words.agentStates[agent.state]}</b>
            <TickingWait since={agent.since} />
            {agent.reason !== null && <span className="q">{agent.reason}</span>}
          </span>
        )}
        {team !== null && <span className="tag">{teams.find((each) => each.team === team)?.title ?? team}</span>}
        {over?.about === "agent" && (
          <span className="st atRisk">
            <Icon name="late" />
            {words.alertsPage.limit} {formatSpan(over.limitSeconds)}
          </span>
        )}
      </div>
      {agent === undefined && connection === "live" && <p className="panel body q">{agentPage.notHere}</p>}
      <div className="columns">
        {agent !== undefined && <Numbers agent={agent} title={agentsPage.agent} />}
        {me()?.role !== "viewer" && <Today site={site.site} agent={id} />}
      </div>
    </div>
  );
}

/** Every KPI that is told of an agent. */
function Numbers({ agent, title }: { readonly agent: AgentRow; readonly title: string }) {
  const kpis = useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? [];
  const isTold = (id: string, window: (typeof WINDOWS)[number]): boolean => valueIn(agent, id, window) !== undefined;
  const told = kpis.filter(({ id }) => WINDOWS.some((window) => isTold(id, window)));
  const windows = WINDOWS.filter((window) => told.some(({ id }) => isTold(id, window)));
  return (
    <section className="panel" aria-label={title}>
      <TableRoom>
        <table className="list tight">
          <thead>
            <tr>
              <th scope="col">{words.agentPage.number}</th>
              {windows.map((window) => (
                <th key={window} scope="col" className="num">
                  {words.windows[window]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.map(({ id, unit }) => (
              <tr key={id}>
                <th scope="row">{nameIn(words.kpis, id)}</th>
                {windows.map((window) => (
                  <td key={window} className="num">
                    {formatByUnit(valueIn(agent, id, window) ?? null, unit)}
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

function Today({ site, agent }: { readonly site: string; readonly agent: string }) {
  const params = new URLSearchParams({ site, agent, window: "day", limit: "100" });
  const asked = useAnswer<{ readonly contacts: readonly ExplainedContact[] }>(
    `/v1/contacts?${params}`,
    // Once: it is noted who looks at contacts.
    null,
  );
  const contacts = asked.value?.contacts ?? [];
  return (
    <section className="panel" aria-labelledby="agent-contacts" data-testid="agent-contacts">
      <header>
        <h2 id="agent-contacts">{words.agentPage.contacts}</h2>
      </header>
      <Refusal answer={asked} />
      {asked.value !== null && contacts.length === 0 && <p className="body q">{words.queueMore.noContacts}</p>}
      {contacts.length > 0 && <ContactsTable site={site} contacts={contacts} />}
    </section>
  );
}
