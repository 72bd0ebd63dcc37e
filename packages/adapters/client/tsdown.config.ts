/** The package as it is published: one module for browsers and Node, its types, nothing of the workspace left to resolve (`npm run package`). */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts" },
  platform: "neutral",
  target: "es2022",
  dts: true,
  deps: { alwaysBundle: [/^@floorwalker\//], neverBundle: [/^zod/] },
  hooks: { "build:done": ({ options }) => writePackage(options.outDir) },
});

async function writePackage(folder: string): Promise<void> {
  const { name, version, description, license } = await manifest("package.json");
  const { dependencies } = await manifest("../../contracts/protocol/package.json");
  const published = {
    name,
    version,
    description,
    license,
    type: "module",
    sideEffects: false,
    exports: { ".": "./index.js" },
    types: "./index.d.ts",
    files: ["index.js", "index.d.ts"],
    engines: { node: ">=22" },
    dependencies: { zod: dependencies.zod },
  };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
  await copyFile("README.md", join(folder, "README.md"));
  await copyFile("../../../LICENSE", join(folder, "LICENSE"));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = async (path: string): Promise<Manifest> => JSON.parse(await readFile(path, "utf8")) as Manifest;
