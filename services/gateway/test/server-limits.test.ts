/** What a stranger may hold open or draw out, tried with real sockets and short limits. */
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";

let running: RunningGateway;
const held: Socket[] = [];
afterEach(async () => {
  for (const socket of held.splice(0)) socket.destroy();
  await running.stop();
});

/** A plain socket; `closed` resolves with everything that came. */
async function dial(text = "", from = "127.0.0.1"): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect({ port: running.gateway.port, host: "127.0.0.1", localAddress: from });
  held.push(socket);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString();
  });
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(heard)));
  await new Promise((resolve) => socket.once("connect", resolve).once("close", resolve));
  if (text !== "") socket.write(text);
  return { socket, closed };
}

const head = (request: string): string => `${request} HTTP/1.1\r\nHost: 127.0.0.1:${running.gateway.port}\r\n`;
const refused = async (reason: string): Promise<number> =>
  Number(
    new RegExp(`gateway_refused_total\\{reason="${reason}"\\} (\\d+)`).exec(await running.metrics.text())?.[1] ?? 0,
  );

test("headers that come drop by drop, and a body that stops half-way, are cut and counted", async () => {
  running = await runGateway({ serverLimits: { headersMs: 200, requestMs: 400 } });
  const drops = await dial(head("GET /livez"));
  const dropping = setInterval(() => drops.socket.write("X-A: b\r\n"), 20);
  const half = await dial(`${head("POST /v1/events")}Content-Length: 1000\r\n\r\n{"specversion":`);
  const chunked = await dial(`${head("POST /v1/events")}Transfer-Encoding: chunked\r\n\r\n5\r\n{"spe\r\n`);
  expect(await drops.closed).toMatch(/^HTTP\/1\.1 408.*too_slow/s);
  clearInterval(dropping);
  expect(await half.closed).toMatch(/^HTTP\/1\.1 408/);
  expect(await chunked.closed).toMatch(/^HTTP\/1\.1 408/);
  expect(await refused("timeout")).toBe(3);
  expect((await running.get("livez")).status).toBe(200);
});

test("a connection on which nothing is asked, and one that never reads its answer, are closed", async () => {
  running = await runGateway({ serverLimits: { idleMs: 200 } });
  const rows = Array.from({ length: 200 }, (_, row) => [
    `queue:a:q${row}:call`,
    { kind: "queue", note: "x".repeat(9_000) },
  ]);
  await running.commit(0, Object.fromEntries(rows) as Record<string, object>);
  const idle = await dial();
  const deaf = await dial(`${head("GET /v1/views/floor")}\r\n${head("GET /v1/views/floor")}\r\n`.repeat(20));
  deaf.socket.pause();
  expect(await idle.closed).toBe("");
  await until(async () => (await openConnections()) <= 1, "the deaf one is closed");
});

test("who waits for an answer that takes longer than a connection may be idle gets it, and is idle again from then on", async () => {
  const acknowledged = Promise.withResolvers<void>();
  running = await runGateway({ serverLimits: { idleMs: 200 }, log: { append: () => acknowledged.promise } });
  const event = {
    specversion: "1.0",
    id: "1",
    source: "/acd",
    type: "cc.contact.queued",
    time: "2026-11-21T09:00:00Z",
    site: "krakow",
    channel: "call",
    contact: "c-1",
    queue: "sales",
  };
  const body = JSON.stringify(event);
  const waiting = await dial(`${head("POST /v1/events")}Content-Length: ${body.length}\r\n\r\n${body}`);
  // Each of these is cut when it has been idle for as long.
  for (const _ of [1, 2, 3]) await (await dial()).closed;
  acknowledged.resolve();
  expect(await waiting.closed).toMatch(/^HTTP\/1\.1 202.*"accepted":1/s);
});

const openConnections = async (): Promise<number> =>
  Number(/^floorwalker_gateway_connections (\d+)$/m.exec(await running.metrics.text())?.[1]);

test("beyond the connections of one address it is told so, over HTTP and WebSocket, and other addresses go on", async () => {
  running = await runGateway({ serverLimits: { connectionsPerAddress: 4 } });
  const boards = [running.open(), running.open()];
  for (const board of boards) await board.subscribe("floor");
  await dial();
  await dial();
  const beyond = await dial(`${head("GET /livez")}\r\n`);
  expect(await beyond.closed).toMatch(/^HTTP\/1\.1 503.*too_many_connections/s);
  const board = running.open();
  expect(await board.closed).toBe(1006);
  const silent = await dial();
  expect(await silent.closed).toBe("");
  expect(await refused("address")).toBe(3);
  expect(await (await dial(`${head("GET /livez")}Connection: close\r\n\r\n`, "127.0.0.2")).closed).toMatch(
    /^HTTP\/1\.1 200/,
  );
  boards[0]!.socket.terminate();
  await until(async () => (await openConnections()) < 4, "the board's connection is given back");
  expect((await running.get("livez")).status).toBe(200);
});

test("beyond the connections in all every address is told so", async () => {
  running = await runGateway({ serverLimits: { connections: 2 } });
  await dial();
  await dial("", "127.0.0.2");
  const beyond = await dial(`${head("GET /livez")}\r\n`, "127.0.0.3");
  expect(await beyond.closed).toMatch(/^HTTP\/1\.1 503.*too_many_connections/s);
  expect(await refused("connections")).toBe(1);
});

test("headers beyond 16 KB are refused with the limit", async () => {
  running = await runGateway();
  const large = await dial(`${head("GET /livez")}X-A: ${"x".repeat(20_000)}\r\n\r\n`);
  expect(await large.closed).toMatch(/^HTTP\/1\.1 431.*16 KB/s);
});

test("who has no token is told so at once and never holds a socket of the live side", async () => {
  running = await runGateway({ token: "a-shared-token-of-some-length" });
  const silent = await dial(
    `${head("GET /v1/live")}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  expect(await silent.closed).toContain("unauthorized");
});
