/**
 * The embedded profile: every service in this process, log and state in one SQLite file. The same services, the same
 * numbers; only the adapters differ.
 */
import { join } from "node:path";
import { AGGREGATOR_GROUP, LIVE_SETTINGS, liveSettings, startAggregator, withHorizon } from "@floorwalker/aggregator";
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { examineState, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, FACTS_TOPIC, INTERVALS_TOPIC } from "@floorwalker/events";
import { startGateway } from "@floorwalker/gateway";
import { startHistorian } from "@floorwalker/historian";
import { messageWriters, ReceiverChannels, startNotifier } from "@floorwalker/notifier";
import {
  createHealth,
  createMetrics,
  DEMO_SITE,
  type Logger,
  ownLinkSecret,
  type Part,
  privacyKey,
  SYSTEM_TIMING,
  startStatusServer,
  stopParts,
  watchConfiguration,
} from "@floorwalker/runtime";
import { VERSION } from "../version.ts";
import { prepareDataFolder, STATE_FILE } from "./data-folder.ts";
import { DemoPast } from "./demo-past.ts";
import { PARTITIONS, startDevIngest } from "./dev-ingest.ts";
import { startDevInput } from "./dev-input.ts";
import type { Dev, DevOptions } from "./dev-options.ts";
import { markGateway, unmarkGateway } from "./gateway-mark.ts";
import { BACKFILL_MS, lastEventAt } from "./told-before.ts";

const TICK_MS = 50;
const DAY_MS = 86_400_000;
/** While the past is told: longer than all of it. */
const PAST_HORIZON_MS = 30 * DAY_MS;

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
  const parts: Part[] = [{ name: "state", stop: close }];
  const onStop = (name: string, stop: Part["stop"]): void => void parts.push({ name, stop });
  const metrics = createMetrics();
  const health = createHealth();
  const configuration = watchConfiguration({
    first: options.config,
    ...(options.configFile ?? { file: null, read: () => ({ ok: true, configuration: options.config }) }),
    logger,
    metrics,
    health,
    // A terminal that closes sends the same signal, and nobody wants the program to live on then.
    signals: process.stdin.isTTY === true ? null : process,
  });
  onStop("configuration", () => configuration.stop());
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  stateFailed.catch((error: unknown) => failure.reject(error));
  const part = (name: string): Logger => logger.child({ part: name });
  try {
    const siteConfig = (site: string): SiteConfig => configuration.current.sites.get(site) ?? unconfiguredSite(site);
    const zoneOf = (site: string): string => siteConfig(site).zone;
    const failed = (error: unknown): void => failure.reject(error);
    const shared = { log, configuration, clock, metrics, onStop, failed, part };
    const counts = await startDevIngest({ ...shared, zoneOf });
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
      facts: FACTS_TOPIC,
      tellsFacts: () => configuration.current.history.facts !== null,
    });
    onStop("aggregator", () => aggregator.stop());
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
    onStop("historian", () => historian.stop());
    historian.failed.catch((error: unknown) => failure.reject(error));
    health.note("history", () => {
      const ready = historian.ready();
      return ready === true ? null : ready;
    });
    const pseudonymKey = await privacyKey(secrets);
    const linkSecret = options.linkSecret ?? (await ownLinkSecret(secrets));
    let boardUrl: string | null = null;
    const channels = new ReceiverChannels();
    onStop("channels", () => channels.close());
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
      clock,
      logger: part("notifier"),
      metrics,
    });
    onStop("notifier", () => channels.stop(notifier));
    configuration.follow(({ receivers }) => channels.change(receivers, notifier));
    const build = { service: "floorwalker", version: VERSION, build: VERSION };
    const status =
      options.status === null ? null : await startStatusServer({ at: options.status, health, metrics, build });
    if (status !== null) onStop("status", () => status.stop());
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
    onStop("gateway", () => gateway.stop());
    markGateway(dataDir, gateway.url);
    onStop("mark", () => unmarkGateway(dataDir));
    boardUrl = gateway.url.replace(/\/$/, "");
    const { backfilled } = await startDevInput({
      ...shared,
      options,
      store,
      history,
      aggregator,
      health,
      past,
      played,
      counts,
      zoneOf,
    });
    return { gateway, metricsUrl: `${status?.url ?? gateway.url}metrics`, backfilled, failed: failure.promise, parts };
  } catch (error) {
    await stopParts(parts, logger);
    throw error;
  }
}
