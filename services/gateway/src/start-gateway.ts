/**
 * The gateway: what boards and integrators talk to. It follows the store and computes nothing but merges, and ratios by the KPIs' files (rule 27);
 * any number of them may run.
 */
import type { SiteConfig } from "@floorwalker/domain";
import {
  createHealth,
  customersOf,
  GATEWAY_LIMITS,
  isLoopback,
  newPrivacyKey,
  statusAnswers,
  urlOf,
} from "@floorwalker/runtime";
import { createAccess } from "./access/access.ts";
import { AccessParts, type SignInElsewhere } from "./access/access-parts.ts";
import { addMeRoute } from "./access/me-route.ts";
import { needsPublicUrl } from "./access/oidc/oidc-routes.ts";
import { createSights } from "./access/privacy/create-sights.ts";
import { addRolesRoute } from "./access/roles-route.ts";
import { addSignInRoute } from "./access/sign-in-route.ts";
import { agentsCounted } from "./agents-counted.ts";
import { addActRoutes } from "./alerts/act-routes.ts";
import { addAlertmanagerRoute } from "./alerts/alertmanager/alertmanager-route.ts";
import { addAlertsRoute } from "./alerts/alerts-route.ts";
import { addTakeRoute } from "./alerts/take-route.ts";
import { addBoardRoute } from "./board-route.ts";
import { createBoards } from "./boards/create-boards.ts";
import { closeServer } from "./close-server.ts";
import { DEFAULT_LIMITS } from "./connection-limits.ts";
import { addDocsRoutes } from "./docs/docs-routes.ts";
import { addEventsRoute } from "./events-route.ts";
import { expectedRefusals } from "./expected-refusals.ts";
import { addFactsRoutes } from "./facts/facts-routes.ts";
import { GatewayError } from "./gateway-error.ts";
import { countScreens, gatewayMetrics } from "./gateway-metrics.ts";
import type { Gateway, GatewayOptions } from "./gateway-options.ts";
import { GoalRows } from "./goals/goal-rows.ts";
import { goalsBeside } from "./goals/goals-beside.ts";
import { addGoalsRoute } from "./goals/goals-route.ts";
import { KeptDaysOfSites } from "./goals/kept-days.ts";
import { goalsInForce } from "./goals/site-goals.ts";
import { addHistoryRoutes } from "./history/history-routes.ts";
import { liveDays } from "./history/live-days.ts";
import { RestatementRows } from "./history/restatement-rows.ts";
import { createHttpApp } from "./http-app.ts";
import { KnownNames } from "./known-names.ts";
import { listen } from "./listen.ts";
import { LiveHub } from "./live-hub.ts";
import { addLiveServer } from "./live-server.ts";
import { addPlanningRoute } from "./planning/planning-route.ts";
import { SiteDays } from "./planning/site-days.ts";
import { addReadRoutes } from "./read-routes.ts";
import { addReasonsRoute } from "./reasons/reasons-route.ts";
import { PastReasons } from "./reasons/usual-reasons.ts";
import { addReportRoute } from "./report/report-route.ts";
import { OpenScreens } from "./screens/open-screens.ts";
import { ScreenRows } from "./screens/screen-rows.ts";
import { addStatusRoutes } from "./status-routes.ts";
import { addTrendsRoute } from "./trends/trends-route.ts";
import { createTurns } from "./turns.ts";
import { unlistedSite } from "./unlisted-site.ts";
import { watchPolicies } from "./watch-policies.ts";

const NOWHERE: SignInElsewhere = { oidc: () => null, secret: null, publicUrl: null };

/** How long a start waits for the first views; then it serves and says that it is not ready. */
const FIRST_VIEWS_MS = 2_000;
const MAX_HISTORY_ROWS = 100_000;
const AUDIT_KEPT_MS = 90 * 86_400_000;

