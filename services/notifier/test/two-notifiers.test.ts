import type { DeliveryResult } from "@floorwalker/ports";
import { describe, expect, test, vi } from "vitest";
import type { NotifierOptions } from "../src/index.ts";
import { alert, emptied, freshStoreForEachTest, left, record, start, store } from "./notifier-fixture.ts";
import { delivered, down, recordingChannel } from "./recording-channel.ts";

freshStoreForEachTest();

describe("two notifiers", () => {
  test("that both live never deliver the same entry twice", async () => {
    const floor = recordingChannel();
    await Promise.all([start({ floor }), start({ floor })]);
    for (let batch = 0; batch < 10; batch++) {
      await record(Array.from({ length: 5 }, (_, index) => alert(`a${batch}-${index}`)));
      await record(
        Array.from({ length: 5 }, (_, index) => alert(`b${batch}-${index}`)),
        1,
      );
    }
    await emptied();
    await emptied(1);
    expect(floor.attempts).toHaveLength(100);
    expect(new Set(floor.attempts).size).toBe(100);
  });

  test("the second goes on when the first stops, and within the lease when it died", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel();
    // A holder that died: it has the lease and says nothing more.
    expect(await store.leaseOutbox(0, "dead", 30_000)).toBe(true);
    const heir = await start({ floor });
    const other = await start({ floor });
    await record([alert("k1")]);
    await vi.advanceTimersByTimeAsync(29_900);
    expect(floor.attempts).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(floor.attempts).toEqual(["k1"]);
    await Promise.all([heir.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    await record([alert("k2")]);
    await vi.advanceTimersByTimeAsync(500);
    expect(floor.attempts).toEqual(["k1", "k2"]);
    expect(other.healthy()).toBe(true);
  });

  test("no attempt begins when the lease might not outlast it; with the store back they go on", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => down);
    const slow = hangingStore();
    await record([alert("k1")]);
    const notifier = await start({ floor }, { store: slow.store });
    await vi.advanceTimersByTimeAsync(1_000);
    slow.hang();
    await vi.advanceTimersByTimeAsync(15_100);
    const before = floor.attempts.length;
    expect(before).toBeGreaterThan(100);
    await vi.advanceTimersByTimeAsync(13_000);
    expect(floor.attempts).toHaveLength(before);
    expect(notifier.healthy()).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(notifier.healthy()).toBe(false);
    slow.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(floor.attempts.length).toBeGreaterThan(before);
    expect(notifier.healthy()).toBe(true);
  });

  test("one that lost its lease forgets what it knew: the other delivers it, and only the other", async () => {
    vi.useFakeTimers();
    const slow = hangingStore();
    const first = recordingChannel(() => down);
    const second = recordingChannel();
    await record([alert("k1")]);
    await start({ floor: first }, { store: slow.store });
    await vi.advanceTimersByTimeAsync(1_000);
    slow.hang();
    const heir = await start({ floor: second });
    await vi.advanceTimersByTimeAsync(31_000);
    expect(second.taken).toEqual(["k1"]);
    slow.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    const before = first.attempts.length;
    await Promise.all([heir.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    await record([alert("k2")]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(first.attempts.slice(before))).toEqual(new Set(["k2"]));
  });

  test("killed while one receiver is down: with the next notifier who has had the message is not told again, and who was down is told once", async () => {
    vi.useFakeTimers();
    const [told, refusing, gone] = [recordingChannel(), recordingChannel(() => refused), recordingChannel(() => down)];
    const receivers = { told, refusing, gone };
    await record([alert("k1", { receivers: Object.keys(receivers) })]);
    const killed = killedStore();
    await start(receivers, { store: killed.store, pace });
    await vi.advanceTimersByTimeAsync(1_000);
    killed.kill();
    await vi.advanceTimersByTimeAsync(32_000);
    const tried = gone.attempts.length;
    await start(receivers, { pace });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(gone.attempts.length).toBeGreaterThan(tried);
    gone.answer = () => delivered;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([told.attempts, refusing.attempts, gone.taken]).toEqual([["k1"], ["k1"], ["k1"]]);
    expect(await left()).toBe(0);
  });

  test("one whose store was away for longer than its lease knows whom it told all the same, and notes it then", async () => {
    vi.useFakeTimers();
    const [told, gone] = [recordingChannel(), recordingChannel(() => down)];
    await record([alert("k1", { receivers: ["told", "gone"] })]);
    const away = killedStore();
    told.answer = () => {
      away.kill();
      return delivered;
    };
    await start({ told, gone }, { store: away.store, pace });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await store.outbox(0, 9))[0]!.done).toEqual([]);
    away.revive();
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await store.outbox(0, 9))[0]!.done).toEqual(["told"]);
    expect(told.attempts).toEqual(["k1"]);
  });

  test("one that lost its lease notes nothing", async () => {
    vi.useFakeTimers();
    const answer = Promise.withResolvers<typeof delivered>();
    const [late, gone] = [recordingChannel(() => answer.promise), recordingChannel(() => down)];
    await record([alert("k1", { receivers: ["late", "gone"] })]);
    const slow = hangingStore();
    await start({ late, gone }, { store: slow.store, pace });
    await vi.advanceTimersByTimeAsync(1_000);
    slow.hang();
    await start({ late: gone, gone }, { pace });
    await vi.advanceTimersByTimeAsync(31_000);
    answer.resolve(delivered);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(late.taken).toEqual(["k1"]);
    expect((await store.outbox(0, 9))[0]!.done).toEqual([]);
    slow.resume();
  });

  test("one whose lease another had in between does not deliver again what that one did", async () => {
    vi.useFakeTimers();
    const [first, second] = [recordingChannel(() => down), recordingChannel()];
    await record([alert("k1")]);
    const slow = hangingStore();
    await start({ floor: first }, { store: slow.store, pace });
    await vi.advanceTimersByTimeAsync(1_000);
    slow.hang();
    const heir = await start({ floor: second }, { pace });
    await vi.advanceTimersByTimeAsync(32_000);
    await Promise.all([heir.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    first.answer = () => delivered;
    slow.resume();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([first.taken, second.taken]).toEqual([[], ["k1"]]);
  });
});

