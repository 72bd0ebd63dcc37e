/** Historian and gateway as processes on Kafka and PostgreSQL, or Redis: what is told on the topic is asked for over HTTP, also after a kill -9. */
import type { CanonicalEvent, EventType } from "@floorwalker/domain";
import {
  DEFAULT_PARTITIONS,
  EVENTS_TOPIC,
  encodeEvent,
  FACTS_TOPIC,
  INTERVALS_TOPIC,
  intervalKey,
  partitionOfSite,
  writeInterval,
} from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log } from "@floorwalker/ports";
import { sampleInterval } from "@floorwalker/ports/contract";
import { openRedisStore } from "@floorwalker/redis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, kafkaBackend, postgresBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type ServiceName, type ServiceProcess, startService } from "../support/src/service-process.ts";

const [kafka, redis, postgres] = [await kafkaBackend(), await redisBackend(), await postgresBackend()];
const QUARTER = 900_000;
const patience = { timeout: 30_000, interval: 50 };
interface Answer {
  readonly rows?: readonly { readonly counters: { readonly offered: number } }[];
  readonly restatements?: readonly object[];
}
const TOKEN = "a-token-of-sixteen-or-more";

suiteOn([kafka, redis, postgres], "the history of the distributed profile", () => {
  describe.each(["PostgreSQL", "Redis"] as const)("in %s", (where) => historyIn(where));
});

