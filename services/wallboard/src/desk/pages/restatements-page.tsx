/** Numbers of finished intervals that were shown and are others now: of the last 24 hours, or of one interval that a look back names. */
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import {
  isRestatement,
  type Restatement,
  type RestatementsAnswer,
  restatementOf,
  restatementsPath,
} from "../../answers/restatements.ts";
import { formatMoment } from "../../format/format-time.ts";
import { formatByUnit } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";
import { Refusal } from "./refusal.tsx";
import { isAsked, restatedAsked } from "./restated-asked.ts";
import { useTitles } from "./restated-titles.ts";

export default function RestatementsPage() {
  const { url, site, queues, zone } = useDesk();
  const now = useNow();
  const inGroups = isInGroups(useWho());
  const units = useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? [];
  const asked = restatedAsked(url.searchParams);
  const live = useView("restatements", asked.from === null ? (site?.site ?? null) : null).rows;
  const kept = useAnswer<RestatementsAnswer>(
    site === null || asked.from === null ? null : restatementsPath(site.site, asked.from),
    null,
  );
  const shown = (value: number | null, kpi: string): string =>
    formatByUnit(value, units.find(({ id }) => id === kpi)?.unit ?? "");
  // What is another number by less than is shown is no news to anybody.
  const rows = (asked.from === null ? live.filter(isRestatement) : (kept.value?.restatements ?? []).map(restatementOf))
    .filter((row) => isAsked(row, asked) && shown(row.before, row.kpi) !== shown(row.after, row.kpi))
    .sort((a, b) => b.at - a.at);
  const { restatedPage } = words;
  const titles = useTitles(rows, site?.site ?? null);
  const titleOf = ({ queue, channel, agent, team, value }: Restatement): string => {
    if (queue !== null) return queues.find((row) => row.queue === queue && row.channel === channel)?.title ?? queue;
    if (agent !== null) return titles.agent(agent);
    if (team !== null) return titles.team(team);
    if (value !== null) return titles.reason(value);
    return channel === null ? words.wholeSite : nameIn(words.channels, channel);
  };
  return (
    <div className="page">
      <div className="head">
        <h1>{words.nav.restatements}</h1>
        <span className="q s">{restatedPage.hint}</span>
        {asked.any && site !== null && (
          <>
            <span className="tag">
              {[asked.title(queues), asked.from === null ? null : formatMoment(Date.parse(asked.from), now, zone)]
                .filter((part) => part !== null)
                .join(" · ")}
            </span>
            <Link className="link s" href={pathOf({ page: "restatements", site: site.site })}>
              {words.all}
            </Link>
          </>
        )}
      </div>
      <section className="panel" aria-label={words.nav.restatements}>
        {asked.from !== null && <Refusal answer={kept} />}
        {rows.length === 0 ? (
          <p className="body q">{inGroups ? restatedPage.notTold : restatedPage.none}</p>
        ) : (
          <TableRoom>
            <table className="list">
              <thead>
                <tr>
                  <th scope="col">{restatedPage.when}</th>
                  <th scope="col">{restatedPage.what}</th>
                  <th scope="col" className="num">
                    {restatedPage.was}
                  </th>
                  <th scope="col" className="num">
                    {restatedPage.is}
                  </th>
                  <th scope="col" className="num">
                    {restatedPage.events}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{formatMoment(row.at, now, zone)}</td>
                    <th scope="row">
                      {titleOf(row)} ·{" "}
                      {restatedPage.intervalOf(nameIn(words.kpis, row.kpi), formatMoment(row.from, now, zone))}
                    </th>
                    <td className="num">
                      <s>{shown(row.before, row.kpi)}</s>
                    </td>
                    <td className="num c-future">
                      <b>{shown(row.after, row.kpi)}</b>
                    </td>
                    <td className="num">{formatByUnit(row.events, "count")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableRoom>
        )}
      </section>
    </div>
  );
}
