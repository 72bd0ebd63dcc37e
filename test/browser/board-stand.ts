/** A real gateway that serves the board as built, over a store that is given rows by the test as their owner would; no page yet. */
import type { Interval, SiteConfig } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { type GatewayOptions, startGateway } from "@floorwalker/gateway";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { builtBoard } from "../support/src/built-board.ts";
import type { Rows } from "./floor-rows.ts";

export interface BoardStand {
  /** Of the gateway, with a slash at its end. */
  readonly url: string;
  /** Commits rows; null takes one away. */
  readonly commit: (rows: Rows | Readonly<Record<string, null>>) => Promise<void>;
  /** These rows and no other. */
  replace(rows: Rows): Promise<void>;
  /** Stops the gateway; pages stay. */
  stopGateway(): Promise<void>;
  /** Another one in its place, of another build. */
  restartGateway(build: string): Promise<void>;
  close(): Promise<void>;
}

export interface BoardStandOptions {
  readonly rows: Rows;
  /** Absent or null: this machine needs none. */
  readonly token?: string | null;
  /** What the gateway is configured with besides. */
  readonly gateway?: Partial<GatewayOptions>;
  /** Closed intervals of days before and of today, as a historian has kept them; absent: nobody keeps a history. */
  readonly intervals?: readonly Interval[];
  readonly sites?: readonly SiteConfig[];
}

export async function openStand(options: BoardStandOptions): Promise<BoardStand> {
  const { rows, token = null, intervals, sites = [] } = options;
  const { store, log, history, accounts, close } = openEmbedded(":memory:");
  if (intervals !== undefined) await history.put(intervals, Date.now());
  const { epoch, sequence } = await claimed(store, 0);
  const there = new Set<string>();
  let from = sequence;
  const commit: BoardStand["commit"] = async (changed) => {
    const views = Object.entries(changed);
    for (const [id, row] of views)
      if (row === null) there.delete(id);
      else there.add(id);
    const result = await store.commit({
      ...nothing,
      partition: 0,
      epoch,
      from,
      to: ++from,
      views: views.map(([id, row]) => [id, row && Buffer.from(JSON.stringify({ id, ...row }))]),
    });
    if (result !== "committed") throw new Error(`commit ${result}`);
  };
  await commit(rows);
  const boardDir = await builtBoard();
  const start = (build: string, port: number) =>
    startGateway({
      store,
      history: intervals === undefined ? null : history,
      partitions: 1,
      config: () => ({ ...emptyConfiguration(), sites: new Map(sites.map((site) => [site.id, site])) }),
      log,
      accounts,
      token,
      host: "127.0.0.1",
      port,
      boardDir,
      clock: Date.now,
      logger: silentLogger,
      metrics: createMetrics({ processMetrics: false }),
      build: { service: "gateway", version: "0.1.0", build },
      ...options.gateway,
    });
  let gateway = await start("test", 0);
  const { url } = gateway;
  let running = true;
  const stopGateway = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await gateway.stop();
  };
  return {
    url,
    commit,
    async replace(wanted) {
      const gone = [...there].filter((id) => !Object.hasOwn(wanted, id));
      await commit({ ...Object.fromEntries(gone.map((id) => [id, null])), ...wanted } as Rows);
    },
    stopGateway,
    async restartGateway(build) {
      await stopGateway();
      gateway = await start(build, Number(new URL(url).port));
      running = true;
    },
    async close() {
      await stopGateway();
      await close();
    },
  };
}
