/**
 * Pictures of every page of the board in its languages and themes, to be looked at: `npm run screenshots`. On the demo, started here unless
 * `--url` names a running one; `--only REGEX` takes some pages, `--language`, `--theme` and `--size` some of the others. Into `screenshots/`,
 * which git does not see.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/src/browser.ts";
import { startProgram } from "../support/src/program.ts";
import { BOARD_PAGES, type BoardPage } from "./board-pages.ts";

const SIZES: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};
const { values } = parseArgs({
  options: {
    url: { type: "string" },
    out: { type: "string", default: "screenshots" },
    only: { type: "string", default: "" },
    language: { type: "string", multiple: true, default: ["en", "pl", "it", "zh"] },
    theme: { type: "string", multiple: true, default: ["light", "dark"] },
    size: { type: "string", multiple: true, default: ["desk", "phone"] },
  },
});
const { url: given, out, only, language, theme, size } = values;

const program = given === undefined ? await startProgram([]) : null;
const browser = await openBrowser();
try {
  await mkdir(out, { recursive: true });
  const wanted = BOARD_PAGES.filter(({ name }) => new RegExp(only).test(name));
  let taken = 0;
  for (const lang of language)
    for (const colours of theme) for (const room of size) taken += await takeAll(browser, wanted, lang, colours, room);
  console.log(`${taken} pictures in ${out}/`);
} finally {
  await browser.close();
  await program?.stop();
}

async function takeAll(
  of: Browser,
  pages: readonly BoardPage[],
  lang: string,
  colours: string,
  room: string,
): Promise<number> {
  const viewport = SIZES[room];
  if (viewport === undefined) throw new Error(`--size ${room}: use one of ${Object.keys(SIZES).join(", ")}`);
  const context = await of.newContext({
    viewport,
    locale: lang,
    colorScheme: colours === "dark" ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const { name, path, shows } of pages) {
    await page.goto(new URL(path, given ?? program!.url).href);
    await page.waitForSelector(shows, { timeout: 120_000 });
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: join(out, `${name}-${lang}-${colours}-${room}.png`), fullPage: room === "desk" });
  }
  await context.close();
  return pages.length;
}
