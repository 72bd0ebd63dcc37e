/**
 * Laws S1, S5 and S6 of `../src/store.ts` when the store itself forgets: its tail (an older copy, a cut log of its own, a
 * promoted replica), or all of it. Whoever lived before may go on as if nothing had been; it must hit nothing.
 */
import { expect, type TestContext, test } from "vitest";
import type { Commit, OutboxEntry, Store } from "../src/index.ts";
import { eventually } from "./recording.ts";
import { bytesOf, claimed, facts, gather, nothing, type StoreUnderTest, writer } from "./store-writer.ts";

/** How the store under test can be made to forget. */
export interface Losses {
  /** Keeps a copy of the data as they are now; what is returned brings it back and forgets all that came later. */
  readonly remember: () => Promise<() => Promise<Store>>;
  readonly forgetAll: () => Promise<Store>;
}

export interface LossesUnderTest extends StoreUnderTest {
  readonly losses: () => Losses | undefined;
}

export function lossLaws({ store, partition, losses }: LossesUnderTest): void {
  const able = (context: TestContext): Losses => losses() ?? context.skip("this store cannot be made to forget");

  test("S1 S6 after the tail was lost no epoch and no outbox id comes again, and who lived before can do nothing", async (context) => {
    const { remember } = able(context);
    const p = partition();
    const first = await writer(store(), p);
    await first.commit({ offset: 1, mark: "m1", rows: [["k", bytesOf("kept")]], outbox: ["kept"] });
    const forget = await remember();
    const lost = await writer(store(), p);
    for (const text of ["lost 1", "lost 2"]) await lost.commit({ rows: [["k", bytesOf(text)]], outbox: [text] });
    const before = await store().outbox(p, 9);
    await forget();
    expect(await store().commit(zombie(p, lost.epoch, 3))).toBe("diverged");
    const next = await claimed(store(), p);
    expect(next).toEqual({ epoch: next.epoch, sequence: 1, offset: 1, mark: "m1" });
    expect(new Set([first.epoch, lost.epoch, next.epoch]).size).toBe(3);
    await expectZombiesAreHarmless(store(), p, [first.epoch, lost.epoch], before);
  });

  test("S1 S6 after all was lost no epoch and no outbox id comes again, and who lived before can do nothing", async (context) => {
    const { forgetAll } = able(context);
    const p = partition();
    const lost = await writer(store(), p);
    for (const text of ["lost 1", "lost 2"]) await lost.commit({ rows: [["k", bytesOf(text)]], outbox: [text] });
    const before = await store().outbox(p, 9);
    await forgetAll();
    expect(await store().commit(zombie(p, lost.epoch, 2))).toBe("diverged");
    const next = await claimed(store(), p);
    expect(next).toEqual({ epoch: next.epoch, sequence: 0, offset: null, mark: null });
    expect(next.epoch).not.toBe(lost.epoch);
    await expectZombiesAreHarmless(store(), p, [lost.epoch], before);
  });

  test("S1 after all was lost no epoch comes again, also when a nonce does: a copied machine draws the same random numbers", async (context) => {
    const { forgetAll } = able(context);
    const p = partition();
    const claim = async () => {
      const claimed = await store().claim(p, { nonce: "again", facts });
      return claimed.result === "claimed" ? claimed.checkpoint.epoch : claimed.reason;
    };
    const epochs = [await claim(), await claim()];
    // The store's time is in milliseconds: two claims within one count it on.
    await eventually(() => Date.now()).toBeGreaterThan(Number.parseInt(epochs[1]!, 10));
    await forgetAll();
    epochs.push(await claim(), await claim());
    expect(new Set(epochs).size).toBe(4);
  });
}

function zombie(partition: number, epoch: string, from: number): Commit {
  const position = { partition, epoch, from, to: from + 1, offset: 99 };
  return { ...nothing, ...position, rows: [["k", bytesOf("zombie")]], outbox: ["zombie"] };
}

/** The new owner commits past every sequence that a zombie may hold; at each of them the zombies try all they could. */
async function expectZombiesAreHarmless(
  store: Store,
  partition: number,
  zombies: readonly string[],
  entriesBefore: readonly OutboxEntry[],
): Promise<void> {
  const kept = (await store.outbox(partition, 9)).map(({ payload }) => payload);
  const owner = await writer(store, partition);
  const written: string[] = [];
  for (let times = 0; times < 4; times++) {
    const text = `new ${times}`;
    expect(await owner.commit({ rows: [["k", bytesOf(text)]], outbox: [text] })).toBe("committed");
    written.push(text);
    const at = owner.sequence();
    for (const epoch of zombies)
      for (const from of [at - 1, at]) expect(await store.commit(zombie(partition, epoch, from))).toBe("fenced");
    expect(await gather(store.load(partition))).toEqual(new Map([["k", text]]));
  }
  // What a notifier took before the loss, it acknowledges after it.
  const lost = entriesBefore.filter(({ payload }) => !kept.includes(payload));
  await store.acknowledge(
    partition,
    lost.map(({ id }) => id),
  );
  const entries = await store.outbox(partition, 20);
  expect(entries.map(({ payload }) => payload)).toEqual([...kept, ...written]);
  const ids = [...lost, ...entries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}
