/**
 * A real Chromium for tests, wherever one is: FLOORWALKER_TEST_CHROMIUM, /usr/bin/chromium, `chromium` in PATH. Without
 * any: with CI=true an error; elsewhere `{ skip }` for `suiteOn`, which names the reason in the suite's title.
 */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import type { Backend, NoBackend } from "./backends.ts";

const MISSING = "no Chromium: set FLOORWALKER_TEST_CHROMIUM to its executable, or install the package chromium";

/** `address` is the executable. */
export function findBrowser(): Backend | NoBackend {
  const given = process.env.FLOORWALKER_TEST_CHROMIUM;
  const inPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "chromium"));
  const found = given ? given : ["/usr/bin/chromium", ...inPath].find(isExecutable);
  if (found !== undefined) return { address: found, stop: async () => {} };
  if (process.env.CI === "true") throw new Error(MISSING);
  return { skip: MISSING };
}

/** Headless; the caller closes it. @throws when there is no Chromium. */
export async function openBrowser(): Promise<Browser> {
  const browser = findBrowser();
  if ("skip" in browser) throw new Error(browser.skip);
  return chromium.launch({ executablePath: browser.address });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
