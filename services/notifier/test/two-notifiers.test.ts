import { describe, expect, test, vi } from "vitest";
import type { NotifierOptions } from "../src/index.ts";
import { alert, emptied, freshStoreForEachTest, record, start, store } from "./notifier-fixture.ts";
import { down, recordingChannel } from "./recording-channel.ts";

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
});

/** The fixture's store, whose leases can be made to hang. */
function hangingStore() {
  let waiting: (() => void)[] | null = null;
  const real = store;
  const slow: NotifierOptions["store"] = {
    follow: (...call) => real.follow(...call),
    outbox: (...call) => real.outbox(...call),
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
