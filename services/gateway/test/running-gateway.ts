/** A real gateway on a real embedded store and real sockets, for the tests of this service. */
import { once } from "node:events";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import type { Commit, Position, Store } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import type { ServerMessage } from "@floorwalker/protocol";
import { createMetrics, emptyConfiguration, type Metrics, silentLogger } from "@floorwalker/runtime";
import { WebSocket } from "ws";
import { Passwords } from "../src/access/password.ts";
import { type Gateway, type GatewayOptions, startGateway } from "../src/index.ts";
import { checkAnswers } from "./checked-answers.ts";

export interface RunningGateway {
  readonly gateway: Gateway;
  readonly embedded: Embedded;
  readonly metrics: Metrics;
  /** Commits view rows to a partition as its owner would: bytes as they are, anything else as JSON. */
  commit(partition: number, views: Record<string, object | null>): Promise<void>;
  /** A new owner takes the partition. */
  takeOver(partition: number): Promise<Position>;
  /** Another gateway on the same store. */
  restart(over: Partial<GatewayOptions>): Promise<void>;
  open(protocols?: string[], headers?: Record<string, string>): TestSocket;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export const PARTITIONS = 3;

export async function runGateway(
  changes: Partial<GatewayOptions> = {},
  wrapStore: (store: Store) => Pick<Store, "follow" | "snapshot" | "ping"> = (store) => store,
): Promise<RunningGateway> {
  const embedded = openEmbedded(":memory:");
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: PARTITIONS }]);
  const metrics = createMetrics({ processMetrics: false });
  const wrapped = wrapStore(embedded.store);
  const start = (over: Partial<GatewayOptions>): Promise<Gateway> =>
    startGateway({
      store: {
        follow: (...given) => wrapped.follow(...given),
        snapshot: (partition) => wrapped.snapshot(partition),
        ping: () => wrapped.ping(),
        stored: (partition) => embedded.store.stored(partition),
        rows: (...given) => embedded.store.rows(...given),
        bucket: (...given) => embedded.store.bucket(...given),
        lookup: (...given) => embedded.store.lookup(...given),
      },
      partitions: PARTITIONS,
      config: emptyConfiguration,
      log: embedded.log,
      history: embedded.history,
      accounts: embedded.accounts,
      passwords: new Passwords({ ln: 4, r: 8, p: 1 }),
      host: "127.0.0.1",
      port: 0,
      boardDir: null,
      clock: Date.now,
      logger: silentLogger,
      metrics,
      build: { service: "gateway", version: "0.1.0", build: "test-build" },
      ...changes,
      ...over,
    });
  let gateway = await start({});
  checkAnswers(gateway);
  const sockets: TestSocket[] = [];
  const owners = new Map<number, Position>();
  return {
    get gateway() {
      return gateway;
    },
    embedded,
    metrics,
    async commit(partition, views) {
      const owner = owners.get(partition) ?? (await claimed(embedded.store, partition));
      const to = owner.sequence + 1;
      const commit: Commit = {
        ...nothing,
        partition,
        epoch: owner.epoch,
        from: owner.sequence,
        to,
        views: Object.entries(views).map(([id, row]) => [
          id,
          row === null || row instanceof Uint8Array ? row : Buffer.from(JSON.stringify({ id, ...row })),
        ]),
      };
      const result = await embedded.store.commit(commit);
      if (result !== "committed") throw new Error(`commit ${result}`);
      owners.set(partition, { epoch: owner.epoch, sequence: to });
    },
    async takeOver(partition) {
      const owner = await claimed(embedded.store, partition);
      owners.set(partition, owner);
      return owner;
    },
    open(protocols = [], headers = {}) {
      const socket = new TestSocket(`${gateway.url.replace("http", "ws")}v1/live`, protocols, headers);
      sockets.push(socket);
      return socket;
    },
    async restart(over) {
      await gateway.stop();
      gateway = await start({ metrics: createMetrics({ processMetrics: false }), ...over });
      checkAnswers(gateway);
    },
    get: (path, headers = {}) => fetch(gateway.url + path, { headers }),
    async stop() {
      for (const { socket } of sockets) socket.terminate();
      await gateway.stop();
      await embedded.close();
    },
  };
}

/** A plain client: it keeps what it heard until asked. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly heard: ServerMessage[] = [];
  /** Given what comes instead of keeping it, and what was kept. */
  #take: ((message: ServerMessage) => void) | null = null;
  readonly closed: Promise<number>;
  #wake: () => void = () => {};

  constructor(url: string, protocols: string[], headers: Record<string, string>) {
    this.socket = new WebSocket(url, protocols, { headers });
    this.socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (this.#take !== null) {
        this.#take(message);
        return;
      }
      this.heard.push(message);
      this.#wake();
    });
    this.socket.on("error", () => {});
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
  }

  set take(take: (message: ServerMessage) => void) {
    this.#take = take;
    for (const message of this.heard.splice(0)) take(message);
  }

  async send(message: object | string | Buffer): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, "open");
    this.socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** Null when it is answered; else the code it was closed with. */
  async opened(): Promise<number | null> {
    return Promise.race([this.closed, this.subscribe("floor").then(() => null)]);
  }

  /** Takes the first message of this type, waiting up to 30 s. */
  async next<T extends ServerMessage["type"]>(type: T): Promise<Extract<ServerMessage, { type: T }>> {
    const until = performance.now() + 30_000;
    for (;;) {
      const index = this.heard.findIndex((message) => message.type === type);
      if (index >= 0) return this.heard.splice(index, 1)[0] as Extract<ServerMessage, { type: T }>;
      if (performance.now() > until)
        throw new Error(`no ${type} within 30 s; heard ${JSON.stringify(this.heard).slice(0, 500)}`);
      await Promise.race([
        new Promise<void>((wake) => (this.#wake = wake)),
        new Promise((resolve) => setTimeout(resolve, 100)),
      ]);
    }
  }

  async subscribe(view: string, filter?: object) {
    await this.send({ type: "subscribe", view, ...(filter ? { filter } : {}) });
    return this.next("snapshot");
  }
}

/** Polls until it holds; fails after 30 s. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within 30 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
