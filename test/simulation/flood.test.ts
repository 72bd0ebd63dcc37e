/** An owner whose store takes its time: how often it commits, by how much it is given. */
import { expect, test } from "vitest";
import { startLoneOwner } from "./src/lone-owner.ts";

const LASTS_MS = 1_500;
const EVERY_MS = 10;
const COMMIT_MS = 100;
const SOON_MS = 1_000;

test("in a flood of events commits leave two thirds of the time to the fold, and soon after it all is committed", {
  timeout: 60_000,
}, async () => {
  const { commits, uncommitted } = await told(120);
  expect(commits * COMMIT_MS).toBeLessThanOrEqual(LASTS_MS / 3 + 2 * COMMIT_MS);
  expect(uncommitted).toBe(0);
});

test("a few events at a time are committed as soon as the store has taken the ones before", async () => {
  const { commits } = await told(1);
  expect(commits).toBeGreaterThanOrEqual((LASTS_MS / COMMIT_MS) * 0.8);
});

/** `callers` arrive at a time, again and again; commits meanwhile, and what is uncommitted soon after. */
async function told(callers: number): Promise<{ readonly commits: number; readonly uncommitted: number }> {
  const owner = await startLoneOwner(COMMIT_MS);
  const { world } = owner;
  const before = owner.commits.length;
  for (let at = 0; at < LASTS_MS; at += EVERY_MS) world.after(at, () => owner.call(callers));
  await world.runUntil(world.now + LASTS_MS);
  const commits = owner.commits.length - before;
  await world.runUntil(world.now + SOON_MS);
  const uncommitted = await owner.uncommitted();
  await owner.stop();
  return { commits, uncommitted };
}
