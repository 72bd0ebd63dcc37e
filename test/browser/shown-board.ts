/** The board in a real browser, on a gateway of its own: for tests that change who may look, stop the gateway or prepare the page. */
import type { Browser, Page } from "playwright-core";
import { type BoardStand, type BoardStandOptions, openStand } from "./board-stand.ts";

/** On a page of the board, once it hears the gateway. */
export const LIVE = '[data-testid="connection"][data-state="live"]';

export interface ShownBoard extends Omit<BoardStand, "replace"> {
  readonly page: Page;
}

export interface ShownBoardOptions extends BoardStandOptions {
  readonly browser: Browser;
  readonly width: number;
  readonly height: number;
  /** Of the page; without it the wall's or the desk's first. */
  readonly path?: string;
  readonly screen?: "desk" | "wall";
  readonly language?: string;
  readonly theme?: "dark" | "light";
  readonly stillMotion?: boolean;
  /** False: the page is not opened, or need not be live. */
  readonly live?: boolean;
  /** Of the page, before it is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export async function showBoard(options: ShownBoardOptions): Promise<ShownBoard> {
  const { browser, width, height, theme = "dark", stillMotion = false, language = "en" } = options;
  const stand = await openStand(options);
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
  await openPath(page, stand.url, options);
  return {
    ...stand,
    page,
    async close() {
      await context.close();
      await stand.close();
    },
  };
}

/** Goes to the page that is meant, and waits until it hears the gateway unless it need not. */
export async function openPath(
  page: Page,
  url: string,
  { screen = "desk", path = screen === "wall" ? "?screen=wall" : "", live = true }: Partial<ShownBoardOptions>,
): Promise<void> {
  await page.goto(url + path);
  if (live) await page.waitForSelector(LIVE);
}
