/**
 * A whole installation on real parts, with its own broker and its own Redis that may be broken: ingest, two aggregators, two
 * gateways with a board each, a notifier with a receiver. Redis is reached through a proxy, so that a replica can take over.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLive, type LiveConnection } from "@floorwalker/client";
import type { CanonicalEvent } from "@floorwalker/domain";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import type { Row } from "@floorwalker/protocol";
import { Redis } from "ioredis";
import kafkajs, { type Admin, type Producer } from "kafkajs";
import { outputOf } from "../support/src/child.ts";
import { type KafkaProcess, type RedisProcess, startKafka, startRedis } from "../support/src/local-servers.ts";
import { type ProgramRun, runProgram } from "../support/src/run-program.ts";
import { type ServiceName, type ServiceProcess, startService } from "../support/src/service-process.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";
import { type SwitchableProxy, switchableProxy } from "./switchable-proxy.ts";
import { bytesOf } from "./traffic.ts";

export const SITES = Array.from({ length: 6 }, (_, index) => `site-${index}`);
/** The one whose alerts are looked at. */
export const WATCHED = SITES[0]!;
export const PARTITIONS = 4;
/** Debian's package faketime. */
const FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
export const clocksCanBeSet = existsSync(FAKETIME);
const CALLS_TOPIC = "cc.call.events.v1";
const MEMBERS = ["ingest", "aggregator-1", "aggregator-2", "gateway-1", "gateway-2", "notifier"] as const;
export type Member = (typeof MEMBERS)[number];

export interface Board {
  readonly name: string;
  readonly live: LiveConnection;
}

export class World {
  readonly services = new Map<Member, ServiceProcess>();
  readonly boards: Board[] = [];
  readonly #variables: Record<string, string>;
  readonly #folder: string;
  /** Makes a process read its wall clock through the file `clock`; empty where the library is missing. */
  readonly #clock: Readonly<Record<string, string>>;
  #producer: Producer;
  admin: Admin;
  kafka: KafkaProcess;
  redis: RedisProcess;
  readonly proxy: SwitchableProxy;
  readonly receiver: WebReceiver;

  private constructor(parts: {
    folder: string;
    kafka: KafkaProcess;
    redis: RedisProcess;
    proxy: SwitchableProxy;
    receiver: WebReceiver;
  }) {
    const { folder, kafka, redis, proxy, receiver } = parts;
    this.#folder = folder;
    this.kafka = kafka;
    this.redis = redis;
    this.proxy = proxy;
    this.receiver = receiver;
    this.#variables = {
      FLOORWALKER_KAFKA: kafka.address,
      // Both must come through it: the default one unless another is asked for.
      FLOORWALKER_KAFKA_DRIVER: process.env.FLOORWALKER_CHAOS_DRIVER ?? "platformatic",
      FLOORWALKER_REDIS: `redis://127.0.0.1:${proxy.port}`,
      FLOORWALKER_CONFIG: join(folder, "floorwalker.yaml"),
    };
    this.#clock = existsSync(FAKETIME)
      ? {
          LD_PRELOAD: FAKETIME,
          FAKETIME_TIMESTAMP_FILE: join(folder, "clock"),
          FAKETIME_NO_CACHE: "1",
          FAKETIME_DONT_FAKE_MONOTONIC: "1",
          DONT_FAKE_MONOTONIC: "1",
        }
      : {};
    const client = new kafkajs.Kafka({ brokers: [kafka.address], logLevel: kafkajs.logLevel.NOTHING });
    this.admin = client.admin();
    this.#producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  }

