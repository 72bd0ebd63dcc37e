/** The floor of one site: strip, summary, queues, alerts. Joins the rows with the clock and decides what stands where. */
import { type CSSProperties, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { formatCount } from "../format/format-value.ts";
import type { BoardStore } from "../live/board-store.ts";
import type { Clock } from "../live/clock.ts";
import { type AlertItem, alertItems } from "../model/alert-items.ts";
import { arrangeTiles, breachesOf, hasNewBreach, NO_ARRANGEMENT } from "../model/arrange-tiles.ts";
import { readAlerts, readFloor, serviceLevelOf } from "../model/floor.ts";
import { freshness as freshnessOf, knownUntil, quietMs } from "../model/freshness.ts";
import { newest } from "../model/newest.ts";
import { FIRST_TURN, pageOf, pagesOf, turnPage, WALL_TILES, wallGrid } from "../model/pages.ts";
import { type QueueLine, queueLine } from "../model/queue-line.ts";
import type { Screen } from "../model/screen.ts";
import { VIEW_WINDOW } from "../model/service-level-facts.ts";
import { addToTrend, type TrendPoint } from "../model/trend.ts";
import { TimeContext } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { AlertPanel } from "./alert-panel.tsx";
import { QueueTile } from "./queue-tile.tsx";
import { SiteSummary } from "./site-summary.tsx";
import { TopStrip } from "./top-strip.tsx";

export interface BoardProps {
  readonly store: BoardStore;
  readonly clock: Clock;
  readonly screen: Screen;
}

export function Board({ store, clock, screen }: BoardProps) {
  const {
    connection,
    lostAt,
    rows,
    alerts: alertRows,
    watermark,
  } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const now = useSyncExternalStore(clock.subscribe, clock.getSnapshot);
  const [wanted, setWanted] = useState(screen.site);
  const floor = useMemo(() => readFloor(rows, wanted), [rows, wanted]);
  const { site, queues } = floor;
  const alerts = useMemo(() => readAlerts(alertRows, site?.site ?? null), [alertRows, site?.site]);

  const heardOf = site === null ? null : newest(watermark[site.site], site.watermark ?? site.lastEventAt);
  const asOf = site === null ? null : knownUntil(heardOf, site, now);
  const freshness = freshnessOf(asOf, now, quietMs(floor.sources));
  const heldAt = lostAt ?? (freshness === "stale" ? asOf : null);

  const items = useStable(alertItems(alerts, queues, now));
  const wall = screen.kind === "wall";
  const size = wall ? WALL_TILES : queues.length || 1;
  const facts = { siteStaleSince: freshness === "stale" ? asOf : null, siteHeldAt: heldAt, now, alerts: items };
  const unordered = queues.map((row) => queueLine(row, { ...facts, window: VIEW_WINDOW }));
  const { tiles, page, of } = useOrder(unordered, size, now);

  const trend = useTrend(now, site === null || freshness !== "fresh" ? null : serviceLevelOf(site, VIEW_WINDOW));
  const time = useMemo(() => ({ clock, zone: site?.zone ?? "UTC", heldAt }), [clock, site?.zone, heldAt]);
  const grid = wallGrid(queues.length);
  return (
    <TimeContext value={time}>
      <div
        className="board"
        data-testid="board"
        data-screen={screen.kind}
        data-connection={connection}
        data-freshness={freshness}
        data-rows={grid.rows}
        style={{ "--columns": grid.columns, "--rows": grid.rows } as CSSProperties}
      >
        <TopStrip
          sites={floor.sites}
          site={site}
          onSite={setWanted}
          connection={connection}
          asOf={asOf}
          freshness={freshness}
          sources={floor.sources}
        />
        <main className="floor">
          <SiteSummary site={site} trend={trend} />
          <section className="queues" aria-labelledby="queues-title">
            <h2 id="queues-title" className="unseen">
              {words.queues}
            </h2>
            {queues.length === 0 && (
              <p className="queues-none">{floor.missing === null ? words.noQueues : words.noSuchSite(floor.missing)}</p>
            )}
            <ul className="tiles">
              {tiles.map(({ id, row, state, staleSince, heldAt: tileHeldAt, alert }) => (
                <QueueTile
                  key={id}
                  row={row}
                  state={state}
                  staleSince={state === "closed" ? null : staleSince}
                  heldAt={tileHeldAt}
                  lateSince={freshness === "late" ? asOf : null}
                  lostAsOf={lostAt === null ? null : asOf}
                  alert={alert}
                />
              ))}
            </ul>
            {of > 1 && <p className="pages">{words.pages(formatCount(page), formatCount(of))}</p>}
          </section>
          <AlertPanel items={items} />
        </main>
      </div>
    </TimeContext>
  );
}

/** Worst first, and on a wall page by page; both remember what was shown before. */
function useOrder(unordered: readonly QueueLine[], size: number, now: number) {
  const order = useRef(NO_ARRANGEMENT);
  const turned = useRef(FIRST_TURN);
  const pages = pagesOf(unordered.length, size);
  const breaches = breachesOf(unordered);
  const newBreach = hasNewBreach(breaches, order.current.breaches);
  const breachOn = (page: number): boolean =>
    pageOf(order.current.order, size, page).tiles.some((id) => breaches.has(id));
  const turn = turnPage(turned.current, { pages, breachOn, newBreach, now });
  // A wall keeps its order until a round is over: a tile that moved to a page already turned would not be seen.
  const roundBegins = turn !== turned.current && turn.page === 0;
  const arranged = arrangeTiles(unordered, order.current, now, pages === 1 || roundBegins);
  useEffect(() => {
    order.current = arranged.arrangement;
    turned.current = turn;
  });
  return pageOf(arranged.tiles, size, turn.page);
}

function useTrend(now: number, value: number | null | undefined): readonly TrendPoint[] {
  const [trend, setTrend] = useState<readonly TrendPoint[]>([]);
  const next = addToTrend(trend, now, value);
  if (next !== trend) setTrend(next);
  return next;
}

/** Items that did not change stay the same objects, so that only a changed alert paints. */
function useStable(items: readonly AlertItem[]): readonly AlertItem[] {
  const before = useRef(new Map<string, { key: string; item: AlertItem }>());
  const stable = items.map((item) => {
    const key = JSON.stringify(item);
    const known = before.current.get(item.id);
    return known?.key === key ? known : { key, item };
  });
  useEffect(() => {
    before.current = new Map(stable.map((entry) => [entry.item.id, entry]));
  });
  return stable.map(({ item }) => item);
}
