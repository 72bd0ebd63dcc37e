/** The laws of `../src/log.ts` about consuming: sharing, starting, order of batches, failure and stopping (L3–L6). */
import { expect, test } from "vitest";
import type { Log, TopicPartition } from "../src/index.ts";
import { eventually, messages, numbered, recordConsumption } from "./recording.ts";

export interface LogUnderTest {
  readonly log: () => Log;
  /** A name that no other test and no other run uses. */
  readonly fresh: (what: string) => string;
  /** Creates a topic that is removed when the suite ends. */
  readonly topicOf: (what: string, partitions: number, maxBytes?: number) => Promise<string>;
}

export function consumptionLaws({ log, fresh, topicOf }: LogUnderTest): void {
  test("L3 a group shares the partitions, a batch kept from a lost one is stale, and who stays takes over", async () => {
    const topic = await topicOf("shared", 4);
    const group = fresh("group");
    const partitions = [0, 1, 2, 3];
    const toEach = (value: string) => Promise.all(partitions.map((p) => log().append(topic, p, messages([value]))));
    await toEach("first");
    const one = await recordConsumption(log(), { group, topics: [topic] });
    for (const partition of partitions) await eventually(() => one.texts(partition)).toEqual(["first"]);
    const kept = partitions.map((partition) => one.last(partition)!);
    expect(kept.map((batch) => batch.isStale())).toEqual([false, false, false, false]);

    const two = await recordConsumption(log(), { group, topics: [topic] });
    await eventually(
      () => [...one.held, ...two.held].toSorted((a, b) => a - b).join() === "0,1,2,3" && two.held.size === 2,
    ).toBe(true);
    for (const partition of two.held) expect(kept[partition]!.isStale()).toBe(true);
    await toEach("second");
    for (const partition of partitions) {
      const owner = two.held.has(partition) ? two : one;
      await eventually(() => owner.texts(partition).at(-1)).toBe("second");
    }

    await one.consumption.stop();
    await eventually(() => two.held.size).toBe(4);
    await toEach("third");
    for (const partition of partitions) {
      await eventually(() => two.texts(partition).at(-1)).toBe("third");
      expect([...one.texts(partition), ...two.texts(partition)]).toEqual(["first", "second", "third"]);
    }
    expect(one.failure()).toBeUndefined();
    expect(two.failure()).toBeUndefined();
  });

  test("L3 members of a group that read other topics read each its own, whoever of them came first", async () => {
    const [calls, chats] = [await topicOf("calls", 1), await topicOf("chats", 2)];
    const group = fresh("group");
    const first = await recordConsumption(log(), { group, topics: [chats] });
    await eventually(() => first.held.size).toBe(2);
    const second = await recordConsumption(log(), { group, topics: [calls] });
    await log().append(calls, 0, messages(["call"]));
    for (const partition of [0, 1]) await log().append(chats, partition, messages([`chat ${partition}`]));
    await eventually(() => second.texts(0)).toEqual(["call"]);
    await eventually(() => [0, 1].map((partition) => first.texts(partition))).toEqual([["chat 0"], ["chat 1"]]);
  });

  test("L3 groups do not disturb each other", async () => {
    const topic = await topicOf("groups", 1);
    await log().append(topic, 0, messages(["seen by both"]));
    const [one, two] = await Promise.all([
      recordConsumption(log(), { group: fresh("group"), topics: [topic] }),
      recordConsumption(log(), { group: fresh("group"), topics: [topic] }),
    ]);
    await eventually(() => [...one.texts(0), ...two.texts(0)]).toEqual(["seen by both", "seen by both"]);
  });

  test("L4 a partition starts where `assigned` says, and not before it has said so", async () => {
    const topic = await topicOf("assigned", 4);
    for (const partition of [0, 1, 2, 3]) await log().append(topic, partition, messages(numbered("r", 5)));
    const permission = Promise.withResolvers<number>();
    const answers = [null, 3, 7, permission.promise];
    const from = async ({ partition }: TopicPartition) => (await answers[partition]) ?? null;
    const reader = await recordConsumption(log(), { group: fresh("group"), topics: [topic], from });
    await eventually(() => reader.texts(0)).toEqual(numbered("r", 5));
    await eventually(() => reader.texts(1)).toEqual(["r-3", "r-4"]);
    expect(reader.calls).not.toContain("batch 3");
    permission.resolve(4);
    await eventually(() => reader.texts(3)).toEqual(["r-4"]);

    // Partition 2 was told to begin at 7 while its end was 5: offsets 5 and 6 are not for it.
    await log().append(topic, 2, messages(["r-5"]));
    await log().append(topic, 2, messages(["r-6", "r-7"]));
    await log().append(topic, 2, messages(["r-8"]));
    await eventually(() => reader.texts(2)).toEqual(["r-7", "r-8"]);
    expect(reader.records(2).map((record) => record.offset)).toEqual([7, 8]);
    for (const partition of [0, 1, 2, 3]) {
      const ours = reader.calls.filter((call) => call.endsWith(` ${partition}`));
      expect(ours.indexOf(`assigned ${partition}`)).toBe(0);
    }
  });

  test("L4 null means the offset that the group committed", async () => {
    const topic = await topicOf("committed", 1);
    const group = fresh("group");
    await log().append(topic, 0, messages(numbered("r", 5)));
    const first = await recordConsumption(log(), { group, topics: [topic], commits: false });
    await eventually(() => first.texts(0)).toHaveLength(5);
    await first.consumption.commit({ topic, partition: 0 }, 3);
    await first.consumption.stop();
    const second = await recordConsumption(log(), { group, topics: [topic] });
    await eventually(() => second.texts(0)).toEqual(["r-3", "r-4"]);
  });

  test("L5 batches of one partition never overlap, and a slow one does not hold up the others", async () => {
    const topic = await topicOf("slow", 2);
    const gate = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    const reader = await recordConsumption(log(), {
      group: fresh("group"),
      topics: [topic],
      during: async ({ partition }) => {
        if (partition !== 0) return;
        most = Math.max(most, ++running);
        await gate.promise;
        running -= 1;
      },
    });
    await log().append(topic, 0, messages(["slow-0"]));
    await eventually(() => running).toBe(1);
    for (const value of numbered("fast", 3)) {
      await log().append(topic, 0, messages([`after ${value}`]));
      await log().append(topic, 1, messages([value]));
      await eventually(() => reader.texts(1).at(-1)).toBe(value);
    }
    expect(reader.texts(0)).toEqual([]);
    gate.resolve();
    await eventually(() => reader.texts(0)).toEqual(["slow-0", "after fast-0", "after fast-1", "after fast-2"]);
    expect(most).toBe(1);
  });

  test("L6 an exception in `batch` stops the consumption and surfaces; the records are still there for the next", async () => {
    const topic = await topicOf("broken", 2);
    const group = fresh("group");
    const during = async () => {
      throw new Error("the fold has a bug");
    };
    const broken = await recordConsumption(log(), { group, topics: [topic], during });
    await eventually(() => broken.held.size).toBe(2);
    await log().append(topic, 0, messages(["poison"]));
    await eventually(() => String(broken.failure())).toContain("the fold has a bug");
    expect(broken.consumption.healthy()).toBe(false);
    await log().append(topic, 0, messages(["later"]));
    await log().append(topic, 1, messages(["elsewhere"]));
    await broken.consumption.stop();
    const next = await recordConsumption(log(), { group, topics: [topic] });
    await eventually(() => next.texts(0)).toEqual(["poison", "later"]);
    await eventually(() => next.texts(1)).toEqual(["elsewhere"]);
    expect(broken.calls.filter((call) => call.startsWith("batch"))).toEqual(["batch 0"]);
  });

  test("L6 an exception in `assigned` surfaces the same way", async () => {
    const topic = await topicOf("unassigned", 1);
    await log().append(topic, 0, messages(["never read"]));
    const from = () => Promise.reject(new Error("the store does not answer"));
    const broken = await recordConsumption(log(), { group: fresh("group"), topics: [topic], from });
    await eventually(() => String(broken.failure())).toContain("the store does not answer");
    expect(broken.calls).not.toContain("batch 0");
  });

  test("L4 a partition that is told to wait gets no batch until it is restarted; the others go on", async () => {
    const topic = await topicOf("wait", 2);
    let ready = false;
    const from = async ({ partition }: TopicPartition) => (partition === 0 && !ready ? ("wait" as const) : 0);
    const reader = await recordConsumption(log(), { group: fresh("group"), topics: [topic], from });
    await eventually(() => reader.held.size).toBe(2);
    await Promise.all([0, 1].map((partition) => log().append(topic, partition, messages(["first"]))));
    await eventually(() => reader.texts(1)).toEqual(["first"]);
    expect(reader.calls).not.toContain("batch 0");
    ready = true;
    await reader.consumption.restart({ topic, partition: 0 });
    await eventually(() => reader.texts(0)).toEqual(["first"]);
    const ours = reader.calls.filter((call) => call.endsWith(" 0"));
    expect(ours).toEqual(["assigned 0", "revoked 0", "assigned 0", "batch 0"]);
    expect(reader.consumption.healthy()).toBe(true);
  });

  test("L10 a partition that is restarted goes on where `assigned` now says, its batch in hand is stale, the others see nothing of it", async () => {
    const topic = await topicOf("restart", 2);
    const gate = Promise.withResolvers<void>();
    let inHand: { isStale(): boolean } | undefined;
    let at = 0;
    const reader = await recordConsumption(log(), {
      group: fresh("group"),
      topics: [topic],
      from: async ({ partition }) => (partition === 0 ? at : 0),
      during: async (batch) => {
        if (batch.partition !== 0 || inHand !== undefined) return;
        inHand = batch;
        await gate.promise;
      },
    });
    await eventually(() => reader.held.size).toBe(2);
    await log().append(topic, 0, messages(numbered("r", 3)));
    await eventually(() => inHand?.isStale()).toBe(false);
    at = 2;
    const restarted = reader.consumption.restart({ topic, partition: 0 });
    await eventually(() => inHand?.isStale()).toBe(true);
    gate.resolve();
    await restarted;
    await log().append(topic, 0, messages(["r-3"]));
    await log().append(topic, 1, messages(["elsewhere"]));
    await eventually(() => reader.texts(0)).toEqual(["r-0", "r-1", "r-2", "r-2", "r-3"]);
    await eventually(() => reader.texts(1)).toEqual(["elsewhere"]);
    expect(reader.calls.filter((call) => call.endsWith(" 1"))).toEqual(["assigned 1", "batch 1"]);
    await reader.consumption.stop();
    await reader.consumption.restart({ topic, partition: 0 });
    expect(reader.calls.filter((call) => call === "assigned 0")).toHaveLength(2);
  });

  test("stop: a batch in hand turns stale, what was assigned is revoked once, and `failed` resolves", async () => {
    const topic = await topicOf("stop", 2);
    const gate = Promise.withResolvers<void>();
    let inHand: { isStale(): boolean } | undefined;
    const reader = await recordConsumption(log(), {
      group: fresh("group"),
      topics: [topic],
      during: async (batch) => {
        inHand = batch;
        await gate.promise;
      },
    });
    await log().append(topic, 0, messages(["in hand"]));
    await eventually(() => inHand?.isStale()).toBe(false);
    await eventually(() => reader.held.size).toBe(2);
    expect(reader.consumption.healthy()).toBe(true);
    const stopped = reader.consumption.stop();
    await eventually(() => inHand?.isStale()).toBe(true);
    gate.resolve();
    await stopped;
    await expect(reader.consumption.failed).resolves.toBeUndefined();
    expect(reader.calls.filter((call) => call.startsWith("revoked")).toSorted()).toEqual(["revoked 0", "revoked 1"]);
    await log().append(topic, 1, messages(["nobody listens"]));
    expect(reader.texts(1)).toEqual([]);
  });
}
