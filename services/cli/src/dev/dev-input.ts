/** What the embedded profile is fed with beside its doors: a log of queues that is followed, or a simulated centre with its past. */
import { basename } from "node:path";
import type { startAggregator } from "@floorwalker/aggregator";
import { dayStart, type SiteConfig } from "@floorwalker/domain";
import { type createIngestCounts, followQueueLog } from "@floorwalker/ingest";
import type { History, Store } from "@floorwalker/ports";
import type { Health } from "@floorwalker/runtime";
import { followedSimulator } from "@floorwalker/simulator";
import type { DemoPast } from "./demo-past.ts";
import { type DevParts, PARTITIONS, SOURCE_PARTITIONS } from "./dev-ingest.ts";
import type { Dev, DevOptions } from "./dev-options.ts";
import { lastEventAt, missingPast } from "./told-before.ts";

export interface DevInputParts extends DevParts {
  readonly options: Pick<DevOptions, "queueLog" | "simulate" | "dataDir">;
  readonly store: Store;
  readonly history: History;
  readonly aggregator: Awaited<ReturnType<typeof startAggregator>>;
  readonly health: Health;
  /** Null: no past is told. */
  readonly past: DemoPast | null;
  /** The simulated site. */
  readonly played: SiteConfig | undefined;
  readonly counts: ReturnType<typeof createIngestCounts>;
  readonly zoneOf: (site: string) => string;
}

export async function startDevInput({
  options,
  log,
  store,
  history,
  aggregator,
  configuration,
  clock,
  health,
  onStop,
  part,
  past,
  played,
  counts,
  zoneOf,
}: DevInputParts): Promise<Pick<Dev, "backfilled">> {
  const { queueLog, simulate, dataDir } = options;
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
    onStop("queue_log", () => follower.stop());
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
  onStop("simulator", () => simulator.stop());
  configuration.follow(({ sites }) => simulator.change(sites.get(played.id) ?? played));
  const stopping = new AbortController();
  const telling = simulator.backfilled.then(() =>
    stopping.signal.aborted
      ? undefined
      : past?.tell({ log, history, aggregator, partitions: PARTITIONS, logger: part("past") }),
  );
  onStop("past", async () => {
    stopping.abort();
    await (await Promise.race([telling, Promise.resolve(undefined)]))?.stop();
  });
  return { backfilled: simulator.backfilled };
}
