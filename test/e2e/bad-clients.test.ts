/** Bad requests and bad WebSocket clients against the program as a user starts it; a good client beside them notices nothing. */
import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { REJECTIONS } from "@floorwalker/events";
import { PROTOCOL_VERSION } from "@floorwalker/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { badInputs, eventAt, goodEvents, padded } from "../support/src/bad-inputs.ts";
import { type RunningProgram, startProgram } from "../support/src/program.ts";

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const MB = 1024 * 1024;
const patience = { timeout: 10_000, interval: 20 };
let program: RunningProgram;
let sent = 0;

beforeAll(async () => {
  program = await startProgram(["--no-simulate"]);
});
afterAll(() => program?.stop());

const canonical = () => badInputs(Date.now()).filter(({ topic }) => topic === undefined);

async function post(body: Uint8Array | string, headers: Readonly<Record<string, string>> = JSON_BODY): Promise<Answer> {
  const response = await fetch(`${program.url}v1/events`, { method: "POST", body: Buffer.from(body), headers });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

/** One more caller in a queue of its own. */
const caller = (queue: string): string =>
  JSON.stringify(eventAt(Date.now(), 0, { id: `n-${++sent}`, type: "cc.contact.queued", contact: `n-${sent}`, queue }));

async function row(queue: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const view = (await (await fetch(`${program.url}v1/views/floor`)).json()) as { rows: Record<string, unknown>[] };
  return view.rows.find(({ id }) => id === `queue:krakow:${queue}:call`);
}

test("each kind alone is refused with status, code, path and fix, whatever its content type says", async () => {
  // On its own a list is a request of several events.
  for (const { what, bytes, code, path } of canonical().filter((one) => one.bytes[0] !== "[".charCodeAt(0)))
    for (const headers of [JSON_BODY, { "content-type": "text/xml" }]) {
      const { status, body } = await post(bytes, headers);
      expect({ what, status, ...body }).toEqual({
        what,
        status: code === "too_large" ? 413 : 400,
        accepted: 0,
        rejected: 1,
        errors: [{ index: 0, code, path, reason: expect.stringMatching(/./), fix: REJECTIONS[code].fix }],
      });
    }
});

test("all kinds in one request between good events: the good ones count, each bad one is told by its place", async () => {
  const bad = canonical();
  const good = goodEvents(Date.now());
  const lines = bad.flatMap(({ bytes }, index) => [Buffer.from(JSON.stringify(good[index % good.length])), bytes]);
  const { status, body } = await post(Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])), LINES);
  expect({ status, accepted: body.accepted, rejected: body.rejected }).toEqual({
    status: 400,
    accepted: bad.length,
    rejected: bad.length,
  });
  expect(body.errors).toMatchObject(bad.map(({ code, path }, index) => ({ index: 2 * index + 1, code, path })));
  await expect
    .poll(() => row("sales"), patience)
    .toMatchObject({ "offered.60m": 8, "answered.60m": 6, "abandoned.60m": 2, "averageSpeedOfAnswer.60m": 10 });
});

test("an element of an array that is nested without end spoils only itself, and one that is no UTF-8 is read", async () => {
  const deep = caller("array").replace("{", `{"deep":${"[".repeat(20_000)}${"]".repeat(20_000)},`);
  const text = `[${caller("array")},${deep},${caller("array").replace("krakow", "?")},${caller("array")}]`;
  const body = Buffer.from(text);
  body[text.indexOf("?")] = 0xe9;
  expect(await post(body)).toMatchObject({
    status: 400,
    body: {
      accepted: 3,
      rejected: 1,
      errors: [{ index: 1, code: "too_deep" }],
    },
  });
  await expect.poll(async () => (await row("array"))?.waiting, patience).toBe(3);
});

test("a body over 2 MB or 10,000 events, announced or not, and a compressed one are refused with what to do, and the next request is taken", async () => {
  const fix = "Send at most 10,000 events and 2 MB in one request.";
  expect(await post(new Uint8Array(2 * MB + 1))).toMatchObject({ status: 413, body: { code: "too_large", fix } });
  const many = Array.from({ length: 4_000_000 }, () => "7").join();
  expect(await post(`[${many}]`)).toMatchObject({ status: 413, body: { code: "too_large", fix } });
  expect(await post(`[${many.slice(0, MB)}7]`)).toMatchObject({ status: 413, body: { code: "too_many_events", fix } });
  const event = padded(JSON.parse(caller("body")) as object, 60_000);
  let parts = 0;
  const unending = new ReadableStream({
    pull: (stream) => (++parts > 300 ? stream.close() : stream.enqueue(Buffer.concat([event, Buffer.from("\n")]))),
  });
  const init = { method: "POST", body: unending, duplex: "half", headers: LINES };
  const unannounced = await fetch(`${program.url}v1/events`, init as RequestInit);
  expect([unannounced.status, await unannounced.json()]).toMatchObject([413, { code: "too_large" }]);
  const compressed = await post(gzipSync(caller("body")), { ...JSON_BODY, "content-encoding": "gzip" });
  expect(compressed).toMatchObject({ status: 415, body: { code: "unsupported_encoding" } });
  expect((await row("body"))?.waiting).toBeUndefined();
  expect(await post(caller("body"))).toEqual({ status: 202, body: { accepted: 1 } });
});

