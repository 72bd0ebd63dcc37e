/** An owner that has nothing to do rests; what time alone brings, and what comes, still happens when it is due. */
import { viewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { startLoneOwner } from "./src/lone-owner.ts";

const SECOND = 1_000;
const TICK_MS = 50;
/** Of a call in a queue that nobody configured. */
const THRESHOLD_MS = 20 * SECOND;

test("where nothing happens an owner looks at the clock a few times a second, not at every tick", async () => {
  const owner = await startLoneOwner(1);
  owner.call(1);
  await owner.world.runUntil(owner.world.now + 3 * SECOND);
  const before = owner.looks();
  await owner.world.runUntil(owner.world.now + 10 * SECOND);
  // Two questions a look, one a second against jumps of the clock.
  expect(owner.looks() - before).toBeLessThanOrEqual(10 * (2 * 5 + 1));
  await owner.stop();
});

test("a caller who waits past the threshold is shown within a tick of that moment, however quiet the site is", async () => {
  const owner = await startLoneOwner(1);
  const { world } = owner;
  const queuedAt = world.now;
  owner.call(1);
  await world.runUntil(queuedAt + THRESHOLD_MS + SECOND);
  const shown = owner.commits.find(({ commit }) =>
    commit.views.some(
      ([id, row]) => id.startsWith("queue:") && row !== null && viewRow(id, row).waitingPastThreshold === 1,
    ),
  );
  expect(shown!.at - queuedAt).toBeGreaterThanOrEqual(THRESHOLD_MS);
  expect(shown!.at - queuedAt).toBeLessThanOrEqual(THRESHOLD_MS + TICK_MS + 1);
  await owner.stop();
});

test("an event that comes while an owner rests is committed at once", async () => {
  const owner = await startLoneOwner(1);
  const { world } = owner;
  await world.runUntil(world.now + 3 * SECOND + 123);
  const came = world.now;
  const before = owner.commits.length;
  owner.call(1);
  await world.runUntil(came + SECOND);
  expect(owner.commits[before]!.at - came).toBeLessThanOrEqual(1);
  await owner.stop();
});
