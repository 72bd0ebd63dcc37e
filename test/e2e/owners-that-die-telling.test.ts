/**
 * Who tells closed intervals and facts dies of kill -9 in the middle of it, again and again, on real Kafka and Redis; and what an owner
 * was telling when it was fenced comes to the log after all that its successors told. Readers keep of each interval and contact the
 * latest version, also of what the log's compaction leaves: the numbers are those of an owner that read everything in order and never died, and of the oracle.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CanonicalEvent, type ContactFacts, cellKind, type Interval } from "@floorwalker/domain";
import {
  EVENTS_TOPIC,
  encodeEvent,
  eventsTopic,
  FACTS_TOPIC,
  factsTopic,
  INTERVALS_TOPIC,
  intervalKey,
  intervalsTopic,
  partitionOfSite,
  readFacts,
  readInterval,
  writeInterval,
} from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import { openRedisHistory, openRedisStore } from "@floorwalker/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { differences } from "../support/src/compare-with-oracle.ts";
import { startHeldOwner } from "../support/src/held-owner.ts";
import { latestFacts } from "../support/src/latest-facts.ts";
import { pastSites, toldInOrder } from "../support/src/past-sites.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { type ServiceName, type ServiceProcess, startService } from "../support/src/service-process.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { ToldHistory } from "../support/src/told-history.ts";

const [kafka, redis] = [await kafkaBackend(), await redisBackend()];
const SEED = 85;
const KILLS = 3;
const PARTITIONS = 2;
const KINDS = ["queue", "channel", "site", "agent", "agentQueue", "team", "tag"] as const;
const patience = { timeout: 60_000, interval: 25 };
/** What takes a while to look at. */
const rarely = { timeout: 60_000, interval: 500 };

