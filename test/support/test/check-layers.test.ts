import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { layerMistakes, type Manifest, readManifests } from "../src/check-layers.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe("declared arrows between packages", () => {
  const manifest = (folder: string, ...uses: string[]): Manifest => ({ folder, name: folder, uses });
  const DOWN = manifest("services/ingest", "packages/ports");

  it("finds this repository in order, with every folder in a layer", () => {
    const manifests = readManifests(ROOT);
    expect(manifests.length).toBeGreaterThan(15);
    expect(layerMistakes(manifests)).toEqual([]);
  });

  it.each([
    ["packages/pure/domain", "packages/ports"],
    ["packages/contracts/events", "packages/kit/runtime"],
    ["packages/ports", "packages/adapters/kafka"],
    ["packages/adapters/redis", "packages/adapters/kafka"],
    ["packages/adapters/kafka", "services/ingest"],
    ["services/ingest", "services/aggregator"],
    ["services/cli", "test"],
    ["packages/kit/runtime", "packages/kit/runtime"],
  ])("%s may not use %s", (from, to) => {
    const others = [DOWN, manifest("packages/ports"), manifest(to)].filter(({ folder }) => folder !== from);
    expect(layerMistakes([...others, manifest(from, to)])).toEqual([`${from} must not use ${to}`]);
  });

  it.each([
    ["packages/pure/stream", "packages/pure/domain"],
    ["packages/contracts/sources", "packages/contracts/events"],
    ["services/cli", "services/ingest"],
    ["test", "services/ingest"],
  ])("%s may use %s", (from, to) => {
    expect(layerMistakes([manifest(from, to), manifest(to)])).toEqual([]);
  });

  it("reads all four kinds of dependencies", () => {
    const folder = workspace({
      "packages/ports/package.json": { name: "ports" },
      ...Object.fromEntries(
        ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].map((kind) => [
          `packages/pure/${kind}/package.json`,
          { name: kind, [kind]: { ports: "0.1.0" } },
        ]),
      ),
    });
    expect(layerMistakes(readManifests(folder))).toHaveLength(4);
  });

  it("reports a folder without a layer, and a run that saw no arrow", () => {
    expect(layerMistakes([DOWN, manifest("packages/ports"), manifest("packages/misc")])).toEqual([
      "packages/misc lies in no layer",
    ]);
    expect(layerMistakes([manifest("packages/ports")])).toEqual([expect.stringContaining("no arrow")]);
  });
});

describe("undeclared arrows", () => {
  it("turbo boundaries refuses an import that the package.json does not declare", () => {
    const folder = workspace({
      "packages/ports/package.json": { name: "@floorwalker/ports", exports: "./src/index.ts" },
      "packages/ports/src/index.ts": "export const port = 1;\n",
      "packages/pure/domain/package.json": { name: "@floorwalker/domain", exports: "./src/index.ts" },
      "packages/pure/domain/src/index.ts": "export const clean = 1;\n",
    });
    copyFileSync(join(ROOT, "turbo.json"), join(folder, "turbo.json"));
    const boundaries = () => run(folder, "turbo", "boundaries");
    expect(boundaries()).toMatchObject({ status: 0, output: expect.stringContaining("no issues found") });
    writeFileSync(join(folder, "packages/pure/domain/src/index.ts"), 'export type * from "@floorwalker/ports";\n');
    expect(boundaries()).toMatchObject({ status: 1, output: expect.stringContaining("@floorwalker/ports") });
  });

  it("Biome refuses Node's own modules in the pure core, and there only", () => {
    const readsFile = 'import { readFileSync } from "node:fs";\n\nreadFileSync("x");\n';
    const folder = workspace({
      "packages/pure/domain/src/reads-a-file.ts": readsFile,
      "packages/kit/runtime/src/reads-a-file.ts": readsFile,
    });
    for (const file of ["biome.json", ".gitignore"]) copyFileSync(join(ROOT, file), join(folder, file));
    const { status, output } = run(folder, "biome", "lint", ".");
    expect(status).toBe(1);
    expect(output.match(/\S+ lint\/correctness\/noNodejsModules/g)).toEqual([
      "packages/pure/domain/src/reads-a-file.ts:1:30 lint/correctness/noNodejsModules",
    ]);
  });
});

function run(cwd: string, tool: string, ...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin", tool), parameters, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  return { status, output: stdout + stderr };
}

/** A folder with the workspaces of this repository's root and the given files. */
function workspace(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-layers-"));
  folders.push(folder);
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}
