/** A site on a television: worst first, page by page. Joins the rows with the clock and decides what stands where. */
import { lazy, Suspense, useMemo, useSyncExternalStore } from "react";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath, planOf } from "../answers/planning.ts";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../answers/trends.ts";
import type { BoardStore } from "../live/board-store.ts";
import type { Clock } from "../live/clock.ts";
import type { LiveSource } from "../live/live-source.ts";
import { useAnswer } from "../live/use-answer.ts";
import { useGoals } from "../live/use-goals.ts";
import { alertItems } from "../model/alert-items.ts";
import { readAlerts, readFloor } from "../model/floor.ts";
import { freshness as freshnessOf, knownUntil, quietMs } from "../model/freshness.ts";
import { newest } from "../model/newest.ts";
import { pixelShift } from "../model/pixel-shift.ts";
import { queueLine } from "../model/queue-line.ts";
import { isQuiet } from "../model/quiet-hours.ts";
import type { Screen } from "../model/screen.ts";
import { isRoomy } from "../model/wall-pages.ts";
import { TimeContext } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { AgentsTile } from "./agents-tile.tsx";
import type { BoardSource } from "./board-source.ts";
import { HeroTile } from "./hero-tile.tsx";
import { ListPage } from "./list-page.tsx";
import { MoreTile } from "./more-tile.tsx";
import type { Told } from "./told.ts";
import { useChanged } from "./use-changed.ts";
import { useControls } from "./use-controls.ts";
import { useNewBuild } from "./use-new-build.ts";
import { type PairedParts, usePaired } from "./use-paired.ts";
import { useSound } from "./use-sound.ts";
import { useTurns } from "./use-turns.ts";
import { useWakeLock } from "./use-wake-lock.ts";
import { WallBanner } from "./wall-banner.tsx";
import { WallStrip } from "./wall-strip.tsx";
import { WallTile } from "./wall-tile.tsx";

/** Of boards that people made only. */
const GridPage = lazy(() => import("./grid-page.tsx"));
/** Nobody reaches for them before the wall is there. */
const WallControls = lazy(() => import("./wall-controls.tsx"));

export interface WallProps {
  readonly source: LiveSource & PairedParts["source"];
  readonly store: BoardStore;
  readonly clock: Clock;
  readonly screen: Screen;
  readonly board: BoardSource;
  readonly told: Told;
}

