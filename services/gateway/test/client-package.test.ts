/** The client as it is published: packed, checked, and used by its README's example in a folder that has nothing else of this repository. */
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PACKAGE = join(ROOT, "packages/adapters/client");
const tool = (name: string): string => join(ROOT, "node_modules/.bin", name);

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "floorwalker-test-"));
  const dist = join(folder, "dist");
  await run("npm", ["run", "--silent", "package", "--", "--out-dir", dist], { cwd: PACKAGE });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: dist });
  tarball = join(folder, (JSON.parse(stdout) as [{ filename: string }])[0].filename);
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@floorwalker/client"), { recursive: true });
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(modules, "@floorwalker/client")]);
  for (const name of ["zod", "@types"]) await symlink(join(ROOT, "node_modules", name), join(modules, name));
  const readme = await readFile(join(modules, "@floorwalker/client/README.md"), "utf8");
  await writeFile(join(folder, "example.ts"), readme.split("```ts\n")[1]!.split("```")[0]!);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("its package is sound: what it exports is there, and its types are found by every way of resolving modules", async () => {
  await run(tool("publint"), ["run", "--strict", join(folder, "dist")]);
  // It is a module; who still requires gets it from Node itself, which attw cannot know.
  await run(tool("attw"), [tarball, "--profile", "esm-only", "--no-emoji"]);
  const published = JSON.parse(await readFile(join(folder, "dist/package.json"), "utf8")) as Record<string, unknown>;
  expect(Object.keys(published.dependencies as object)).toEqual(["zod"]);
  expect(published).not.toHaveProperty("private");
});

test("its README's example has right types, and shows the queues of a gateway within twenty lines", async () => {
  const example = await readFile(join(folder, "example.ts"), "utf8");
  expect(
    example
      .trim()
      .split("\n")
      .filter((line) => line !== "").length,
  ).toBeLessThanOrEqual(20);
  const strict = ["--noEmit", "--strict", "--skipLibCheck", "false", "--module", "nodenext", "--target", "es2022"];
  await run(tool("tsc"), [...strict, "--types", "node", "--lib", "es2022,dom", "--ignoreConfig", "example.ts"], {
    cwd: folder,
  });

  const running: RunningGateway = await runGateway();
  const row = { kind: "queue", site: "krakow", queue: "sales", channel: "call", title: "Sales", waiting: 3 };
  await running.commit(0, { "queue:krakow:sales:call": { ...row, "serviceLevelNow.30m": 0.8125 } });
  const shown = spawn(process.execPath, ["example.ts"], {
    cwd: folder,
    env: { ...process.env, GATEWAY: `${running.gateway.url}v1/live` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let heard = "";
  shown.stdout.setEncoding("utf8").on("data", (text: string) => (heard += text));
  try {
    await expect.poll(() => heard, { timeout: 30_000, interval: 20 }).toContain("-- live\nsales call: 3 wait, 81 %\n");
    await running.commit(0, { "queue:krakow:sales:call": { ...row, waiting: 4 } });
    await expect.poll(() => heard, { timeout: 30_000, interval: 20 }).toContain("-- live\nsales call: 4 wait, –\n");
    shown.kill("SIGINT");
    await expect.poll(() => shown.exitCode, { timeout: 30_000, interval: 20 }).toBe(0);
  } finally {
    shown.kill("SIGKILL");
    await running.stop();
  }
});