test("clients that send garbage, ask for what is not there or never read are told or cut; a good one hears everything in time", async () => {
  // What the silent one asks for must be more than its socket holds; a slow line would have 64 bytes a ms for it.
  await post(Array.from({ length: CROWD }, (_, index) => caller(`crowd-${index}`)).join("\n"), LINES);
  await expect.poll(async () => (await row(`crowd-${CROWD - 1}`))?.waiting, patience).toBe(1);
  const good = await subscriber();
  const silent = await neverReads();
  const [garbage, binary, lost, large] = await Promise.all([open(), open(), open(), open()]);
  for (let count = 0; count < 5; count++) garbage.socket.send("\u0000{hello");
  binary.socket.send(Buffer.from([0xff, 0xfe, 0]));
  lost.socket.send(JSON.stringify({ type: "subscribe", view: "cellar" }));
  large.socket.send("x".repeat(17 * 1024));
  const delays: number[] = [];
  for (let round = 0; round < 40; round++) {
    const began = performance.now();
    await post(caller("live"));
    await expect.poll(() => good.waiting(), { timeout: 30_000, interval: 2 }).toBe(round + 1);
    delays.push(performance.now() - began);
    silent.push();
  }
  expect(Math.max(...delays)).toBeLessThan(2_000);
  expect(await garbage.closed).toBe(4500);
  expect(await large.closed).toBe(1009);
  expect(binary.heard[0]).toMatchObject({ type: "error", code: "bad_message", temporary: false });
  expect(lost.heard[0]).toMatchObject({
    type: "error",
    code: "unknown_view",
    message: expect.stringContaining("floor, queues, "),
  });
  for (const { socket } of [binary, lost]) socket.send(JSON.stringify({ type: "subscribe", view: "floor" }));
  for (const { heard } of [binary, lost])
    await expect.poll(() => heard.some(({ type }) => type === "snapshot"), patience).toBe(true);

  const cut = async (): Promise<boolean> => {
    silent.push();
    return (await (await fetch(`${program.url}metrics`)).text()).includes('closed_total{code="4001"} 1\n');
  };
  await expect.poll(cut, { timeout: 30_000, interval: 20 }).toBe(true);
  await silent.gone();
  await post(caller("live"));
  await expect.poll(() => good.waiting(), patience).toBe(41);
  expect(good.socket.readyState).toBe(WebSocket.OPEN);
  expect((await fetch(`${program.url}readyz`)).status).toBe(200);
  for (const { socket } of [good, binary, lost]) socket.terminate();
});

const CROWD = 75;
const JSON_BODY = { "content-type": "application/json" };
const LINES = { "content-type": "application/x-ndjson" };

interface Heard {
  readonly type: string;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly changes?: readonly { readonly id: string; readonly set?: Readonly<Record<string, unknown>> }[];
}

async function open() {
  const socket = new WebSocket(`${program.url.replace("http", "ws")}v1/live`);
  const heard: Heard[] = [];
  socket.on("message", (data: Buffer) => heard.push(JSON.parse(data.toString()) as Heard));
  socket.on("error", () => {});
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await once(socket, "open");
  return { socket, heard, closed };
}

/** A board: it knows how many wait in the queue `live`. */
async function subscriber() {
  const { socket, heard } = await open();
  socket.send(JSON.stringify({ type: "subscribe", view: "floor" }));
  await expect.poll(() => heard.some(({ type }) => type === "snapshot"), patience).toBe(true);
  const waiting = (): unknown =>
    heard
      .flatMap(({ changes = [] }) => changes)
      .findLast(({ id, set }) => id === "queue:krakow:live:call" && set?.waiting !== undefined)?.set?.waiting;
  return { socket, waiting };
}

/** It asks for snapshots and greetings without end and takes no byte of them. */
async function neverReads() {
  const { port, host } = new URL(program.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.write(
    `GET /v1/live HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await once(socket, "data");
  socket.pause();
  const asks = Buffer.concat(
    ['{"type":"subscribe","view":"floor"}', `{"type":"hello","versions":[${PROTOCOL_VERSION}]}`].flatMap((text) =>
      Array.from({ length: 200 }, () => masked(text)),
    ),
  );
  return {
    push: () => void (socket.writable && socket.write(asks)),
    gone: () => {
      socket.resume();
      return gone;
    },
  };
}

/** A masked text frame of up to 125 bytes, with the key 0. */
const masked = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