export function Wall({ source, store, clock, screen, board: boardSource, told }: WallProps) {
  const { board, isUnknown, id: boardId } = useSyncExternalStore(boardSource.subscribe, boardSource.getSnapshot);
  const { window } = board;
  const { connection, lostAt, rows, alerts, watermark } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const now = useSyncExternalStore(clock.subscribe, clock.getSnapshot);
  const wanted = board.site ?? screen.site;
  const floor = useMemo(() => readFloor(rows, wanted), [rows, wanted]);
  const { site, sources } = floor;
  const queues =
    board.queues === undefined ? floor.queues : floor.queues.filter(({ queue }) => board.queues!.includes(queue));
  const items = alertItems(readAlerts(alerts, site?.site ?? null), queues, now);
  const trends = useAnswer<TrendsAnswer>(site && trendsPath(site.site, window), TRENDS_EVERY_MS).value;

  const heardOf = site === null ? null : newest(watermark[site.site], site.watermark ?? site.lastEventAt);
  const asOf = site === null ? null : knownUntil(heardOf, site, now);
  const freshness = freshnessOf(asOf, now, quietMs(sources));
  const heldAt = lostAt ?? (freshness === "stale" ? asOf : null);
  const facts = { siteStaleSince: freshness === "stale" ? asOf : null, siteHeldAt: heldAt, now, alerts: items };
  const lines = queues.map((row) => queueLine(row, { ...facts, window }));

  const controls = useControls();
  const turns = useTurns(board.pages, lines, now, controls.isHeld);
  const changed = useChanged(lines, now);
  const zone = board.zone === "here" ? Intl.DateTimeFormat().resolvedOptions().timeZone : (site?.zone ?? "UTC");
  const sound = useSound(site === null ? null : items, isQuiet(board.quiet, now, zone));
  useWakeLock();
  const { build } = source.getState();
  useNewBuild(build, connection, turns.turnedAt, turns.of);
  const name = usePaired({ source, told, connection, build, turns, now });

  const { page } = turns;
  const hero = page.kind === "tiles" ? page.hero : null;
  const isLarge = hero !== null || (page.kind === "grid" && page.cells.some(({ tile: { at } }) => at.columns > 1));
  // Who is free is asked for only where it is shown.
  const plans = useAnswer<PlanningAnswer>(
    isLarge && site !== null ? planningPath(site.site) : null,
    PLANNING_EVERY_MS,
  ).value;
  // Once for all tiles and all pages: a page that turns opens nothing anew.
  const hasGoals = board.pages.some((each) => each.layout === "grid" && each.tiles.some(({ kind }) => kind === "goal"));
  const goals = useGoals(hasGoals && site !== null ? site.site : null);
  const time = useMemo(() => ({ clock, zone, heldAt }), [clock, zone, heldAt]);
  const [x, y] = pixelShift(now);
  const tile = { trends, knownAt: heldAt ?? now, window, dayFrom: site?.dayFrom ?? now };
  const isOld = freshness === "stale" || site?.staleSince != null;
  return (
    <TimeContext value={time}>
      <div
        className="wall"
        data-testid="board"
        data-connection={connection}
        data-freshness={freshness}
        data-board={boardId}
        data-pointer={controls.isActive || undefined}
        style={{ transform: `translate(${x}px, ${y}px)` }}
        {...controls.pointer}
      >
        <WallStrip
          site={site}
          connection={connection}
          asOf={asOf}
          freshness={freshness}
          turns={turns}
          held={controls.isHeld}
          window={window}
        />
        <main className="wpage" key={`${turns.number}`}>
          <h2 className="unseen">{words.queues}</h2>
          {isUnknown ? (
            <p className="wnone" data-testid="no-board">
              {words.wall.noSuchBoard(boardId)}
              <a className="wback" href="/?screen=wall">
                {words.wall.usualBoard}
              </a>
            </p>
          ) : page.kind === "grid" ? (
            <Suspense fallback={null}>
              <GridPage
                cells={page.cells}
                changed={changed}
                goals={goals}
                plans={plans}
                items={items}
                lines={lines}
                site={site}
                sources={sources}
                isOld={isOld}
                {...tile}
              />
            </Suspense>
          ) : queues.length === 0 ? (
            <p className="wnone">{floor.missing === null ? words.noQueues : words.noSuchSite(floor.missing)}</p>
          ) : page.kind === "list" ? (
            <ListPage lines={page.tiles} />
          ) : (
            <ul
              className="wgrid"
              data-roomy={isRoomy(page) || undefined}
              style={{
                gridTemplateColumns: `repeat(${page.columns}, minmax(0, 1fr))`,
                gridTemplateRows: `repeat(${page.rows}, minmax(0, 1fr))`,
              }}
            >
              {hero !== null && (
                <HeroTile
                  line={hero}
                  isNew={changed.has(hero.id)}
                  staff={planOf(plans, hero.row.queue, hero.channel)?.staff ?? null}
                  {...tile}
                />
              )}
              {page.tiles.map((line) => (
                <WallTile key={line.id} line={line} isNew={changed.has(line.id)} roomy={isRoomy(page)} {...tile} />
              ))}
              {page.rest.length > 0 && <MoreTile lines={page.rest} />}
              {page.agents && <AgentsTile site={site} isOld={isOld} />}
            </ul>
          )}
        </main>
        <WallBanner
          lines={lines}
          items={items}
          sources={sources}
          site={site}
          connection={connection}
          asOf={asOf}
          turns={turns}
        />
        {name !== null && (
          <div className="wident" role="status" data-testid="screen-name">
            <b>{name}</b>
          </div>
        )}
        <Suspense fallback={null}>
          <WallControls
            isShown={controls.isActive || sound.isBlocked}
            controls={controls}
            turns={turns}
            sound={sound}
          />
        </Suspense>
      </div>
    </TimeContext>
  );
}
