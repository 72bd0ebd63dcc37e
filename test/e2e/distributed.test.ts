/**
 * The distributed profile as it runs in production: every service a process of its own, on real Kafka and real Redis, also
 * when one of them is killed. What is shown in the end is what was sent, to the last call.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLive, type LiveConnection } from "@floorwalker/client";
import { alertKey } from "@floorwalker/domain";
import { CLOSE, type Row, type ServerMessage } from "@floorwalker/protocol";
import { openRedisStore } from "@floorwalker/redis";
import kafkajs, { type Admin, type Producer } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type CallStream, callStream, type SourceEvent, sourceEvent } from "../support/src/call-stream.ts";
import { type ServiceName, type ServiceProcess, startService } from "../support/src/service-process.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

const [kafka, redis] = await Promise.all([kafkaBackend(), redisBackend()]);
const prefix = `e2e-${crypto.randomUUID().slice(0, 8)}.`;
const patience = { timeout: 60_000, interval: 50 };
const TOPIC = `${prefix}cc.call.events.v1`;
const SITES = Array.from({ length: 8 }, (_, index) => `site-${index}`);
const KRAKOW = "queue:krakow:sales:call";

const configuration = (hook: string): string => `
partitions: 4
sites:
  - id: krakow
    name: Kraków
    zone: Europe/Warsaw
    queues:
      - { queue: sales, channel: call, title: Sales, threshold: 20s, target: 0.8 }
    rules:
      - { id: many-wait, kpi: waiting, queue: sales, channel: call, window: 5m, above: 2, clear: 0, holdFor: 0, severity: critical, receivers: [hook] }
receivers:
  - { id: hook, type: webhook, url: "${hook}", secret: change-me }
`;

suiteOn([kafka, redis], "the distributed profile", () => {
  const running = new Set<ServiceProcess>();
  let folder: string;
  let web: WebReceiver;
  let admin: Admin;
  let producer: Producer;
  let gateway: ServiceProcess;
  let aggregators: ServiceProcess[];
  let notifier: ServiceProcess;
  let live: LiveConnection;

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

  const row = (id: string): Row | undefined => live.getSnapshot().rows.get(id);
  const send = (events: readonly SourceEvent[]) =>
    producer.send({
      topic: TOPIC,
      acks: -1,
      messages: events.map(({ contact, json }) => ({ key: contact, value: json })),
    });
  const sendOne = (contact: string, name: string, rest = {}) =>
    send([sourceEvent("krakow", contact, name, Date.now(), rest)]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-distributed-"));
    web = await startWebReceiver();
    await writeFile(join(folder, "floorwalker.yaml"), configuration(web.url));
    const client = new kafkajs.Kafka({
      clientId: "source",
      brokers: [addressOf(kafka)],
      logLevel: kafkajs.logLevel.NOTHING,
    });
    admin = client.admin();
    producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await Promise.all([admin.connect(), producer.connect()]);
    // All at once, as an orchestrator does: whoever comes first makes the topics.
    const [gate, first, second, bell] = await Promise.all(
      (["gateway", "aggregator", "aggregator", "notifier", "ingest"] as const).map(start),
    );
    gateway = gate!;
    aggregators = [first!, second!];
    notifier = bell!;
    live = connectLive({ url: `${gateway.url}v1/live`, view: "floor" });
  });

  afterAll(async () => {
    live?.close();
    await Promise.all([...running].map((service) => service.kill()));
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    await admin.deleteTopics({ topics });
    await Promise.all([producer.disconnect(), admin.disconnect(), web.stop()]);
    const store = await openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    await store.erase();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("a configured queue is on the board before its first call, and every service says it is ready", async () => {
    await expect.poll(() => row(KRAKOW), patience).toMatchObject({ title: "Sales", configured: true, waiting: 0 });
    for (const service of running) {
      // A partition that has just changed its owner is read anew for a moment.
      const ready = async () => (await fetch(`${service.url}readyz`)).status;
      await expect.poll(ready, { ...patience, message: service.name }).toBe(200);
      expect(await (await fetch(`${service.url}version`)).json()).toMatchObject({ service: service.name });
      expect(await (await fetch(`${service.url}metrics`)).text()).toContain("# HELP floorwalker_");
    }
  });

  test("what a phone system writes to Kafka reaches a plain socket: one snapshot, then an unbroken chain of deltas", async () => {
    const socket = new WebSocket(`${gateway.url.replace("http", "ws")}v1/live`);
    const heard: ServerMessage[] = [];
    socket.on("message", (data: Buffer) => heard.push(JSON.parse(data.toString()) as ServerMessage));
    const views = () => heard.filter((message) => message.type === "snapshot" || message.type === "delta");
    try {
      await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
      socket.send(JSON.stringify({ type: "subscribe", view: "floor" }));
      await expect.poll(() => views()[0]?.type, patience).toBe("snapshot");
      await sendOne("k-1", "queued");
      await sendOne("k-2", "queued");
      await expect.poll(() => row(KRAKOW), patience).toMatchObject({ waiting: 2, "offered.60m": 2 });
      await sendOne("k-1", "answered", { agent: "a1", data: { waitMs: 1_500 } });
      await sendOne("k-2", "abandoned", { data: { waitMs: 9_000 } });
      await expect
        .poll(() => row(KRAKOW), patience)
        .toMatchObject({ waiting: 0, talking: 1, "answered.60m": 1, "abandoned.60m": 1, "longestWait.60m": 9 });
      await sendOne("k-1", "ended", { agent: "a1", data: { talkMs: 60_000 } });
      await expect
        .poll(() => row(KRAKOW), patience)
        .toMatchObject({ talking: 0, "handled.60m": 1, "averageTalkTime.60m": 60, "averageSpeedOfAnswer.60m": 1.5 });
      const [snapshot, ...deltas] = views();
      expect(deltas.length).toBeGreaterThan(1);
      let position = snapshot!.type === "snapshot" ? snapshot!.position : {};
      for (const delta of deltas) {
        expect(delta).toMatchObject({ type: "delta", from: position });
        if (delta.type === "delta") position = delta.to;
      }
    } finally {
      socket.terminate();
    }
  });

  test("events sent over HTTP count like those from Kafka, and the same event twice counts once", async () => {
    const offered = Number(row(KRAKOW)!["offered.60m"]);
    const now = Date.now();
    const body = [
      sourceEvent("krakow", "h-1", "queued", now - 8_000).json,
      sourceEvent("krakow", "h-1", "answered", now - 1_000, { agent: "a2" }).json,
      "this is no event",
    ];
    const post = () => fetch(`${gateway.url}v1/events`, { method: "POST", body: body.join("\n") });
    const answer = await post();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ accepted: 2, rejected: 1, errors: [{ index: 2, code: "not_json" }] });
    await post();
    await sendOne("h-1", "ended", { agent: "a2" });
    await expect
      .poll(() => row(KRAKOW), patience)
      .toMatchObject({ "offered.60m": offered + 1, "handled.60m": offered, talking: 0 });
  });

  test("a rule that fires while the receiver hangs and the notifier is killed is heard of once, and then its end", async () => {
    const killed = notifier;
    await web.answers("hang");
    for (const contact of ["w-1", "w-2", "w-3"]) await sendOne(contact, "queued");
    await expect.poll(() => row("alert:krakow:many-wait:sales:call")?.state, patience).toBe("firing");
    await expect.poll(() => web.asked(), patience).toBeGreaterThan(0);
    await killed.kill();
    running.delete(killed);
    await web.answers(200);
    const killedAt = performance.now();
    notifier = await start("notifier");
    await expect.poll(() => web.taken.length, patience).toBe(1);
    process.stdout.write(`webhook after the notifier's death: ${Math.round(performance.now() - killedAt)} ms\n`);
    for (const contact of ["w-1", "w-2", "w-3"]) await sendOne(contact, "answered", { agent: contact });
    await expect.poll(() => web.taken.length, patience).toBe(2);
    const messages = web.taken.map(({ body }) => JSON.parse(body) as Record<string, string>);
    const scope = { site: "krakow", queue: "sales", channel: "call", subject: [] } as const;
    const key = (state: "firing" | "resolved") => alertKey("many-wait", scope, Date.parse(messages[0]!.since!), state);
    expect(messages).toMatchObject([
      { state: "firing", key: key("firing"), rule: "many-wait", value: 3, site: "krakow", queue: "sales" },
      { state: "resolved", key: key("resolved"), episode: messages[0]!.episode, since: messages[0]!.since },
    ]);
  });

  test("an aggregator that is killed in the middle of a stream loses nothing and counts nothing twice", async () => {
    const stream = callStream(SITES, 750, Date.now(), 7);
    const random = seeded(7);
    const chunks = Array.from({ length: 150 }, (_, index) =>
      stream.events.filter((_event, position) => Math.floor((position * 150) / stream.events.length) === index),
    );
    const [victim] = aggregators;
    const firstChange = new Map<string, number>();
    let killedAt = Number.POSITIVE_INFINITY;
    const before = new Map<string, Row | undefined>();
    const unsubscribe = live.subscribe(() => {
      const since = performance.now() - killedAt;
      for (const site of SITES) {
        const current = row(`queue:${site}:sales:call`);
        // What the killed one had published may still be on its way.
        if (since < 500) before.set(site, current);
        else if (since > 0 && current !== before.get(site) && !firstChange.has(site)) firstChange.set(site, since);
      }
    });
    for (const [index, chunk] of chunks.entries()) {
      // At least once, in any order: what sources do.
      await send(withRepeats(chunk, 1 / 3, random));
      if (index === 50) {
        await victim!.kill();
        running.delete(victim!);
        killedAt = performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    await expect.poll(() => shown(stream), patience).toEqual(stream.numbers);
    unsubscribe();
    expect(firstChange.size).toBe(SITES.length);
    const takeOver = Math.max(...firstChange.values());
    process.stdout.write(`take-over after kill -9: ${Math.round(takeOver)} ms\n`);
    expect(takeOver).toBeLessThan(20_000);
    // The numbers stay: nothing that was read again counts again.
    aggregators = [aggregators[1]!, await start("aggregator")];
    expect(shown(stream)).toEqual(stream.numbers);
  });

  test("SIGTERM ends every process in order, with status 0 and soon; sockets are told to come again", async () => {
    const socket = new WebSocket(`${gateway.url.replace("http", "ws")}v1/live`);
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
    const ends = await Promise.all(
      [...running].map(async (service) => ({ name: service.name, ...(await service.terminate()) })),
    );
    running.clear();
    process.stdout.write(`stopped: ${ends.map(({ name, ms }) => `${name} ${Math.round(ms)} ms`).join(", ")}\n`);
    expect(await closed).toBe(CLOSE.shutdown);
    for (const { name, status, ms } of ends) {
      expect({ name, status }).toEqual({ name, status: 0 });
      expect(ms, name).toBeLessThan(10_000);
    }
    // What was told once was told once to the end.
    expect(web.taken).toHaveLength(2);
  });

  function shown(stream: CallStream): ReadonlyMap<string, unknown> {
    return new Map(
      [...stream.numbers].map(([site, numbers]) => {
        const found = row(`queue:${site}:sales:call`);
        return [site, Object.fromEntries(Object.keys(numbers).map((name) => [name, found?.[`${name}.60m`]]))];
      }),
    );
  }
});
