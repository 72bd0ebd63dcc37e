import { once } from "node:events";
import { connect } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { applyChanges, type Row, VIEWS } from "@floorwalker/protocol";
import { afterEach, expect, test } from "vitest";
import { MESSAGE_RATE } from "../src/message-rate.ts";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";

let running: RunningGateway;
afterEach(() => running.stop());

const queue = (fields: object) => ({ kind: "queue", site: "a", queue: "q", channel: "call", ...fields });

/** A neighbour that must not notice anything. */
async function neighbour() {
  const socket = running.open();
  await socket.subscribe("floor");
  return async () => {
    await running.commit(0, { "queue:a:q:call": queue({ waiting: Math.random() }) });
    await socket.next("delta");
  };
}

test.each([
  ["no JSON", "hello?"],
  ["no object", "[1,2]"],
  ["no type", "{}"],
  ["an unknown type", '{"type":"shutdown"}'],
  ["a field of a wrong type", '{"type":"subscribe","view":7}'],
  ["binary", Buffer.from('{"type":"subscribe","view":"floor"}')],
])("%s is answered with an error, and the connection goes on", async (_, garbage) => {
  running = await runGateway();
  const undisturbed = await neighbour();
  const socket = running.open();
  await socket.send(garbage);
  expect(await socket.next("error")).toMatchObject({ code: "bad_message", temporary: false });
  await undisturbed();
  expect((await socket.subscribe("floor")).rows).toHaveLength(1);
});

test("an unknown view is named with those there are, and the connection goes on", async () => {
  running = await runGateway();
  const socket = running.open();
  await socket.send({ type: "subscribe", view: "cellar" });
  const error = await socket.next("error");
  expect(error).toMatchObject({ code: "unknown_view", temporary: false });
  expect(error.message).toContain('"cellar"');
  expect(error.message).toContain(VIEWS.join(", "));
  await socket.subscribe("floor");
});

test("who sends nothing but garbage is closed for good", async () => {
  running = await runGateway();
  const undisturbed = await neighbour();
  const socket = running.open();
  for (let count = 0; count < 5; count++) await socket.send("?");
  expect(await socket.closed).toBe(4500);
  await undisturbed();
});

test("who asks again and again gets its burst and then the newest only, and others notice nothing", async () => {
  running = await runGateway();
  const undisturbed = await neighbour();
  const socket = running.open();
  for (let count = 0; count < 5_000; count++) await socket.send({ type: "subscribe", view: "floor" });
  await socket.send({ type: "subscribe", view: "agents" });
  let snapshots = 0;
  while ((await socket.next("snapshot")).view === "floor") snapshots++;
  expect(snapshots).toBeGreaterThanOrEqual(MESSAGE_RATE.burst);
  expect(snapshots).toBeLessThan(5 * MESSAGE_RATE.burst);
  await undisturbed();
});

test("a filter that no name can be as long as, and a close code of the client's own, leave nothing behind", async () => {
  running = await runGateway();
  const socket = running.open();
  await socket.send({ type: "subscribe", view: "floor", filter: { queue: "x".repeat(1_001) } });
  expect(await socket.next("error")).toMatchObject({ code: "bad_message" });
  for (const code of [3_000, 4_999]) {
    const closing = running.open();
    await closing.subscribe("floor");
    closing.socket.close(code);
    await closing.closed;
  }
  await until(
    async () => (await running.metrics.text()).includes('gateway_closed_total{code="other"} 2'),
    "both closed",
  );
});

test("a message over 16 KiB, and bytes that are no WebSocket frame, close only their own connection", async () => {
  running = await runGateway();
  const undisturbed = await neighbour();
  const large = running.open();
  await large.send(JSON.stringify({ type: "subscribe", view: "x".repeat(17 * 1024) }));
  expect(await large.closed).toBe(1009);

  const raw = connect(running.gateway.port, "127.0.0.1");
  raw.on("error", () => {});
  raw.write(handshake());
  await once(raw, "data");
  raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00]));
  const closed = once(raw, "close");
  raw.resume();
  await closed;
  await undisturbed();
});

