/** The floor of one site: strip, summary, queues, alerts. Joins the rows with the clock and decides what stands where. */
import type { QueueRow } from "@floorwalker/protocol";
import { type CSSProperties, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { BoardStore } from "../live/board-store.ts";
import type { Clock } from "../live/clock.ts";
import { type AlertItem, alertItems, firingFor } from "../model/alert-items.ts";
import { arrangeTiles, type Risen } from "../model/arrange-tiles.ts";
import { readAlerts, readFloor, serviceLevelOf } from "../model/floor.ts";
import { freshness as freshnessOf } from "../model/freshness.ts";
import { pageOf, WALL_TILES, wallGrid } from "../model/pages.ts";
import type { Screen } from "../model/screen.ts";
import { type TileState, tileState } from "../model/tile-state.ts";
import { addToTrend, type TrendPoint } from "../model/trend.ts";
import { strings } from "../strings.ts";
import { AlertPanel } from "./alert-panel.tsx";
import { QueueTile, TILE_WINDOW } from "./queue-tile.tsx";
import { SiteSummary } from "./site-summary.tsx";
import { TimeContext } from "./time-context.ts";
import { TopStrip } from "./top-strip.tsx";

export interface BoardProps {
  readonly store: BoardStore;
  readonly clock: Clock;
  readonly screen: Screen;
}

interface Tile {
  readonly id: string;
  readonly title: string;
  readonly channel: string;
  readonly state: TileState;
  readonly row: QueueRow;
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

  const asOf = site === null ? null : newest(watermark[site.site], site.watermark ?? site.lastEventAt);
  const freshness = freshnessOf(asOf, now);
  const heldAt = lostAt ?? (freshness === "stale" ? asOf : null);

  const risen = useRef<Risen>(new Map());
  const arranged = arrangeTiles(
    queues.map((row): Tile => {
      const wait = row.oldestQueuedAt === null ? null : ((heldAt ?? now) - row.oldestQueuedAt) / 1000;
      const state = tileState({
        freshness,
        serviceLevel: serviceLevelOf(row, TILE_WINDOW) ?? null,
        target: row.target,
        longestWait: wait,
        thresholdSeconds: row.thresholdSeconds,
        firing: firingFor(row, alerts),
      });
      return { id: row.id, title: row.title, channel: row.channel, state, row };
    }),
    risen.current,
    now,
  );
  useEffect(() => {
    risen.current = arranged.risen;
  });

  const trend = useTrend(now, site === null || freshness !== "fresh" ? null : serviceLevelOf(site, "60m"));
  const time = useMemo(() => ({ clock, zone: site?.zone ?? "UTC", heldAt }), [clock, site?.zone, heldAt]);
  const items = useStable(alertItems(alerts, queues, now));
  const wall = screen.kind === "wall";
  const { tiles, page, of } = pageOf(
    arranged.tiles,
    wall ? WALL_TILES : arranged.tiles.length || 1,
    arranged.risen.size > 0,
    now,
  );
  const grid = wallGrid(arranged.tiles.length);
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
              {strings.queues}
            </h2>
            {queues.length === 0 && (
              <p className="queues-none">
                {floor.missing === null ? strings.noQueues : strings.noSuchSite(floor.missing)}
              </p>
            )}
            <ul className="tiles">
              {tiles.map(({ id, row, state }) => (
                <QueueTile
                  key={id}
                  row={row}
                  state={state}
                  freshness={freshness}
                  asOf={freshness === "fresh" && heldAt === null ? null : asOf}
                />
              ))}
            </ul>
            {of > 1 && <p className="pages">{strings.pages(page, of)}</p>}
          </section>
          <AlertPanel items={items} />
        </main>
      </div>
    </TimeContext>
  );
}

const newest = (a: number | null | undefined, b: number | null): number | null =>
  a === null || a === undefined ? b : b === null ? a : Math.max(a, b);

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
