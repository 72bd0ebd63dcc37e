/** A configured site that is played, not real: nobody may take its calls for true ones. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startProgram } from "../support/src/program.ts";

const CONFIG = "sites: [{ id: krakow, queues: [{ queue: sales }] }]\n";

test.each([
  { site: "simulated on demand is marked as a demo", demo: true, flags: ["--scenario", "normal"] },
  { site: "real is neither simulated nor marked", demo: false, flags: [] },
])(
  "a configured site that is $site",
  async ({ demo, flags }) => {
    const folder = await mkdtemp(join(tmpdir(), "floorwalker-simulated-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "floorwalker.yaml");
    await writeFile(file, CONFIG);
    const program = await startProgram(["--config", file, ...flags]);
    onTestFinished(() => program.stop());
    await vi.waitFor(async () => expect(await isDemo(program.url)).toBe(demo), { timeout: 20_000, interval: 50 });
  },
  40_000,
);

async function isDemo(url: string): Promise<boolean | undefined> {
  const { rows } = (await (await fetch(`${url}v1/views/floor`)).json()) as { rows: { id: string; demo?: boolean }[] };
  return rows.find(({ id }) => id === "site:krakow")?.demo;
}
