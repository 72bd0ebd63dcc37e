#!/usr/bin/env node
// Plain JavaScript, so that a Node too old for the program can still say so.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `Floorwalker needs Node 24.11 or newer and runs on ${process.versions.node}. Start it with npm or npx in its folder (they use the Node that npm ci installed), or install Node 24.\n`,
  );
  process.exit(2);
}
await import("../src/main.ts");
