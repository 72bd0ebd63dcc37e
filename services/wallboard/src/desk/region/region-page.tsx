/** A region: each of its sites by its own clock and targets, what its contacts are about more than usual, and its day together. */
import type { RegionRow } from "@floorwalker/protocol";
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import { HISTORY_EVERY_MS, type HistoryAnswer, historyPath } from "../../answers/history.ts";
import { Chart } from "../../charts/chart.tsx";
import { formatCount } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { historyIntervals } from "../../model/history-intervals.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { WindowChoice } from "../floor/window-choice.tsx";
import { historyCharts } from "../history/history-charts.ts";
import { intervalNames } from "../history/history-names.ts";
import { HistoryTable } from "../history/history-table.tsx";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";
import { RegionReasons } from "./region-reasons.tsx";
import { RegionSite } from "./region-site.tsx";

const HEIGHT = 190;
const DAY_KPIS = ["offered", "answered", "abandoned"];

export default function RegionPage() {
  const { route, sites, zone, window } = useDesk();
  const region = route.page === "region" || route.page === "reason" ? route.region : "";
  const members = sites.filter((site) => site.region === region);
  const [first] = members;
  const row = useView("regions", first?.site ?? null).rows.find(
    (each): each is typeof each & RegionRow => each.kind === "region" && each.region === region,
  );
  const inGroups = isInGroups(useWho());
  const asked = useAnswer<HistoryAnswer>(
    first === undefined || inGroups
      ? null
      : historyPath({ region, from: "today", interval: "30m", kpis: DAY_KPIS.join(",") }),
    HISTORY_EVERY_MS,
  ).value;
  const catalogue = useAnswer<Catalogue>(CATALOGUE_PATH, null).value?.kpis ?? [];
  const { regionPage, floor } = words;
  if (first === undefined) return sites.length === 0 ? null : <p className="page q">{regionPage.none(region)}</p>;
  const intervals = asked === null ? [] : historyIntervals(asked, null);
  const names = intervalNames(intervals, "30m", zone);
  const kpis = catalogue.filter(({ id }) => DAY_KPIS.includes(id));
  const shared = { intervals, names, compared: false, targetOf: () => null };
  const [chart] = historyCharts(kpis, { ...shared, ofDates: false });
  const heads: readonly (readonly [string, string, string])[] = [
    ["num", words.queues, regionPage.onTarget],
    ["", words.channels.call, words.serviceLevel],
    ["", words.channels.chat, words.serviceLevel],
    ["", words.channels.email, words.serviceLevel],
    ["num", words.waiting, words.now],
    ["num", words.longestWait, words.now],
    ["num", floor.free, words.now],
    ["num", words.occupancy, words.windows[window]],
    ["", words.alerts, words.now],
  ];
  return (
    <div className="page" data-testid="region-page">
      <div className="head">
        <h1>{region}</h1>
        <span className="s q">
          {regionPage.sites(members.length, formatCount(members.length))}
          {row !== undefined && ` · ${words.agentsSignedIn(formatCount(row.agentsSignedIn))}`}
        </span>
        {row !== undefined && row.stoppedSites > 0 && (
          <span className="s c-watch">{regionPage.stopped(row.stoppedSites, formatCount(row.stoppedSites))}</span>
        )}
        <span className="grow" />
        <span className="s q">{regionPage.hint}</span>
        <WindowChoice />
      </div>
      <section className="panel" aria-label={region}>
        <TableRoom>
          <table className="qt">
            <thead>
              <tr>
                <th scope="col">{regionPage.site}</th>
                {heads.map(([kind, name, over]) => (
                  <th key={name} scope="col" className={kind}>
                    {name}
                    <small>{over}</small>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {members.map((site) => (
                <RegionSite key={site.site} site={site} />
              ))}
            </tbody>
          </table>
        </TableRoom>
      </section>
      <div className="columns">
        <RegionReasons region={region} sites={members} chosen={route.page === "reason" ? route.reason : null} />
        {inGroups && <p className="panel body q">{words.historyPage.wholeDays}</p>}
        {!inGroups && chart !== undefined && (
          <Chart
            id="region-day"
            title={words.today}
            summary={words.historyPage.counts}
            spec={chart.spec}
            height={HEIGHT}
            more={
              <Link
                className="link s"
                href={`${pathOf({ page: "history", site: first.site })}?${new URLSearchParams({ region })}`}
              >
                {words.nav.history}
              </Link>
            }
            table={<HistoryTable {...shared} kpis={kpis} restatedHref={() => null} />}
          />
        )}
      </div>
    </div>
  );
}
