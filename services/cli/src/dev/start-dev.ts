/**
 * The embedded profile: every service in this process, log and state in one SQLite file. The same services, the same
 * numbers; only the adapters differ.
 */
import { basename, join } from "node:path";
import { AGGREGATOR_GROUP, LIVE_SETTINGS, liveSettings, startAggregator, withHorizon } from "@floorwalker/aggregator";
import { dayStart, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { examineState, openEmbedded } from "@floorwalker/embedded";
import {
  deadLetterTopic,
  EVENTS_TOPIC,
  FACTS_TOPIC,
  factsTopic,
  INTERVALS_TOPIC,
  intervalsTopic,
} from "@floorwalker/events";
import { type Gateway, startGateway } from "@floorwalker/gateway";
import { startHistorian } from "@floorwalker/historian";
import { createIngestCounts, DEFAULT_SOURCES, followQueueLog, startIngest } from "@floorwalker/ingest";
import { messageWriters, ReceiverChannels, startNotifier } from "@floorwalker/notifier";
import type { Store } from "@floorwalker/ports";
import {
  type Configuration,
  createHealth,
  createMetrics,
  customersOf,
  DEMO_SITE,
  type Logger,
  ownLinkSecret,
  privacyKey,
  type ServerLimits,
  type StatusAddress,
  SYSTEM_TIMING,
  startStatusServer,
  type WatchOptions,
  watchConfiguration,
} from "@floorwalker/runtime";
import { followedSimulator, type Scenario } from "@floorwalker/simulator";
import { viewId, viewRow } from "@floorwalker/stream";
import { VERSION } from "../version.ts";
import { prepareDataFolder, STATE_FILE } from "./data-folder.ts";
import { DemoPast } from "./demo-past.ts";
import { markGateway, unmarkGateway } from "./gateway-mark.ts";

export interface DevOptions {
  readonly config: Configuration;
  /** The file it was read from, and how it is read again; null: there is none. */
  readonly configFile: Pick<WatchOptions, "file" | "read"> | null;
  /** Folder of the state. */
  readonly dataDir: string;
  /** Empties it first. */
  readonly fresh: boolean;
  readonly host: string;
  readonly port: number;
  readonly fixedPort: boolean;
  readonly token: string | null;
  readonly metricsToken: string | null;
  /** A port of its own for /metrics and its neighbours; null: the gateway's. */
  readonly status: StatusAddress | null;
  readonly serverLimits: ServerLimits;
  readonly origins: readonly string[];
  /** How long what was done by whom is kept. */
  readonly auditKeptMs: number;
  /** In the links of messages; null: where the gateway listens. */
  readonly publicUrl: string | null;
  /** Of the links in messages; null: the state keeps one that was made once. */
  readonly linkSecret: string | null;
  /** Shown to the provider that people sign in at; null: none. */
  readonly oidcSecret: string | null;
  readonly boardDir: string | null;
  /** Plays this; null: nothing is simulated. */
  readonly simulate: {
    readonly scenario: Scenario;
    readonly speed: number;
    readonly seed: number;
    readonly site: string;
    /** Days of past behind it, told while it is live; 0: only the hour before the start. */
    readonly pastDays: number;
    /** Hears how far that is. */
    readonly say: (text: string) => void;
  } | null;
  /** Follows this file instead. */
  readonly queueLog: { readonly file: string; readonly site: string; readonly encoding?: string } | null;
  /** Where the first admin's password is told. */
  readonly say: (text: string) => void;
  readonly logger: Logger;
  readonly clock: () => number;
}

export interface Dev {
  readonly gateway: Gateway;
  /** Where /metrics is. */
  readonly metricsUrl: string;
  /** Resolves when the simulator has written the past hour. */
  readonly backfilled: Promise<void>;
  /** Rejects when a part can no longer go on. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** One site rarely shares this process with many others: one partition keeps the file small and the order plain. */
const PARTITIONS = 1;
const SOURCE_PARTITIONS = 1;
const TICK_MS = 50;
const BACKFILL_MS = 3_600_000;
const UNSHOWN_MS = 5_000;
const DAY_MS = 86_400_000;
/** While the past is told: longer than all of it. */
const PAST_HORIZON_MS = 30 * DAY_MS;
/** The history lies in the same file: what it has read nobody reads again. */
const TOLD_MS = DAY_MS;

/** @throws ProgramError, EmbeddedError, GatewayError: each with a code and what to do. */
export async function startDev(options: DevOptions): Promise<Dev> {
  const { dataDir, clock, logger } = options;
  await prepareDataFolder(dataDir, options.fresh);
  const file = join(dataDir, STATE_FILE);
  await examineState(file, {
    found: (state) => {
      if (state === "unclean") logger.warn("state_checked", { file, reason: "its last run did not end in order" });
    },
  });
  const { log, store, history, accounts, secrets, failed: stateFailed, close } = openEmbedded(file, clock);
  const stops: (() => Promise<void>)[] = [close];
  const stop = async (): Promise<void> => {
    for (const each of stops.reverse()) await each();
  };
  const metrics = createMetrics();
  const configuration = watchConfiguration({
    first: options.config,
    ...(options.configFile ?? { file: null, read: () => ({ ok: true, configuration: options.config }) }),
    logger,
    metrics,
    // A terminal that closes sends the same signal, and nobody wants the program to live on then.
    signals: process.stdin.isTTY === true ? null : process,
  });
  stops.push(async () => configuration.stop());
  const health = createHealth();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  stateFailed.catch((error: unknown) => failure.reject(error));
  const part = (name: string): Logger => logger.child({ part: name });
  try {
    const siteConfig = (site: string): SiteConfig => configuration.current.sites.get(site) ?? unconfiguredSite(site);
    const zoneOf = (site: string): string => siteConfig(site).zone;
    const counts = createIngestCounts(metrics);
    const sources = [...DEFAULT_SOURCES, ...options.config.sources];
    await log.ensureTopics(sources.map(({ topic }) => ({ topic, partitions: SOURCE_PARTITIONS })));
    const ingest = await startIngest({
      log,
      sources,
      partitions: PARTITIONS,
      zoneOf,
      customers: () => customersOf(configuration.current.customers),
      clock,
      logger: part("ingest"),
      metrics,
      counts,
    });
    stops.push(() => ingest.stop());
    configuration.follow(async (next) => {
      const named = [...DEFAULT_SOURCES, ...next.sources];
      await log.ensureTopics(named.map(({ topic }) => ({ topic, partitions: SOURCE_PARTITIONS })));
      ingest.change(named);
    });
    ingest.failed.catch((error: unknown) => failure.reject(error));
    await log.ensureTopics([
      { ...intervalsTopic(PARTITIONS), retentionMs: TOLD_MS },
      { ...factsTopic(PARTITIONS), retentionMs: TOLD_MS },
    ]);
    /** Also of topics that an earlier version made, and kept for ever. */
    const keepSources = ({ retention, sources: named }: Configuration): void => {
      for (const { topic } of [...DEFAULT_SOURCES, ...named]) {
        log.retain(topic, retention.callers);
        log.retain(deadLetterTopic(topic), retention.refused);
      }
    };
    keepSources(options.config);
    configuration.follow(async (next) => keepSources(next));
    const { simulate } = options;
    const played =
      simulate === null ? undefined : (options.config.sites.get(simulate.site) ?? options.config.sites.get(DEMO_SITE));
    const past =
      simulate === null || played === undefined
        ? null
        : new DemoPast({
            site: played,
            dataDir,
            seed: simulate.seed,
            days: simulate.pastDays,
            freshUntil: (await lastEventAt(store, played.id)) === null ? clock() - BACKFILL_MS : null,
            say: simulate.say,
          });
    const aggregator = await startAggregator({
      log,
      store,
      settings: liveSettings(
        () => configuration.current.limits,
        () => ((past?.isTold ?? true) ? LIVE_SETTINGS : withHorizon(PAST_HORIZON_MS)),
        (site) => past?.awaits(site) ?? false,
      ),
      siteConfig,
      placeOf: (site, of) => configuration.current.placeOf?.(site, of) ?? null,
      sites: () => [...configuration.current.sites.keys()],
      clock,
      logger: part("aggregator"),
      metrics,
      tickMs: TICK_MS,
      replay: false,
      topic: EVENTS_TOPIC,
      group: AGGREGATOR_GROUP,
      intervals: INTERVALS_TOPIC,
      ...(configuration.current.history.facts === null ? {} : { facts: FACTS_TOPIC }),
    });
    stops.push(() => aggregator.stop());
    configuration.follow(() => aggregator.reconfigure());
    health.live("fold", () => aggregator.turning() || "a partition's loop has not turned for a minute");
    health.ready("aggregator", () => aggregator.ready());
    health.note("aggregator", () => aggregator.notes());
    health.note("past", () => past?.note() ?? null);
    const historian = await startHistorian({
      log,
      history,
      keepFor: () => ({ ...configuration.current.history, agents: configuration.current.retention.agents }),
      clock,
      logger: part("historian"),
      metrics,
    });
    stops.push(() => historian.stop());
    historian.failed.catch((error: unknown) => failure.reject(error));
    health.note("history", () => {
      const ready = historian.ready();
      return ready === true ? null : ready;
    });
    const pseudonymKey = await privacyKey(secrets);
    const linkSecret = options.linkSecret ?? (await ownLinkSecret(secrets));
    let boardUrl: string | null = null;
    const channels = new ReceiverChannels();
    stops.push(() => channels.close());
    const notifier = await startNotifier({
      store,
      partitions: PARTITIONS,
      receivers: await channels.take(options.config.receivers),
      ...messageWriters({
        config: () => configuration.current,
        privacyKey: pseudonymKey,
        rows: { store, partitions: PARTITIONS },
        history,
        publicUrl: () => options.publicUrl ?? boardUrl,
        linkSecret,
        clock,
        timing: SYSTEM_TIMING,
        logger: part("notifier"),
      }),
      owner: `dev-${process.pid}`,
      logger: part("notifier"),
      metrics,
    });
    stops.push(() => notifier.stop());
    configuration.follow(({ receivers }) => channels.change(receivers, notifier));
    const build = { service: "floorwalker", version: VERSION, build: VERSION };
    const status =
      options.status === null ? null : await startStatusServer({ at: options.status, health, metrics, build });
    if (status !== null) stops.push(() => status.stop());
    const gateway = await startGateway({
      ...options,
      linkSecret,
      config: () => configuration.current,
      metricsApart: status !== null,
      store,
      log,
      history,
      accounts,
      elsewhere: {
        oidc: () => configuration.current.oidc,
        secret: options.oidcSecret,
        publicUrl: options.publicUrl,
      },
      privacyKey: pseudonymKey,
      say: options.say,
      partitions: PARTITIONS,
      logger: part("gateway"),
      metrics,
      health,
      build,
    });
    stops.push(() => gateway.stop());
    markGateway(dataDir, gateway.url);
    stops.push(async () => unmarkGateway(dataDir));
    boardUrl = gateway.url.replace(/\/$/, "");
    const { backfilled } = await startInput();
    return { gateway, metricsUrl: `${status?.url ?? gateway.url}metrics`, backfilled, failed: failure.promise, stop };

    async function startInput(): Promise<Pick<Dev, "backfilled">> {
      const { queueLog } = options;
      if (queueLog !== null) {
        const zone = zoneOf(queueLog.site);
        const follower = await followQueueLog({
          ...queueLog,
          dataDir,
          log,
          partitions: PARTITIONS,
          zone,
          zoneMidnight: (now) => dayStart(now, zone),
          clock,
          logger: part("ingest"),
          counts,
        });
        stops.push(() => follower.stop());
        health.ready(
          "queue_log",
          () => follower.state() === "following" || `${basename(queueLog.file)} is ${follower.state()}`,
        );
      }
      const nothing = { backfilled: Promise.resolve() };
      if (simulate === null || played === undefined) return nothing;
      const simulator = await followedSimulator({
        log,
        site: played,
        scenario: simulate.scenario,
        seed: simulate.seed,
        speed: simulate.speed,
        backfillMs: missingPast(await lastEventAt(store, played.id), clock()),
        clock: { now: clock },
        partitions: SOURCE_PARTITIONS,
        logger: part("simulator"),
      });
      stops.push(() => simulator.stop());
      configuration.follow(({ sites }) => simulator.change(sites.get(played.id) ?? played));
      const stopping = new AbortController();
      const telling = simulator.backfilled.then(() =>
        stopping.signal.aborted
          ? undefined
          : past?.tell({ log, history, aggregator, partitions: PARTITIONS, logger: part("past") }),
      );
      stops.push(async () => {
        stopping.abort();
        await (await Promise.race([telling, Promise.resolve(undefined)]))?.stop();
      });
      return { backfilled: simulator.backfilled };
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Of a site, as its row shows; null: nothing was ever told of it. */
async function lastEventAt(store: Store, site: string): Promise<number | null> {
  const { rows } = await store.snapshot(0);
  const id = viewId("site", site);
  const row = rows.get(id);
  const known = row === undefined ? null : viewRow(id, row).lastEventAt;
  return typeof known === "number" ? known : null;
}

/**
 * An hour of past, but never what an earlier run has told already: it would be counted again. A run that was killed told a
 * little more than its rows show; a new one begins after that, or callers it left waiting would not end with its sources.
 */
const missingPast = (known: number | null, now: number): number =>
  known === null ? BACKFILL_MS : Math.max(0, Math.min(BACKFILL_MS, now - known - UNSHOWN_MS));