test("a client that never reads is cut, and others hear every change meanwhile", async () => {
  running = await runGateway({ limits: { stallMs: 300 } });
  const socket = connect(running.gateway.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(handshake());
  await once(socket, "data");
  socket.pause();
  socket.write(masked('{"type":"subscribe","view":"floor"}'));

  const reader = running.open();
  await reader.subscribe("floor");
  const connected = async () => Number(/^floorwalker_gateway_clients (\d+)$/m.exec(await running.metrics.text())?.[1]);
  await until(async () => (await connected()) === 2, "both are connected");
  let round = 0;
  while ((await connected()) === 2) {
    round++;
    const views = Array.from({ length: 200 }, (_, row) => [
      `queue:a:q${row}:call`,
      queue({ queue: `q${row}`, note: `${round}`.padEnd(1_000, "x") }),
    ]);
    await running.commit(0, Object.fromEntries(views) as Record<string, object>);
    const delta = await reader.next("delta");
    expect(delta.changes).toHaveLength(200);
    if (round > 2_000) throw new Error("never cut");
  }
  expect(await running.metrics.text()).toContain('floorwalker_gateway_closed_total{code="4001"} 1');
  socket.destroy();
}, 30_000);

test.each([
  ["few rows changed, in one delta that goes on from where it was", 200, "delta"],
  ["most rows changed, in a snapshot after a resync", 0, "snapshot"],
] as const)(
  "a client that reads slowly gets the newest state when it reads on: %s",
  async (_, otherRows, how) => {
    running = await runGateway();
    const others = Array.from({ length: otherRows }, (_, row) => [
      `queue:a:other${row}:call`,
      queue({ queue: `other${row}` }),
    ]);
    await running.commit(0, {
      ...(Object.fromEntries(others) as Record<string, object>),
      "queue:a:gone:call": queue({}),
    });
    const socket = running.open();
    const snapshot = await socket.subscribe("floor");
    socket.socket.pause();
    const quick = running.open();
    await quick.subscribe("floor");
    const rounds = 60;
    for (let round = 0; round < rounds; round++) {
      const note = `${round}`.padEnd(200_000, "x");
      const gone = round === rounds - 1 ? { "queue:a:gone:call": null } : {};
      await running.commit(0, { "queue:a:q:call": queue({ note, ...(round === 0 ? { stray: 1 } : {}) }), ...gone });
      await quick.next("delta");
    }
    socket.socket.resume();
    const expected = (await (await running.get("v1/views/floor")).json()) as { rows: Row[]; position: object };
    let rows: ReadonlyMap<string, Row> = new Map(snapshot.rows.map((row) => [row.id, row]));
    let at: object = snapshot.position;
    const arrivals: string[] = [];
    while (!isDeepStrictEqual(at, expected.position)) {
      await until(() => socket.heard.length > 0, "something is heard");
      const message = socket.heard.shift()!;
      arrivals.push(message.type);
      if (message.type === "snapshot") {
        rows = new Map(message.rows.map((row) => [row.id, row]));
        at = message.position;
      } else if (message.type === "delta") {
        expect(message.from).toEqual(at);
        rows = applyChanges(rows, message.changes);
        at = message.to;
      }
    }
    expect(new Map(expected.rows.map((row) => [row.id, row]))).toEqual(rows);
    expect(arrivals.filter((type) => type === "delta").length).toBeLessThan(rounds);
    expect(arrivals.filter((type) => type !== "heartbeat").at(-1)).toBe(how);
    expect(await running.metrics.text()).not.toContain('code="4001"');
  },
  30_000,
);

test("a client that shows no sign of life is closed", async () => {
  running = await runGateway({ limits: { pingMs: 400, answerMs: 400 } });
  const raw = connect(running.gateway.port, "127.0.0.1");
  raw.on("error", () => {});
  raw.write(handshake());
  const alive = running.open();
  const closed = once(raw, "close");
  raw.resume();
  await closed;
  await alive.subscribe("floor");
  expect(await running.metrics.text()).toContain('floorwalker_gateway_closed_total{code="4002"} 1');
});

test("a client that stops reading is cut although nothing is unsent: what it leaves unread fits the buffers of the network", async () => {
  running = await runGateway({ limits: { pingMs: 200, answerMs: 600 } });
  const raw = connect(running.gateway.port, "127.0.0.1");
  raw.on("error", () => {});
  raw.write(handshake());
  await once(raw, "data");
  raw.write(masked('{"type":"subscribe","view":"floor"}'));
  await once(raw, "data");
  raw.pause();
  const reading = running.open();
  await reading.subscribe("floor");
  for (let n = 1; ; n++) {
    await running.commit(0, { "queue:a:q:call": { id: "queue:a:q:call", kind: "queue", note: "x".repeat(400), n } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    if ((await running.metrics.text()).includes('gateway_closed_total{code="4001"} 1')) break;
    expect(n).toBeLessThan(200);
  }
  expect(reading.socket.readyState).toBe(WebSocket.OPEN);
});

const handshake = () =>
  `GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1:${running.gateway.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;

/** A masked text frame of up to 125 bytes, with the key 0. */
const masked = (text: string) =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
