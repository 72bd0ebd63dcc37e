/** A built board in a real browser, on a real gateway, whose store is given rows by the test as their owner would. */
import { openEmbedded } from "@floorwalker/embedded";
import { startGateway } from "@floorwalker/gateway";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import type { Browser, Page } from "playwright-core";
import { builtBoard } from "../support/src/built-board.ts";
import type { Rows } from "./floor-rows.ts";

export interface ShownBoard {
  readonly page: Page;
  /** Commits rows; null takes one away. */
  commit(rows: Rows | Readonly<Record<string, null>>): Promise<void>;
  /** Stops the gateway; the page stays. */
  stopGateway(): Promise<void>;
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
  } = options;
  const { store, log, close } = openEmbedded(":memory:");
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
  const gateway = await startGateway({
    store,
    history: null,
    partitions: 1,
    config: emptyConfiguration,
    log,
    host: "127.0.0.1",
    port: 0,
    boardDir: await builtBoard(),
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test" },
  });
  // axe is injected as a script, which the page's own policy rightly forbids.
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language,
    reducedMotion: stillMotion ? "reduce" : "no-preference",
    bypassCSP: true,
  });
  const page = await context.newPage();
  const path = options.path ?? (screen === "wall" ? "?screen=wall" : "");
  await page.goto(gateway.url + path);
  await page.waitForSelector('[data-testid="connection"][data-state="live"]');
  let running = true;
  const stopGateway = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await gateway.stop();
  };
  return {
    page,
    commit,
    stopGateway,
    async close() {
      await context.close();
      await stopGateway();
      await close();
    },
  };
}
