/**
 * What is done to a running installation while calls go on. Each fault ends with everything running again: what must come
 * right by itself then has to. What needs a person (a topic made anew) is a test of its own beside this list.
 */
import { readdir, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { startRedis } from "../support/src/local-servers.ts";
import { clocksCanBeSet, type Member, PARTITIONS, restartKafka, restartRedis, type World } from "./world.ts";

export interface Fault {
  readonly name: string;
  /** Also in the short form that CI runs. */
  readonly short: boolean;
  /** While calls are being sent. */
  readonly strike: (world: World) => Promise<void>;
  /**
   * Redis forgets some of what it had acknowledged: an alert that had been told may be told again, as a new episode, and
   * one that came and went in between may never have been there.
   */
  readonly forgets?: true;
}

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1_000));

const killed = (member: Member, short: boolean): Fault => ({
  name: `${member} is killed`,
  short,
  strike: async (world) => {
    await world.kill(member);
    await seconds(1);
    await world.up(member);
  },
});

const frozen = (member: Member, howLong: number, short: boolean): Fault => ({
  name: `${member} is frozen for ${howLong} s and wakes up`,
  short,
  strike: async (world) => {
    const { pid } = world.of(member);
    world.signal(pid, "SIGSTOP");
    await seconds(howLong);
    world.signal(pid, "SIGCONT");
  },
});

/** The last bytes of Redis's append-only file never reached the disk. */
async function cutTail(world: World): Promise<void> {
  const folder = join(world.redisFolder, "appendonlydir");
  const name = (await readdir(folder)).filter((file) => file.endsWith(".incr.aof")).sort()[0];
  if (name === undefined) throw new Error(`no append-only file in ${folder}`);
  const { size } = await stat(join(folder, name));
  await truncate(join(folder, name), Math.floor(size * 0.8));
}

async function promoteReplica(world: World): Promise<void> {
  const replica = await startRedis();
  const primary = world.redis;
  const onReplica = (...command: readonly [string, ...string[]]) => world.commandAt(replica.port, ...command);
  await onReplica("REPLICAOF", "127.0.0.1", String(primary.port));
  for (let tries = 0; tries < 100; tries++) {
    if (String(await onReplica("INFO", "replication")).includes("master_link_status:up")) break;
    await seconds(0.1);
  }
  // From here on the replica hears nothing more; the primary goes on for a while, then dies.
  world.signal(replica.pid, "SIGSTOP");
  await seconds(1.5);
  world.proxy.target(null);
  world.signal(primary.pid, "SIGKILL");
  world.signal(replica.pid, "SIGCONT");
  await onReplica("REPLICAOF", "NO", "ONE");
  world.redis = replica;
  world.proxy.target(replica.port);
  await primary.stop();
}

const clockAhead = (ahead: number, short: boolean): Fault => ({
  name: `the wall clock of the aggregators is ${ahead} s ahead for 3 s`,
  short,
  strike: async (world) => {
    await world.aggregatorsClock(ahead);
    await seconds(3);
    await world.aggregatorsClock(0);
  },
});

