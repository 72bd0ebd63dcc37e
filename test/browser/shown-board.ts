/** A built board in a real browser, on a real gateway, whose store is given rows by the test as their owner would. */
import type { Interval, SiteConfig } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { type GatewayOptions, startGateway } from "@floorwalker/gateway";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import type { Browser, Page } from "playwright-core";
import { builtBoard } from "../support/src/built-board.ts";
import type { Rows } from "./floor-rows.ts";

/** On a page of the board, once it hears the gateway. */
export const LIVE = '[data-testid="connection"][data-state="live"]';

export interface ShownBoard {
  readonly page: Page;
  /** Of the gateway, with a slash at its end. */
  readonly url: string;
  /** Commits rows; null takes one away. */
  commit(rows: Rows | Readonly<Record<string, null>>): Promise<void>;
  /** Stops the gateway; the page stays. */
  stopGateway(): Promise<void>;
  /** Another one in its place, of another build. */
  restartGateway(build: string): Promise<void>;
  close(): Promise<void>;
}

export interface ShownBoardOptions {
  readonly browser: Browser;
  readonly rows: Rows;
  readonly width: number;
  readonly height: number;
  /** Of the page; without it the wall's or the desk's first. */
  readonly path?: string;
  readonly screen?: "desk" | "wall";
  readonly language?: string;
  readonly theme?: "dark" | "light";
  readonly stillMotion?: boolean;
  /** Absent or null: this machine needs none. */
  readonly token?: string | null;
  /** What the gateway is configured with besides. */
  readonly gateway?: Partial<GatewayOptions>;
  /** False: the page is not opened, or need not be live. */
  readonly live?: boolean;
  /** Closed intervals of days before and of today, as a historian has kept them; absent: nobody keeps a history. */
  readonly intervals?: readonly Interval[];
  readonly sites?: readonly SiteConfig[];
  /** Of the page, before it is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export async function showBoard(options: ShownBoardOptions): Promise<ShownBoard> {
  const {
    browser,
    rows,
    width,
    height,
    screen = "desk",
    theme = "dark",
    stillMotion = false,
    language = "en",
    token = null,
    live = true,
  } = options;
  const { store, log, history, accounts, close } = openEmbedded(":memory:");
  if (options.intervals !== undefined) await history.put(options.intervals, Date.now());
  const { epoch, sequence } = await claimed(store, 0);
  let from = sequence;
  const commit: ShownBoard["commit"] = async (changed) => {
    const result = await store.commit({
      ...nothing,
      partition: 0,
      epoch,
      from,
      to: ++from,
      views: Object.entries(changed).map(([id, row]) => [id, row && Buffer.from(JSON.stringify({ id, ...row }))]),
    });
    if (result !== "committed") throw new Error(`commit ${result}`);
  };
  await commit(rows);
  const boardDir = await builtBoard();
  const start = (build: string, port: number) =>
    startGateway({
      store,
      history: options.intervals === undefined ? null : history,
      partitions: 1,
      config: () => ({ ...emptyConfiguration(), sites: new Map((options.sites ?? []).map((site) => [site.id, site])) }),
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
  // axe is injected as a script, which the page's own policy rightly forbids.
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    reducedMotion: stillMotion ? "reduce" : "no-preference",
    bypassCSP: true,
  });
  const page = await context.newPage();
  await options.prepare?.(page);
  const path = options.path ?? (screen === "wall" ? "?screen=wall" : "");
  await page.goto(gateway.url + path);
  if (live) await page.waitForSelector(LIVE);
  let running = true;
  const stopGateway = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await gateway.stop();
  };
  return {
    page,
    url: gateway.url,
    commit,
    stopGateway,
    async restartGateway(build) {
      const { port } = new URL(gateway.url);
      await stopGateway();
      gateway = await start(build, Number(port));
      running = true;
    },
    async close() {
      await context.close();
      await stopGateway();
      await close();
    },
  };
}
