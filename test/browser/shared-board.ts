/**
 * One gateway, and one page a language, for all tests of a file: starting both anew for each test was most of what these tests took. Every test is given
 * its own rows and no other, an empty browser store, its size, theme, motion and routes (`prepare`); whoever stops the gateway or gives the page scripts
 * uses `showBoard`.
 */
import type { Browser, Page } from "playwright-core";
import { type BoardStand, openStand } from "./board-stand.ts";
import { openPath, type ShownBoardOptions } from "./shown-board.ts";

export type SharedBoardOptions = Omit<ShownBoardOptions, "browser" | "token" | "gateway">;

export interface SharedBoard {
  readonly show: (options: SharedBoardOptions) => Promise<Page>;
  /** As `BoardStand.commit`, on what was shown last. */
  readonly commit: BoardStand["commit"];
  close(): Promise<void>;
}

export function sharedBoard(browser: () => Browser): SharedBoard {
  /** By the sites, and whether a history is kept: its intervals are those of the first test. */
  const stands = new Map<string, BoardStand>();
  const pages = new Map<string, Page>();
  let last: BoardStand | null = null;

  async function standOf(options: SharedBoardOptions): Promise<BoardStand> {
    const kind = JSON.stringify([options.sites ?? [], options.intervals !== undefined]);
    const known = stands.get(kind);
    if (known !== undefined) {
      await known.replace(options.rows);
      return known;
    }
    const stand = await openStand(options);
    stands.set(kind, stand);
    return stand;
  }

  async function pageOf(language: string): Promise<Page> {
    const known = pages.get(language);
    if (known !== undefined) return known;
    // axe is injected as a script, which the page's own policy rightly forbids.
    const context = await browser().newContext({ locale: language, bypassCSP: true });
    const page = await context.newPage();
    pages.set(language, page);
    return page;
  }

  return {
    async show(options) {
      const { width, height, theme = "dark", stillMotion = false, language = "en" } = options;
      const page = await pageOf(language);
      // Nothing of the test before is painted, or kept, when the rows change.
      await page.unrouteAll({ behavior: "ignoreErrors" });
      if (last !== null) {
        await page.goto(`${last.url}livez`);
        await page.evaluate(() => {
          localStorage.clear();
          sessionStorage.clear();
        });
        await page.context().clearCookies();
      }
      last = await standOf(options);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({
        media: null,
        colorScheme: theme,
        reducedMotion: stillMotion ? "reduce" : "no-preference",
      });
      await page.mouse.move(0, 0);
      await options.prepare?.(page);
      await openPath(page, last.url, options);
      return page;
    },
    async commit(rows) {
      await last!.commit(rows);
    },
    async close() {
      for (const page of pages.values()) await page.context().close();
      for (const stand of stands.values()) await stand.close();
    },
  };
}
