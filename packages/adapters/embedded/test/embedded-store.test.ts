import { cp } from "node:fs/promises";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Embedded, openEmbedded } from "../src/index.ts";
import { type TemporaryState, temporaryState } from "./temporary-state.ts";

let state: TemporaryState;
let copy: TemporaryState;
let embedded: Embedded;

beforeEach(async () => {
  [state, copy] = [await temporaryState(), await temporaryState()];
});

afterEach(async () => {
  await embedded.close();
  await state.remove();
  await copy.remove();
});

test("S1 with an older copy and a clock that was set back the number comes again, and still nobody passes for another", async () => {
  const clock = () => 1_000;
  embedded = openEmbedded(state.path, clock);
  await claimed(embedded.store, 0);
  await embedded.close();
  await cp(state.path, copy.path);

  embedded = openEmbedded(state.path, clock);
  const lost = await claimed(embedded.store, 0);
  await embedded.close();

  embedded = openEmbedded(copy.path, clock);
  const living = await claimed(embedded.store, 0);
  expect(Number.parseInt(living.epoch, 10)).toBe(Number.parseInt(lost.epoch, 10));
  const commit = { ...nothing, partition: 0, from: 0, to: 1 };
  expect(await embedded.store.commit({ ...commit, epoch: lost.epoch })).toBe("fenced");
  expect(await embedded.store.commit({ ...commit, epoch: living.epoch })).toBe("committed");
  expect(await embedded.store.commit({ ...commit, epoch: lost.epoch })).toBe("fenced");
});

test("an epoch goes on by one while the clock stands or goes back", async () => {
  let now = 5_000;
  embedded = openEmbedded(state.path, () => now);
  const numbers: number[] = [];
  for (const time of [5_000, 5_000, 1_000, 9_000]) {
    now = time;
    numbers.push(Number.parseInt((await claimed(embedded.store, 0)).epoch, 10));
  }
  expect(numbers).toEqual([5_000, 5_001, 5_002, 9_000]);
});