/** Of hours that are played through. */
const pace = { pollMs: 500, firstRetryMs: 1_000, longestRetryMs: 5_000 };

const refused: DeliveryResult = { result: "refused", reason: "HTTP 400" };

/** The fixture's store, which whoever is killed reaches no more. */
function killedStore() {
  let gone = false;
  const real = store;
  const reach = async <A>(call: () => Promise<A>): Promise<A> => {
    if (gone) throw new Error("killed");
    return call();
  };
  const reached: NotifierOptions["store"] = {
    follow: (...call) => real.follow(...call),
    outbox: (...call) => reach(() => real.outbox(...call)),
    noteDone: (...call) => reach(() => real.noteDone(...call)),
    acknowledge: (...call) => reach(() => real.acknowledge(...call)),
    leaseOutbox: (...call) => reach(() => real.leaseOutbox(...call)),
  };
  return {
    store: reached,
    kill: () => {
      gone = true;
    },
    revive: () => {
      gone = false;
    },
  };
}

/** The fixture's store, whose leases can be made to hang. */
function hangingStore() {
  let waiting: (() => void)[] | null = null;
  const real = store;
  const slow: NotifierOptions["store"] = {
    follow: (...call) => real.follow(...call),
    outbox: (...call) => real.outbox(...call),
    noteDone: (...call) => real.noteDone(...call),
    acknowledge: (...call) => real.acknowledge(...call),
    leaseOutbox: async (...call) => {
      if (waiting !== null) await new Promise<void>((resolve) => waiting!.push(resolve));
      return real.leaseOutbox(...call);
    },
  };
  return {
    store: slow,
    hang: () => {
      waiting = [];
    },
    resume: () => {
      for (const go of waiting ?? []) go();
      waiting = null;
    },
  };
}
