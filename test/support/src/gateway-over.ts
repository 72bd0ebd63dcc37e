/** A gateway over given accounts and an empty floor, stopped with the test; what it is asked, and sockets to it. */
import { once } from "node:events";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { type GatewayOptions, startGateway } from "@floorwalker/gateway";
import { createMetrics, emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** As a browser would send it back. */
  readonly cookie: string | null;
}

export interface GatewayOver {
  readonly url: string;
  readonly ask: (
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: object,
  ) => Promise<Answer>;
}

export async function gatewayOver(changes: Partial<GatewayOptions>): Promise<GatewayOver> {
  const { log, store, history, close } = openEmbedded(":memory:");
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const gateway = await startGateway({
    store,
    log,
    history,
    partitions: 1,
    config: emptyConfiguration,
    host: "127.0.0.1",
    port: 0,
    boardDir: null,
    clock: Date.now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "0.1.0", build: "test-build" },
    ...changes,
  });
  onTestFinished(async () => {
    await gateway.stop();
    await close();
  });
  const url = `http://127.0.0.1:${gateway.port}/`;
  return {
    url,
    async ask(method, path, headers = {}, body) {
      const answer = await fetch(url + path, {
        method,
        headers: { origin: new URL(url).origin, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        body: text.startsWith("{") ? (JSON.parse(text) as unknown) : text,
        cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? null,
      };
    },
  };
}

/** Open when it resolves. `closed`: the code. */
export async function liveSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly closed: Promise<number> }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}v1/live`, {
    headers: { origin: new URL(url).origin, ...headers },
  });
  onTestFinished(() => socket.terminate());
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await once(socket, "message");
  return { closed };
}

/** Polls until it holds. @throws when it does not in time. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
