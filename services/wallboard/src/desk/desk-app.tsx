/** Joins the rows with the clock and the address, and shows the page that it names inside the frame. */
import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from "react";
import type { BoardStore } from "../live/board-store.ts";
import type { Clock } from "../live/clock.ts";
import type { LiveSource } from "../live/live-source.ts";
import { me } from "../live/who.ts";
import { readAlerts, readFloor } from "../model/floor.ts";
import { freshness as freshnessOf, knownUntil, quietMs } from "../model/freshness.ts";
import { newest } from "../model/newest.ts";
import { readWindow } from "../model/service-level-facts.ts";
import { withActs } from "../model/with-acts.ts";
import { LoadAgain } from "../ui/load-again.tsx";
import { TimeContext } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { actsSnapshot, subscribeActs } from "./alerts/acts.ts";
import { type Desk, DeskContext } from "./desk-context.ts";
import { Frame } from "./frame/frame.tsx";
import { navigate, useLocation } from "./navigation.ts";
import { pageTitle } from "./page-title.ts";
import { Unknown } from "./pages/unknown.tsx";
import { pathOf, type Route, readRoute } from "./route.ts";
import { usePreferences, useSpoken } from "./use-spoken.ts";

const FloorPage = lazy(() => import("./floor/floor-page.tsx"));
const QueuePage = lazy(() => import("./queue/queue-page.tsx"));
const PAGES: Readonly<Record<Exclude<Route["page"], "unknown">, ReturnType<typeof lazy>>> = {
  home: FloorPage,
  floor: FloorPage,
  queue: QueuePage,
  explain: QueuePage,
  waiting: QueuePage,
  forecast: QueuePage,
  agent: lazy(() => import("./agents/agent-page.tsx")),
  agents: lazy(() => import("./pages/agents-page.tsx")),
  alert: lazy(() => import("./alerts/alerts-page.tsx")),
  alerts: lazy(() => import("./alerts/alerts-page.tsx")),
  goals: lazy(() => import("./pages/goals-page.tsx")),
  history: lazy(() => import("./history/history-page.tsx")),
  now: lazy(() => import("./now/now-page.tsx")),
  report: lazy(() => import("./report/report-page.tsx")),
  contact: lazy(() => import("./contact/contact-page.tsx")),
  region: lazy(() => import("./region/region-page.tsx")),
  reason: lazy(() => import("./region/region-page.tsx")),
  reasons: lazy(() => import("./pages/reasons-page.tsx")),
  restatements: lazy(() => import("./pages/restatements-page.tsx")),
  admin: lazy(() => import("./admin/admin-page.tsx")),
  rule: lazy(() => import("./rules/rules-page.tsx")),
  rules: lazy(() => import("./rules/rules-page.tsx")),
  board: lazy(() => import("./boards/board-page.tsx")),
  boardEditor: lazy(() => import("./boards/board-editor.tsx")),
  boards: lazy(() => import("./boards/boards-page.tsx")),
  anyHealth: lazy(() => import("./pages/health-page.tsx")),
  health: lazy(() => import("./pages/health-page.tsx")),
  pair: lazy(() => import("./screens/screens-page.tsx")),
  screen: lazy(() => import("./screens/screens-page.tsx")),
  screens: lazy(() => import("./screens/screens-page.tsx")),
};

/** The floor of a site, as no board has it. */
const USUAL_HOME = "floor";

export interface DeskAppProps {
  readonly source: LiveSource;
  readonly store: BoardStore;
  readonly clock: Clock;
}

export function DeskApp({ source, store, clock }: DeskAppProps) {
  const url = useLocation();
  const spoken = useSpoken();
  const { zone: wantedZone } = usePreferences();
  const {
    connection,
    lostAt,
    rows,
    alerts: alertRows,
    watermark,
  } = useSyncExternalStore(store.subscribe, store.getSnapshot);
  const now = useSyncExternalStore(clock.subscribe, clock.getSnapshot);

  const route = readRoute(url.pathname);
  const wanted = "site" in route ? route.site : url.searchParams.get("site");
  const floor = useMemo(() => readFloor(rows, wanted), [rows, wanted]);
  const { site } = floor;
  const acts = useSyncExternalStore(subscribeActs, actsSnapshot);
  const told = useMemo(() => readAlerts(alertRows, site?.site ?? null), [alertRows, site?.site]);
  const alerts = useMemo(() => withActs(told, acts, now), [told, acts, now]);
  const asOf =
    site === null ? null : knownUntil(newest(watermark[site.site], site.watermark ?? site.lastEventAt), site, now);
  const freshness = freshnessOf(asOf, now, quietMs(floor.sources));
  const heldAt = lostAt ?? (freshness === "stale" ? asOf : null);
  const zone = wantedZone === "here" ? Intl.DateTimeFormat().resolvedOptions().timeZone : (site?.zone ?? "UTC");
  const window = readWindow(url.searchParams.get("w"));
  const { build } = source.getState();
  const clockOffset = source.now() - Date.now();

  const desk: Desk = {
    ...floor,
    everything: rows,
    url,
    route,
    alerts,
    connection,
    build,
    lostAt,
    asOf,
    freshness,
    heldAt,
    zone,
    window,
    clockOffset,
  };
  const time = useMemo(() => ({ clock, zone, heldAt }), [clock, zone, heldAt]);
  const home = route.page === "home" ? (site?.site ?? null) : null;
  useEffect(() => {
    if (home === null) return;
    // Of whoever looks another board may be the first.
    const board = me()?.boards.home ?? USUAL_HOME;
    navigate(
      board === USUAL_HOME ? pathOf({ page: "floor", site: home }) : pathOf({ page: "board", board }),
      "replace",
    );
  }, [home]);
  const health = route.page === "anyHealth" ? (site?.site ?? null) : null;
  useEffect(() => {
    if (health === null) return;
    const page = location.hash === "#restated" ? "restatements" : "health";
    navigate(pathOf({ page, site: health }) + (page === "health" ? location.hash : ""), "replace");
  }, [health]);
  const title = pageTitle(route, floor.queues);
  useEffect(() => {
    document.title = [title, site?.name, words.appName].filter(Boolean).join(" · ");
  }, [title, site?.name]);

  const Page = route.page === "unknown" ? null : PAGES[route.page];
  return (
    <DeskContext value={desk}>
      <TimeContext value={time}>
        <Frame key={spoken}>
          {Page === null || floor.missing !== null ? (
            <Unknown />
          ) : (
            <LoadAgain key={route.page}>
              <Suspense fallback={null}>
                <Page />
              </Suspense>
            </LoadAgain>
          )}
        </Frame>
      </TimeContext>
    </DeskContext>
  );
}