  static async start(): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), "floorwalker-chaos-"));
    const [kafka, redis, receiver] = await Promise.all([startKafka(), startRedis(), startWebReceiver()]);
    const world = new World({ folder, kafka, redis, proxy: await switchableProxy(redis.port), receiver });
    await writeFile(join(folder, "floorwalker.yaml"), configuration(receiver.url, zoneWithoutMidnight(new Date())));
    await world.aggregatorsClock(0);
    await Promise.all([world.admin.connect(), world.#producer.connect()]);
    await Promise.all(MEMBERS.map((member) => world.up(member)));
    return world;
  }

  async stop(): Promise<void> {
    for (const { live } of this.boards) live.close();
    for (const service of this.services.values()) this.signal(service.pid, "SIGCONT");
    await Promise.all([...this.services.values()].map((service) => service.kill()));
    this.signal(this.kafka.pid, "SIGCONT");
    this.signal(this.redis.pid, "SIGCONT");
    await Promise.allSettled([this.#producer.disconnect(), this.admin.disconnect()]);
    await Promise.all([this.kafka.stop(), this.redis.stop(), this.proxy.close(), this.receiver.stop()]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Starts a member again; a gateway comes with a board that looks through it. */
  async up(member: Member): Promise<ServiceProcess> {
    const service = await startService(member.replace(/-\d$/, "") as ServiceName, {
      ...this.#variables,
      ...(member.startsWith("aggregator") ? this.#clock : {}),
    });
    this.services.set(member, service);
    if (member.startsWith("gateway")) {
      const at = this.boards.findIndex(({ name }) => name === member);
      if (at >= 0) this.boards.splice(at, 1)[0]!.live.close();
      this.boards.push({ name: member, live: connectLive({ url: `${service.url}v1/live`, view: "floor" }) });
    }
    return service;
  }

  /** As an orchestrator does: what could not start is started again, a few times. */
  async upWhateverComes(member: Member): Promise<void> {
    for (let tries = 1; tries <= 10; tries++) {
      try {
        await this.up(member);
        return;
      } catch (error) {
        if (tries === 10) throw error;
      }
    }
  }

  of(member: Member): ServiceProcess {
    const service = this.services.get(member);
    if (service === undefined) throw new Error(`${member} does not run`);
    return service;
  }

  async kill(member: Member): Promise<void> {
    await this.of(member).kill();
    this.services.delete(member);
  }

  signal(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
  }

  /** `floorwalker …` with the settings of this installation. */
  cli(...parameters: readonly string[]): Promise<ProgramRun> {
    return runProgram(parameters, this.#variables);
  }

  /** As a phone system that is told of every loss: sends until the broker has acknowledged. */
  async send(events: readonly CanonicalEvent[]): Promise<void> {
    const messages = events.map((event) => ({ key: event.contact ?? event.site, value: bytesOf(event) }));
    await this.#append(CALLS_TOPIC, messages);
  }

  /** Past ingest, straight into the log that the aggregators read. */
  async sendRaw(site: string, value: Buffer): Promise<void> {
    await this.#append(EVENTS_TOPIC, [{ key: site, value, partition: partitionOfSite(site, PARTITIONS) }]);
  }

  async #append(topic: string, messages: { key: string; value: Buffer; partition?: number }[]): Promise<void> {
    const deadline = performance.now() + 90_000;
    for (;;) {
      try {
        await this.#producer.send({ topic, acks: -1, messages, timeout: 5_000 });
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** Ingest has passed on what it was sent: the log has not grown for a second. */
  async logStandsStill(): Promise<void> {
    let before = "";
    for (let still = 0; still < 5; ) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const offsets = JSON.stringify(await this.admin.fetchTopicOffsets(EVENTS_TOPIC));
      still = offsets === before ? still + 1 : 0;
      before = offsets;
    }
  }

  /** How far the aggregators' wall clock is ahead from now on, seconds. */
  aggregatorsClock(ahead: number): Promise<void> {
    return writeFile(join(this.#folder, "clock"), `${ahead < 0 ? "" : "+"}${ahead}\n`);
  }

  /** One command to the server that is Redis now, not through the proxy. */
  redisCommand(...command: readonly [string, ...string[]]): Promise<unknown> {
    return this.commandAt(this.redis.port, ...command);
  }

  async commandAt(port: number, ...command: readonly [string, ...string[]]): Promise<unknown> {
    const client = new Redis({ host: "127.0.0.1", port, lazyConnect: true, maxRetriesPerRequest: 1 });
    client.on("error", () => {});
    try {
      await client.connect();
      return await client.call(command[0], ...command.slice(1));
    } finally {
      client.disconnect();
    }
  }

  /** Where Redis keeps the folder of its append-only file. */
  get redisFolder(): string {
    return this.redis.folder;
  }

  row(board: Board, id: string): Row | undefined {
    return board.live.getSnapshot().rows.get(id);
  }

  /** All /metrics of the aggregators as one text. */
  async metrics(): Promise<string> {
    const texts = await Promise.all(
      [...this.services]
        .filter(([member]) => member.startsWith("aggregator"))
        .map(([, { url }]) =>
          fetch(`${url}metrics`).then(
            (answer) => answer.text(),
            () => "",
          ),
        ),
    );
    return texts.join("\n");
  }

  logs(): string {
    return [...this.services].map(([member, service]) => `== ${member}\n${service.log().slice(-4_000)}`).join("\n");
  }
}

/** kill -9, and the same command in the same folder again. */
export async function restartRedis(world: World, between: () => Promise<void> = async () => {}): Promise<void> {
  world.signal(world.redis.pid, "SIGKILL");
  await gone(world.redis.pid);
  await between();
  world.redis = await startRedis({ folder: world.redis.folder, port: world.redis.port });
}

export async function restartKafka(world: World): Promise<void> {
  world.signal(world.kafka.pid, "SIGKILL");
  await gone(world.kafka.pid);
  world.kafka = await startKafka({ folder: world.kafka.folder, port: world.kafka.port });
}

/** A process that was killed holds its port and files until it is reaped. */
async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const state = await outputOf("ps", "-o", "state=", "-p", String(pid));
    if (state === null || state.trim().startsWith("Z")) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`process ${pid} does not end`);
}

/** The business day must not change in the middle: a zone in which it is about noon. */
function zoneWithoutMidnight(now: Date): string {
  const east = 12 - now.getUTCHours();
  return east === 0 ? "Etc/GMT" : `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

const configuration = (hook: string, zone: string): string => `
partitions: ${PARTITIONS}
sites:
${SITES.map(
  (site) => `
  - id: ${site}
    name: ${site}
    zone: ${zone}
    queues:
      - { queue: sales, channel: call, title: Sales, threshold: 20s, target: 0.8 }
      - { queue: support, channel: call, title: Support, threshold: 20s, target: 0.8 }
      - { queue: support, channel: chat, title: Chats, threshold: 20s, shortAbandon: 5s, target: 0.8 }
${
  site === WATCHED
    ? `    rules:
      - { id: many-wait, kpi: waiting, queue: sales, channel: call, window: 5m, above: 2, clear: 0, holdFor: 0s, severity: critical, receivers: [hook] }`
    : ""
}`,
).join("")}
receivers:
  - { id: hook, type: webhook, url: "${hook}", secret: change-me }
`;
