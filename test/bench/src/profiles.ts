/** The program in both profiles, as its users start it, with a way to send it events. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import kafkajs from "kafkajs";
import { startBackend } from "../../support/src/backends.ts";
import { freePort, startChild } from "../../support/src/child.ts";

export interface Profile {
  /** Of the gateway, without a trailing slash. */
  readonly url: string;
  /** Name and process id of every process of ours. */
  readonly processes: readonly (readonly [name: string, pid: number])[];
  send(lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const SOURCE_TOPIC = "cc.call.events.v1";
const service = (path: string): string => fileURLToPath(new URL(`../../../services/${path}`, import.meta.url));

/** One process; events come by POST /v1/events on kept-alive connections. */
export async function embeddedProfile(flags: readonly string[]): Promise<Profile> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-bench-"));
  const parameters = ["dev", "--no-simulate", "--port", String(port), "--data", folder];
  const command = [process.execPath, ...flags, service("cli/src/main.ts"), ...parameters];
  const child = await startChild({ command, folder }, port);
  const url = `http://127.0.0.1:${port}`;
  await ready(url);
  return {
    url,
    processes: [["floorwalker", child.pid]],
    send: async (lines) => {
      const answer = await fetch(`${url}/v1/events`, { method: "POST", body: lines.join("\n") });
      await answer.text();
      if (answer.status !== 202) throw new Error(`POST /v1/events answered ${answer.status}`);
    },
    stop: () => child.stop(),
  };
}

/** Ingest, aggregator and gateway as processes of their own on Kafka and Redis; events come by a Kafka producer. */
export async function distributedProfile(flags: readonly string[], site: string): Promise<Profile> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.reverse()) await each();
  };
  try {
    const [kafka, redis] = [await startBackend("kafka"), await startBackend("redis")];
    for (const one of [kafka, redis]) if ("stop" in one) stops.push(() => one.stop());
    if ("skip" in kafka) throw new Error(kafka.skip);
    if ("skip" in redis) throw new Error(redis.skip);
    const environment = {
      FLOORWALKER_KAFKA: kafka.address,
      FLOORWALKER_REDIS: redis.address,
      FLOORWALKER_CONFIG: "demo",
      FLOORWALKER_LOG_LEVEL: "warn",
      FLOORWALKER_PREFIX: `bench-${process.pid}-`,
    };
    const processes: [string, number][] = [];
    let url = "";
    for (const name of ["ingest", "aggregator", "gateway"]) {
      const port = await freePort();
      const command = [process.execPath, ...flags, service(`${name}/src/main.ts`)];
      const own = { [name === "gateway" ? "FLOORWALKER_PORT" : "FLOORWALKER_METRICS_PORT"]: String(port) };
      const child = await startChild({ command, environment: { ...environment, ...own } }, port);
      stops.push(() => child.stop());
      processes.push([name, child.pid]);
      url = `http://127.0.0.1:${port}`;
      await ready(url);
    }
    const client = new kafkajs.Kafka({
      clientId: "bench",
      brokers: [kafka.address],
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    stops.push(() => producer.disconnect());
    const topic = environment.FLOORWALKER_PREFIX + SOURCE_TOPIC;
    const send = async (lines: readonly string[]): Promise<void> => {
      await producer.send({ topic, acks: -1, messages: lines.map((value) => ({ key: site, value })) });
    };
    return { url, processes, send, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ready(url: string): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    if (performance.now() > deadline) throw new Error(`${url}/readyz: ${(await answer?.text()) ?? "no answer"}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