function historyIn(where: "PostgreSQL" | "Redis"): void {
  const prefix = `history-${process.pid}-${Date.now()}-${where.toLowerCase()}-`;
  const running = new Set<ServiceProcess>();
  let log: Log;
  let historian: ServiceProcess;
  let gateway: ServiceProcess;

  async function start(name: ServiceName): Promise<ServiceProcess> {
    const service = await startService(name, {
      FLOORWALKER_KAFKA: addressOf(kafka),
      FLOORWALKER_REDIS: addressOf(redis),
      FLOORWALKER_HISTORY: where === "PostgreSQL" ? addressOf(postgres) : "",
      FLOORWALKER_PREFIX: prefix,
      FLOORWALKER_CONFIG: "demo",
      FLOORWALKER_TOKEN: TOKEN,
    });
    running.add(service);
    return service;
  }

  beforeAll(async () => {
    log = await openKafkaLog({
      brokers: [addressOf(kafka)],
      driver: "kafkajs",
      tls: null,
      login: null,
      clientId: "told",
      prefix,
    });
    [historian, gateway] = await Promise.all([start("historian"), start("gateway")]);
  });

  afterAll(async () => {
    await Promise.all([...running].map((service) => service.kill()));
    await log.removeTopics([INTERVALS_TOPIC, "cc.events.v1"]);
    await log.close();
    const store = await openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    await store.erase();
    await store.close();
    const client = new pg.Client({ connectionString: addressOf(postgres) });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS "${prefix}floorwalker" CASCADE`);
    await client.end();
  });

  const now = Date.now();
  const newest = Math.floor(now / QUARTER) * QUARTER - QUARTER;
  const tell = (step: number, sequence: number, offered: number) => {
    const told = sampleInterval(
      { site: "demo", from: newest - step * QUARTER, restated: sequence - 1, version: { epoch: 1, sequence } },
      { offered, answered: 1 },
    );
    const record = { key: intervalKey(told), value: Buffer.from(writeInterval(told)) };
    return log.append(INTERVALS_TOPIC, 3, [record]);
  };
  const ask = async (path: string): Promise<Answer> =>
    (await fetch(gateway.url + path, { headers: { authorization: `Bearer ${TOKEN}` } })).json() as Promise<Answer>;
  const from = new Date(now - 8 * 3_600_000).toISOString();
  const offered = async () =>
    (await ask(`v1/history?site=demo&queue=sales&from=${from}&kpis=offered`)).rows?.map((row) => row.counters.offered);

  test("a closed interval that is told is there to be asked for; a restatement too", async () => {
    await tell(1, 1, 5);
    await tell(0, 1, 7);
    await expect.poll(offered, patience).toEqual([5, 7]);
    await tell(1, 2, 6);
    await expect.poll(offered, patience).toEqual([6, 7]);
    const { restatements } = await ask("v1/restatements?site=demo");
    expect(restatements).toContainEqual(expect.objectContaining({ kpi: "offered", before: 5, after: 6 }));
  });

  test("what is told while the historian is dead is kept when it is there again, and nothing twice", async () => {
    await historian.kill();
    await tell(2, 1, 3);
    await tell(1, 1, 5);
    historian = await start("historian");
    await expect.poll(offered, patience).toEqual([3, 6, 7]);
    const metrics = await (await fetch(`${historian.url}metrics`)).text();
    expect(metrics).toMatch(/floorwalker_historian_intervals_total\{result="kept"\} [1-9]/);
    expect(await historian.terminate()).toMatchObject({ status: 0 });
  });
}

suiteOn([kafka, redis, postgres], "facts of the distributed profile", () => {
  const own = `facts-${process.pid}-${Date.now()}-`;
  const running = new Set<ServiceProcess>();
  let log: Log;

  const start = async (name: ServiceName): Promise<ServiceProcess> => {
    const service = await startService(name, {
      FLOORWALKER_KAFKA: addressOf(kafka),
      FLOORWALKER_REDIS: addressOf(redis),
      FLOORWALKER_HISTORY: addressOf(postgres),
      FLOORWALKER_PREFIX: own,
      FLOORWALKER_CONFIG: "demo",
      FLOORWALKER_TOKEN: TOKEN,
    });
    running.add(service);
    return service;
  };

  beforeAll(async () => {
    const address = { brokers: [addressOf(kafka)], driver: "kafkajs", tls: null, login: null } as const;
    log = await openKafkaLog({ ...address, clientId: "told", prefix: own });
  });

  afterAll(async () => {
    await Promise.all([...running].map((service) => service.kill()));
    await log.removeTopics([INTERVALS_TOPIC, FACTS_TOPIC, EVENTS_TOPIC]);
    await log.close();
    const store = await openRedisStore({ url: addressOf(redis), prefix: `${own}floorwalker` });
    await store.erase();
    await store.close();
    const client = new pg.Client({ connectionString: addressOf(postgres) });
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS "${own}floorwalker" CASCADE`);
    await client.end();
  });

  const began = Date.now() - 3_600_000;
  const call = (index: number): CanonicalEvent[] => {
    const tell = (type: EventType, at: number, agent: string | null): CanonicalEvent => ({
      id: `${index}-${type}`,
      source: "/acd",
      type,
      time: began + index * 60_000 + at,
      recordedTime: null,
      site: "demo",
      channel: "call",
      contact: `c-${index}`,
      segment: null,
      queue: "sales",
      agent,
      data: {},
    });
    const wait = index % 3 === 0 ? 45_000 : 8_000;
    return [
      tell("cc.contact.queued", 0, null),
      tell("cc.contact.answered", wait, "ann"),
      tell("cc.contact.ended", wait + 30_000, "ann"),
    ];
  };
  const append = (calls: readonly number[]): Promise<unknown> =>
    log.append(
      EVENTS_TOPIC,
      partitionOfSite("demo", DEFAULT_PARTITIONS),
      calls.flatMap(call).map((event) => ({ key: null, value: Buffer.from(encodeEvent(event)) })),
    );

  test("what the aggregator told of contacts explains the hour over Redis and PostgreSQL, also after a kill -9 of each", {
    timeout: 120_000,
  }, async () => {
    const [historian, aggregator, gateway] = await Promise.all([
      start("historian"),
      start("aggregator"),
      start("gateway"),
    ]);
    const span = `from=${new Date(began).toISOString()}&to=${new Date(began + 3_000_000).toISOString()}`;
    const ask = async (path: string) =>
      (await fetch(`${gateway.url}v1/${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })).json() as Promise<
        Record<string, unknown>
      >;
    const level = async () => {
      const { value, numerator, denominator, passport } = await ask(
        `explain?site=demo&queue=sales&channel=call&kpi=serviceLevel&${span}`,
      );
      const count = (sum: unknown) => (sum as { readonly count: number } | undefined)?.count;
      const kept = (passport as { readonly keptUpTo?: unknown } | undefined)?.keptUpTo ?? null;
      return [value, count(numerator), count(denominator), kept !== null];
    };
    await append(Array.from({ length: 15 }, (_, index) => index));
    await expect.poll(level, patience).toEqual([10 / 15, 10, 15, true]);
    await Promise.all([aggregator.kill(), historian.kill()]);
    await append(Array.from({ length: 15 }, (_, index) => 15 + index));
    await Promise.all([start("aggregator"), start("historian")]);
    await expect.poll(level, patience).toEqual([20 / 30, 20, 30, true]);
    const { contacts } = await ask(`contacts?site=demo&queue=sales&channel=call&outcome=missed&${span}`);
    expect((contacts as readonly { readonly contact: string }[]).map(({ contact }) => contact)).toEqual(
      [27, 24, 21, 18, 15, 12, 9, 6, 3, 0].map((index) => `c-${index}`),
    );
    const client = new pg.Client({ connectionString: addressOf(postgres) });
    await client.connect();
    const kept = async (): Promise<unknown> =>
      (await client.query(`SELECT count(*)::int AS count FROM "${own}floorwalker".segments WHERE outcome = 'answered'`))
        .rows;
    await expect.poll(kept, patience).toEqual([{ count: 30 }]);
    await client.end();
  });
});

test("a historian without the address of a history, and without Redis, says what is missing and ends with 2", async () => {
  const start = startService("historian", { FLOORWALKER_KAFKA: "127.0.0.1:1" });
  await expect(start).rejects.toThrow(/FLOORWALKER_HISTORY.*FLOORWALKER_REDIS.*postgres:\/\//s);
});
