/**
 * `npm run layers`, first half: no package.json may declare a wrong arrow. A package's layer is the folder it lies in, so
 * none can be forgotten. The second half, `turbo boundaries`, fails when a file imports what its package.json does not
 * declare; Biome keeps Node's own modules out of the pure core. Only the three together are complete.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Manifest {
  /** Relative to the root, such as `packages/pure/stream`. */
  readonly folder: string;
  readonly name: string;
  /** Names of all four kinds of dependencies. */
  readonly uses: readonly string[];
}

/** From the top down: an arrow may point down this list, and sideways where `SIDEWAYS` says so. */
const LAYERS = [
  "test",
  "services",
  "packages/adapters",
  "packages/kit",
  "packages/contracts",
  "packages/ports",
  "packages/pure",
];
const SIDEWAYS: readonly string[] = ["packages/contracts", "packages/pure"];
/** The one service that runs the others. */
const RUNS_SERVICES = "services/cli";
const KINDS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/** Sentences, one per mistake; empty when every arrow is right. A check that saw no arrow at all is a mistake too. */
export function layerMistakes(manifests: readonly Manifest[]): string[] {
  const byName = new Map(manifests.map((manifest) => [manifest.name, manifest]));
  const mistakes = manifests
    .filter(({ folder }) => layer(folder) < 0)
    .map(({ folder }) => `${folder} lies in no layer`);
  let arrows = 0;
  for (const from of manifests)
    for (const to of from.uses.map((name) => byName.get(name)).filter((used) => used !== undefined)) {
      arrows++;
      if (!allowed(from.folder, to.folder)) mistakes.push(`${from.folder} must not use ${to.folder}`);
    }
  return arrows === 0
    ? [...mistakes, "no arrow between packages was found: the check looks in the wrong place"]
    : mistakes;
}

/** Every workspace of the root's package.json. */
export function readManifests(root: string): Manifest[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { workspaces: string[] };
  return globSync(
    workspaces.map((workspace) => `${workspace}/package.json`),
    { cwd: root },
  ).map((path) => {
    const json = JSON.parse(readFileSync(join(root, path), "utf8")) as { name: string } & Record<string, object>;
    return {
      folder: path.replace("/package.json", ""),
      name: json.name,
      uses: KINDS.flatMap((kind) => Object.keys(json[kind] ?? {})),
    };
  });
}

function allowed(from: string, to: string): boolean {
  if (from === to) return false;
  if (layer(from) < layer(to)) return layer(to) !== layer("services") || from === "test";
  if (layer(from) > layer(to)) return false;
  return SIDEWAYS.includes(LAYERS[layer(from)]!) || from === RUNS_SERVICES;
}

const layer = (folder: string): number => LAYERS.findIndex((name) => folder === name || folder.startsWith(`${name}/`));

if (import.meta.main) {
  const manifests = readManifests(join(import.meta.dirname, "../../.."));
  const mistakes = layerMistakes(manifests);
  for (const mistake of mistakes) process.stderr.write(`${mistake}\n`);
  process.stdout.write(`${manifests.length} packages, ${mistakes.length} wrong arrows\n`);
  process.exitCode = mistakes.length === 0 ? 0 : 1;
}