export const FAULTS: readonly Fault[] = [
  { name: "nothing", short: true, strike: async () => {} },
  killed("aggregator-1", true),
  {
    name: "both aggregators are killed",
    short: false,
    strike: async (world) => {
      await Promise.all([world.kill("aggregator-1"), world.kill("aggregator-2")]);
      await Promise.all([world.up("aggregator-1"), world.up("aggregator-2")]);
    },
  },
  frozen("aggregator-1", 9, true),
  frozen("aggregator-2", 2, false),
  killed("gateway-1", true),
  frozen("gateway-2", 4, true),
  killed("notifier", false),
  frozen("notifier", 4, false),
  killed("ingest", true),
  frozen("ingest", 9, false),
  { name: "Redis is killed", short: true, strike: (world) => restartRedis(world) },
  {
    name: "Redis loses the last fifth of its file",
    short: true,
    forgets: true,
    strike: (world) => restartRedis(world, () => cutTail(world)),
  },
  {
    name: "Redis is emptied",
    short: true,
    forgets: true,
    strike: async (world) => void (await world.redisCommand("FLUSHALL")),
  },
  {
    name: "a replica without the last writes takes over from Redis",
    short: true,
    forgets: true,
    strike: promoteReplica,
  },
  {
    name: "Redis is frozen for 4 s",
    short: true,
    strike: async (world) => {
      world.signal(world.redis.pid, "SIGSTOP");
      await seconds(4);
      world.signal(world.redis.pid, "SIGCONT");
    },
  },
  {
    name: "Redis pauses its clients for 3 s",
    short: false,
    strike: async (world) => void (await world.redisCommand("CLIENT", "PAUSE", "3000", "ALL")),
  },
  {
    name: "Redis refuses writes for 3 s",
    short: true,
    strike: async (world) => {
      await world.redisCommand("REPLICAOF", "127.0.0.1", "1");
      await seconds(3);
      await world.redisCommand("REPLICAOF", "NO", "ONE");
    },
  },
  {
    name: "Redis cuts every connection, again and again",
    short: true,
    strike: async (world) => {
      for (let times = 0; times < 6; times++) {
        await world.redisCommand("CLIENT", "KILL", "TYPE", "normal");
        await world.redisCommand("CLIENT", "KILL", "TYPE", "pubsub");
        await seconds(0.5);
      }
    },
  },
  { name: "the broker is killed", short: true, strike: (world) => restartKafka(world) },
  {
    name: "the broker is frozen for 4 s",
    short: false,
    strike: async (world) => {
      world.signal(world.kafka.pid, "SIGSTOP");
      await seconds(4);
      world.signal(world.kafka.pid, "SIGCONT");
    },
  },
  {
    name: "everything at once: an aggregator, a gateway, Redis and the broker are killed",
    short: false,
    strike: async (world) => {
      await Promise.all([world.kill("aggregator-2"), world.kill("gateway-1")]);
      await Promise.all([restartRedis(world), restartKafka(world)]);
      await Promise.all([world.upWhateverComes("aggregator-2"), world.upWhateverComes("gateway-1")]);
    },
  },
  {
    name: "a frozen aggregator wakes up after Redis lost its tail",
    short: true,
    forgets: true,
    strike: async (world) => {
      const { pid } = world.of("aggregator-1");
      world.signal(pid, "SIGSTOP");
      await seconds(8);
      await restartRedis(world, () => cutTail(world));
      world.signal(pid, "SIGCONT");
    },
  },
  {
    name: "a frozen gateway and a frozen notifier wake up after Redis was emptied",
    short: true,
    forgets: true,
    strike: async (world) => {
      const pids = [world.of("gateway-2").pid, world.of("notifier").pid];
      for (const pid of pids) world.signal(pid, "SIGSTOP");
      await world.redisCommand("FLUSHALL");
      await seconds(3);
      for (const pid of pids) world.signal(pid, "SIGCONT");
    },
  },
  ...(clocksCanBeSet ? [clockAhead(3, true), clockAhead(7_200, true)] : []),
];

/** The events topic is deleted and made anew under the same name. */
export async function recreateTopic(world: World): Promise<void> {
  await world.admin.deleteTopics({ topics: [EVENTS_TOPIC] });
  for (let tries = 0; (await world.admin.listTopics()).includes(EVENTS_TOPIC) && tries < 100; tries++)
    await seconds(0.1);
  for (let tries = 0; tries < 50; tries++) {
    const made = await world.admin
      .createTopics({ topics: [{ topic: EVENTS_TOPIC, numPartitions: PARTITIONS }], waitForLeaders: true })
      .catch(() => false);
    if (made || (await world.admin.listTopics()).includes(EVENTS_TOPIC)) return;
    await seconds(0.2);
  }
}

/** Retention has passed over everything that the log held. */
export async function expireRecords(world: World): Promise<void> {
  const offsets = await world.admin.fetchTopicOffsets(EVENTS_TOPIC);
  await world.admin.deleteTopicRecords({
    topic: EVENTS_TOPIC,
    partitions: offsets.map(({ partition, high }) => ({ partition, offset: high })),
  });
}
