/** What axe finds on a page, as a text each. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What is well is not described, and no stylesheet is fetched again: it was more than half of the time. Every rule runs. */
const OPTIONS: RunOptions = { resultTypes: ["violations"], preload: false };

interface WithAxe {
  readonly axe?: { run(options: RunOptions): Promise<AxeResults> };
}

export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => (window as WithAxe).axe !== undefined))) await page.evaluate(AXE);
  const found = await page.evaluate(async (options) => {
    const { violations: all } = await (window as WithAxe).axe!.run(options);
    return all.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) }));
  }, OPTIONS);
  return found.map(({ id, nodes }) => `${id}: ${nodes.join(" | ")}`);
}