suiteOn([kafka, redis], "owners that die telling", () => {
  const prefix = `owners-${process.pid}-${Date.now()}-`;
  const past = pastSites(SEED, Date.now());
  const random = seeded(SEED);
  const running = new Set<ServiceProcess>();
  /** Of both topics, by partition in the log's order. */
  const intervals: Interval[] = [];
  const topic = new ToldHistory();
  const facts: ContactFacts[] = [];
  /** What compaction leaves of them: of each key the newest record. */
  const compacted = { intervals: new Map<string, Interval>(), facts: new Map<string, ContactFacts>() };
  let folder: string;
  let log: Log;

  const openLog = (clientId: string): Promise<Log> =>
    openKafkaLog({ brokers: [addressOf(kafka)], driver: "kafkajs", tls: null, login: null, clientId, prefix });
  const openStore = () => openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });

  async function start(name: ServiceName): Promise<ServiceProcess> {
    const service = await startService(name, {
      FLOORWALKER_KAFKA: addressOf(kafka),
      FLOORWALKER_REDIS: addressOf(redis),
      FLOORWALKER_PREFIX: prefix,
      FLOORWALKER_CONFIG: join(folder, "floorwalker.yaml"),
    });
    running.add(service);
    return service;
  }

  async function send(events: readonly CanonicalEvent[]): Promise<void> {
    for (const [partition, of] of Map.groupBy(events, ({ site }) => partitionOfSite(site, PARTITIONS))) {
      const messages = of.map((event) => ({ key: null, value: Buffer.from(encodeEvent(event)) }));
      await log.append(EVENTS_TOPIC, partition, messages);
    }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-owners-"));
    await writeFile(join(folder, "floorwalker.yaml"), past.configuration);
    log = await openLog("reader");
    await log.ensureTopics([eventsTopic(PARTITIONS), intervalsTopic(PARTITIONS), factsTopic(PARTITIONS)]);
    await log.consume({
      group: "reader",
      topics: [INTERVALS_TOPIC, FACTS_TOPIC],
      assigned: async () => 0,
      revoked: async () => {},
      batch: async ({ topic: of, records }) => {
        const texts = records.map(({ value }) => Buffer.from(value).toString());
        if (of === FACTS_TOPIC) {
          const told = texts.map(readFacts);
          for (const [at, each] of told.entries()) compacted.facts.set(records[at]!.key!, each);
          return void facts.push(...told);
        }
        const told = texts.map(readInterval);
        for (const [at, each] of told.entries()) compacted.intervals.set(records[at]!.key!, each);
        kept(told, topic);
        intervals.push(...told);
      },
    });
  });

  afterAll(async () => {
    await Promise.all([...running].map((service) => service.kill()));
    await log.removeTopics([EVENTS_TOPIC, INTERVALS_TOPIC, FACTS_TOPIC]);
    await log.close();
    const store = await openStore();
    await store.erase();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const kept = (all: readonly Interval[], history = new ToldHistory()): ToldHistory => {
    for (const each of all) if (each.to < past.closed) history.tell(each);
    return history;
  };

  test("whoever dies or is fenced in the middle of telling, the latest version of every closed interval and contact is true, on the topics and in the history", async () => {
    const chunks = chunksOf(withRepeats(past.events, 1 / 4, random), KILLS + 2);
    await send(chunks[0]!);
    const zombie = await startHeldOwner({
      log: await openLog("zombie"),
      store: await openStore(),
      partitions: PARTITIONS,
      sites: past.sites,
    });
    let [historian, aggregator] = await Promise.all([start("historian"), start("aggregator")]);
    await zombie.fenced();
    for (const chunk of chunks.slice(1, -1)) {
      const enough = intervals.length + 1 + Math.floor(random() * 40);
      await send(chunk);
      await expect.poll(() => intervals.length, { ...patience, interval: 1 }).toBeGreaterThanOrEqual(enough);
      await aggregator.kill();
      if (random() < 0.5) {
        await historian.kill();
        historian = await start("historian");
      }
      aggregator = await start("aggregator");
    }
    await send(chunks.at(-1)!);
    const expected = toldInOrder(past);
    const numbers = kept(expected.intervals).bytes();
    const contacts = latestFacts(expected.facts, expected.open);
    expect(new Set(expected.intervals.map(({ cell }) => cellKind(cell)))).toEqual(new Set(KINDS));
    expect(contacts.length).toBeGreaterThan(20);
    await expect.poll(() => topic.bytes(), rarely).toEqual(numbers);
    await expect.poll(() => latestFacts(facts, expected.open), rarely).toEqual(contacts);

    const toldOfContacts = facts.length;
    await zombie.release();
    // Whoever has read this has read what was held.
    const ends = Array.from({ length: PARTITIONS }, (_, partition) =>
      sampleInterval({ site: `end-${partition}`, from: past.closed }),
    );
    for (const [partition, end] of ends.entries())
      await log.append(INTERVALS_TOPIC, partition, [{ key: intervalKey(end), value: Buffer.from(writeInterval(end)) }]);
    const hasRead = (end: Interval): boolean => intervals.some(({ site }) => site === end.site);
    await expect.poll(() => ends.every(hasRead), patience).toBe(true);
    await expect
      .poll(() => facts.length, patience)
      .toBeGreaterThanOrEqual(toldOfContacts + zombie.held.get(FACTS_TOPIC)!);
    expect(topic.bytes()).toEqual(numbers);
    expect(latestFacts(facts, expected.open)).toEqual(contacts);
    // Nor does compaction take away what is true.
    expect(compacted.intervals.size).toBeLessThan(intervals.length);
    expect(kept([...compacted.intervals.values()]).bytes()).toEqual(numbers);
    expect(latestFacts([...compacted.facts.values()], expected.open)).toEqual(contacts);
    // It was late indeed: whoever kept the newest record would have other numbers.
    const newest = new Map(intervals.map((each) => [intervalKey(each), each]));
    expect(kept([...newest.values()]).bytes()).not.toEqual(numbers);
    expect(new Set(intervals.map(({ version }) => version.epoch)).size).toBeGreaterThan(KILLS + 1);

    const history = await openRedisHistory({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    const inHistory = async (): Promise<string[]> => {
      const all: Interval[] = [];
      for (const { id } of past.sites)
        for (const kind of KINDS)
          for (const length of ["15m", "day"] as const)
            for await (const some of history.read({ site: id, of: { kind }, length, from: 0, to: past.closed }))
              all.push(...some);
      return kept(all).bytes();
    };
    for (const { site } of ends) await expect.poll(() => history.kept(site, "15m"), rarely).not.toBeNull();
    expect(await inHistory()).toEqual(numbers);
    await history.close();
  });

  test("what was told is what the oracle foresees of every site, each quarter of an hour and each day", () => {
    for (const site of past.sites) {
      const events = past.events.filter((event) => event.site === site.id);
      const owner = new PureOwner({ sites: [site] }).feed(events).tick(past.closed);
      const history = kept(intervals.filter((each) => each.site === site.id));
      for (const length of ["15m", "day"] as const) {
        const report = owner.report(length, past.closed, site.id);
        const closed = report.intervals.filter(({ to }) => to < past.closed);
        const told = history.report({ ...report, intervals: closed }, length);
        expect(differences(told, { events, site, attribution: "outcome", asOf: past.closed })).toEqual([]);
      }
    }
  });
});

const chunksOf = <T>(all: readonly T[], count: number): T[][] =>
  Array.from({ length: count }, (_, index) =>
    all.filter((_each, at) => Math.floor((at * count) / all.length) === index),
  );
