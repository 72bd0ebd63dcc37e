/** Who waits at a site and on a channel is told by contributions, as it is of a queue: nothing is ever added up over queues. */
import { type CanonicalEvent, CHANNELS, cellName, channelCell, SITE_CELL } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, plausible, SITE } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";

interface LiveNumbers {
  readonly waiting: number;
  readonly past: number;
  readonly oldest: number | null;
  readonly handling: number;
}

function liveOf(owner: PureOwner, cells: readonly string[]): LiveNumbers {
  let [waiting, past, handling] = [0, 0, 0];
  let oldest: number | null = null;
  for (const cell of cells) {
    const live = owner.site().contacts.live.get(cell);
    waiting += live.waiting;
    past += live.waitingPastThreshold;
    handling += live.handling;
    if (live.oldestQueuedAt !== null) oldest = Math.min(oldest ?? live.oldestQueuedAt, live.oldestQueuedAt);
  }
  return { waiting, past, oldest, handling };
}

function differences(events: readonly CanonicalEvent[], chance: number): string[] {
  const random = seeded(chance);
  const owner = new PureOwner({ sites: [SITE], graceMs: 30_000 });
  const arriving = shuffled(events, random);
  const wrong: string[] = [];
  let clock = BEGIN;
  for (let at = 0; at < arriving.length; ) {
    const batch = arriving.slice(at, at + 1 + Math.floor(random() * 5));
    at += batch.length;
    clock = Math.max(clock + Math.floor(random() * 60_000), ...batch.map(({ time }) => time));
    owner.commit(batch, clock);
    if (random() < 0.1) owner.crash().commit([], clock);
    const queues = [...owner.site().cells.queueKeys()];
    const onChannel = (channel: string) =>
      queues.filter((key) => (cellName(key) as { channel?: string }).channel === channel);
    for (const [cell, parts] of [
      [SITE_CELL, queues] as const,
      ...CHANNELS.map((channel) => [channelCell(channel), onChannel(channel)] as const),
    ]) {
      const [told, summed] = [JSON.stringify(liveOf(owner, [cell])), JSON.stringify(liveOf(owner, parts))];
      if (told !== summed) wrong.push(`${cell}: ${told} is told, its queues have ${summed}`);
    }
  }
  return wrong;
}

test("who waits at the site and on a channel, since when and past the threshold, is the sum over the queues", () => {
  fc.assert(
    fc.property(plausible, fc.integer(), (events, chance) => {
      expect(differences(events, chance)).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true },
  );
});