/** @throws GatewayError when the address demands a token or the port is taken. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, partitions, config, host, clock, logger, metrics, build, health = createHealth() } = options;
  const { token = null, accounts = null } = options;
  const onLoopback = isLoopback(host);
  if (token === null && accounts === null && !onLoopback)
    throw new GatewayError(
      "token_required",
      `${host} is reachable from other machines, and no token is set`,
      "Set FLOORWALKER_TOKEN (or FLOORWALKER_TOKEN_FILE), or bind 127.0.0.1.",
    );

  const counts = gatewayMetrics(metrics);
  const hub = new LiveHub({
    store,
    partitions,
    clock,
    logger,
    metrics,
    sites: () => [...config().sites.keys()],
    build: build.build,
  });
  const { auditKeptMs = AUDIT_KEPT_MS, passwords } = options;
  const elsewhere = options.elsewhere ?? NOWHERE;
  if (needsPublicUrl(elsewhere.oidc(), host, elsewhere.publicUrl))
    throw new GatewayError(
      "public_url_required",
      "people sign in at a provider, and it cannot be told where they come back to",
      "Set FLOORWALKER_PUBLIC_URL to where browsers reach the board, and register <that>/v1/oidc/callback at the provider.",
    );
  const parts =
    accounts === null
      ? null
      : new AccessParts({
          store: accounts,
          clock,
          logger,
          // What was asked of an agent names him.
          auditKeptMs: () => Math.min(auditKeptMs, config().retention.agents),
          elsewhere,
          ...(passwords === undefined ? {} : { passwords }),
        });
  const access = createAccess({
    token,
    metricsToken: options.metricsToken ?? null,
    origins: options.origins ?? [],
    accounts: parts?.directory ?? null,
    onLoopback,
    clock,
    elsewhere: () => (parts === null ? null : elsewhere.oidc()),
  });
  const { app, routes } = createHttpApp({
    access,
    logger,
    metrics: counts,
    limits: { ...GATEWAY_LIMITS, ...options.serverLimits },
    trustedProxies: options.trustedProxies ?? [],
  });
  const answers = statusAnswers({ health, metrics, build });
  addStatusRoutes(app, { answers, access, metrics: !(options.metricsApart ?? false) });
  const { privacyKey = newPrivacyKey() } = options;
  const sights = createSights({ hub, config, privacyKey, clock });
  const ofBoards = createBoards({
    directory: parts?.directory ?? null,
    configured: () => config().boards,
    sights,
    note: async (...done) => (parts === null ? true : parts.note(...done)),
    clock,
  });
  const { boards } = ofBoards;
  const screens = new OpenScreens({ directory: parts?.directory ?? null, boards, clock });
  countScreens(metrics, screens);
  const screenRows =
    parts === null
      ? null
      : new ScreenRows({
          screens: () => parts.directory.all("screen"),
          open: screens,
          tell: (rows) => hub.replica.tell(rows),
          clock,
        });
  parts?.addRoutes(app, {
    sights,
    privacy: () => config().privacy,
    receivers: () => [...config().receivers.values()],
    build: build.build,
    open: screens,
    boards,
  });
  ofBoards.routes(app);
  const turns = createTurns();
  const expectedRefusal = expectedRefusals({
    sites: () => config().sites,
    row: (id) => hub.replica.row(id)?.row ?? null,
  });
  const customers = () => customersOf(config().customers);
  const { log } = options;
  addEventsRoute(app, { log, partitions, clock, customers, logger, metrics: counts, turns, sights, expectedRefusal });
  addMeRoute(app, sights, boards);
  addRolesRoute(app, routes);
  addDocsRoutes(app, routes, build.version);
  addSignInRoute(app, { hasUsers: parts !== null, provider: () => parts?.provider() ?? null });
  const sites = () => knownSites(config().sites, hub);
  const countedAgents = (site: string) => agentsCounted(store, partitions, site);
  const names = new KnownNames({ known: hub.replica, history: options.history, countedAgents, clock, logger });
  addReadRoutes(app, { hub, sites, sights, names, clock, turns });
  addAlertsRoute(app, { hub, sights, config, clock });
  const acting = { hub, sights, people: () => access.people(), log: options.log, partitions, clock, logger };
  addActRoutes(app, acting);
  addAlertmanagerRoute(app, { ...acting, metrics: counts, sites: () => config().sites });
  addTakeRoute(app, {
    ...acting,
    config,
    linkSecret: options.linkSecret ?? null,
    note: async (...done) => (parts === null ? true : parts.note(...done)),
  });
  addFactsRoutes(app, {
    store,
    history: options.history,
    partitions,
    known: hub.replica,
    names,
    sights,
    config,
    clock,
    logger,
    turns,
  });
  const planning = { hub, sights, config, days: new SiteDays(options.history), clock };
  const liveDaysOf = (site: string) => (hub.replica.live() ? liveDays(hub.replica.rows(), site) : null);
  const kept = new KeptDaysOfSites(options.history);
  addGoalsRoute(app, { ...planning, kept, liveDays: liveDaysOf });
  const goals = new GoalRows({
    config,
    row: (id) => hub.replica.row(id),
    liveDays: liveDaysOf,
    beside: (site, now) => goalsBeside({ ...planning, kept }, site, now),
    watched: () => hub.watched("goals"),
    tell: (rows) => hub.replica.tell(rows),
    clock,
    logger,
  });
  hub.follow((changes) => goals.follow(changes));
  addPlanningRoute(app, { ...planning, names });
  addReasonsRoute(app, { hub, sights, config, past: new PastReasons(options.history), clock });
  addHistoryRoutes(app, {
    history: options.history,
    sites,
    sights,
    names,
    liveDays: liveDaysOf,
    clock,
    turns,
    maxRows: MAX_HISTORY_ROWS,
    logger,
  });
  addReportRoute(app, {
    history: options.history,
    sites,
    sights,
    names,
    goals: (site) => goalsInForce({ site, regionGoals: [], row: (id) => hub.replica.row(id) }),
    clock,
    logger,
  });
  const restatements =
    options.history === null
      ? null
      : new RestatementRows({
          history: options.history,
          sites: () => knownSites(config().sites, hub).map(({ id }) => id),
          tell: (rows) => hub.replica.tell(rows),
          clock,
          logger,
        });
  const stopTrends = addTrendsRoute(app, { hub, sights, config, clock, store, partitions, turns, logger });
  await addBoardRoute(app, options.boardDir);
  const live = addLiveServer({
    app,
    access,
    sights,
    hub,
    build: build.build,
    clock,
    logger,
    metrics: counts,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    screens,
    sawContacts: async (by, where) => parts === null || parts.note(by, "saw_contacts", where),
  });
  await app.ready();
  await parts?.directory.start();
  if (token === null && !onLoopback) await parts?.addFirstAdmin(options.say ?? (() => {}));

  watchPolicies({ sites: () => config().sites, hub, clock, health, metrics });
  health.ready("views", () => hub.replica.live() || "the views of some partitions are being read");
  health.ready("store", () => store.ping().then(() => true as const));
  const port = await listen(app.server, host, options.port, options.fixedPort ?? false).catch(
    async (error: unknown) => {
      stopTrends();
      await live.stop();
      await parts?.directory.stop();
      await app.close();
      throw error;
    },
  );
  const url = urlOf(host, port);
  if (options.port !== 0 && port !== options.port) logger.info("port_moved", { wanted: options.port, port });
  await Promise.race([hub.replica.start(), new Promise((resolve) => setTimeout(resolve, FIRST_VIEWS_MS).unref())]);
  restatements?.start();
  goals.start();
  screenRows?.start();
  logger.info("gateway_listening", { url });
  return {
    url,
    port,
    routes,
    healthy: () => hub.replica.live(),
    async stop() {
      stopTrends();
      await restatements?.stop();
      await goals.stop();
      await screenRows?.stop();
      await live.stop();
      await parts?.directory.stop();
      await hub.stop();
      await closeServer(app.server);
      await app.close();
    },
  };
}

/** The configured ones, and those that events told of. */
function knownSites(configured: ReadonlyMap<string, SiteConfig>, { replica }: LiveHub): readonly SiteConfig[] {
  const others = [...replica.rows()].flatMap(({ name: { kind, site } }) =>
    kind === "site" && !configured.has(site) ? [site] : [],
  );
  return [...configured.values(), ...others.map((site) => unlistedSite(site, replica))];
}
