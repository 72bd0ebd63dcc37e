/** A file of its own, and by a path of its own: entry points ask it before they load anything else. */

/** Oldest Node that runs the program. */
const OLDEST_NODE = [24, 11] as const;

/** Why this Node cannot run the program; null when it can. Entry points say it before anything else. */
export function nodeVersionProblem(version: string = process.versions.node): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return null;
  return `Floorwalker needs Node ${OLDEST_NODE.join(".")} or newer and runs on ${version}. Start it with npm or npx in its folder (they use the Node that npm ci installed), or install Node ${OLDEST_NODE[0]}.`;
}
