/** What the brokers of one consumption are asked for, while partitions move between them. */
import type { Consumer } from "@platformatic/kafka";
import { expect, onTestFinished, test } from "vitest";
import { BrokerFetcher } from "../src/broker-fetcher.ts";
import { PartitionReader } from "../src/partition-reader.ts";

const TOPIC = "t";
const TOPIC_ID = "id-of-t";
const NOBODY = -1;
const patience = { timeout: 5_000, interval: 5 };

/** Brokers that answer nothing but who leads which partition; a request to one that no longer leads is refused. */
function cluster(leaders: number[]) {
  const asked: string[] = [];
  let toldOfNone = 0;
  const metadata = async () => {
    if (leaders.includes(NOBODY)) toldOfNone++;
    const partitions = leaders.map((leader) => ({ leader, leaderEpoch: 0 }));
    return { topics: new Map([[TOPIC, { id: TOPIC_ID, partitions }]]) };
  };
  const fetch = async ({ node, topics }: Parameters<Consumer["fetch"]>[0]) => {
    const partitions = topics.flatMap((topic) => topic.partitions.map(({ partition }) => partition));
    if (partitions.some((partition) => leaders[partition] !== node)) throw new Error("not the leader");
    for (const partition of partitions) asked.push(`${partition} of ${node}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { responses: [] };
  };
  const consumer = { topics: { current: [TOPIC] }, clearMetadata: () => {}, metadata, fetch } as unknown as Consumer;
  return { asked, consumer, toldOfNone: () => toldOfNone };
}

async function fetching(consumer: Consumer, wants: readonly boolean[]) {
  const readers = wants.map((wanted, partition) => {
    const reader = new PartitionReader({
      partition: { topic: TOPIC, partition },
      after: undefined,
      callbacks: {
        // One that has not begun wants nothing.
        assigned: async () => (wanted ? 0 : "wait"),
        revoked: async () => {},
        batch: async () => {},
      },
      begin: async () => {
        reader.next = 0;
      },
      resume: () => fetcher.wake(),
      failed: () => {},
    });
    return [reader, { topic: TOPIC, partition }] as const;
  });
  const fetcher = new BrokerFetcher({
    consumer,
    readers: () => readers,
    maxBytes: 1_000,
    maxBytesPerPartition: 1_000,
    maxWaitMs: 5,
    brokers: [],
    logger: undefined,
    heard: () => {},
    outside: async () => {},
    restart: () => {},
    failed: () => {},
  });
  fetcher.wake();
  onTestFinished(() => fetcher.stop());
}

test("a partition that moves to a broker whose others want nothing is read on there", async () => {
  const leaders = [1, 2];
  const { asked, consumer } = cluster(leaders);
  await fetching(consumer, [false, true]);
  await expect.poll(() => asked, patience).toContain("1 of 2");
  leaders[1] = 1;
  await expect.poll(() => asked, patience).toContain("1 of 1");
});

test("a partition that has no leader for a while is read on once one was elected", async () => {
  const leaders = [1];
  const { asked, consumer, toldOfNone } = cluster(leaders);
  await fetching(consumer, [true]);
  await expect.poll(() => asked, patience).toContain("0 of 1");
  leaders[0] = NOBODY;
  await expect.poll(toldOfNone, patience).toBeGreaterThan(1);
  leaders[0] = 2;
  await expect.poll(() => asked, patience).toContain("0 of 2");
});
