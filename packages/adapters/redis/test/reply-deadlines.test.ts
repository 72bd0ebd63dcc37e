/** A real socket whose other end is a process of its own: what matters is what lies in the kernel while the loop stands. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwaitedReply, ReplyDeadlines } from "../src/reply-deadlines.ts";

/** Answers each byte that says how many tens of milliseconds later. */
const LATER = `require("net").createServer((socket) => socket.on("error", () => {}).on("data", (bytes) => {
  for (const byte of bytes) setTimeout(() => socket.write("r"), byte * 10);
})).listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;
const LIMIT_MS = 200;

let peer: ReturnType<typeof spawn>;
let socket: Socket;
let deadlines: ReplyDeadlines;
let missed: number;

beforeEach(async () => {
  peer = spawn(process.execPath, ["-e", LATER], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(createInterface({ input: peer.stdout! }), "line")) as [string];
  socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  missed = 0;
  deadlines = new ReplyDeadlines({
    limitMs: LIMIT_MS,
    bytesRead: () => socket.bytesRead,
    missed: () => (missed += 1),
  });
});

afterEach(() => {
  socket.destroy();
  peer.kill("SIGKILL");
});

test("a reply that came while the loop stood still is no late reply, however long it stood", async () => {
  const { outcome } = ask(20);
  standStill(3 * LIMIT_MS);
  await expect(outcome).resolves.toBe("reply");
  expect(missed).toBe(0);
});

test("a reply that is due and lies in the socket is read before it is given up", async () => {
  const { outcome } = ask(10);
  standStill(100);
  for (let slices = 0; slices < 30; slices++) deadlines.slice();
  await expect(outcome).resolves.toBe("reply");
  expect(missed).toBe(0);
});

test("a standstill counts as one slice: the server has the rest of the limit", async () => {
  const { outcome } = ask(0);
  socket.pause();
  standStill(3 * LIMIT_MS);
  setTimeout(() => socket.resume(), LIMIT_MS / 4);
  await expect(outcome).resolves.toBe("reply");
});

test("what does not come is given up after the limit, and the connection with it", async () => {
  const began = performance.now();
  const { outcome } = ask(2_550);
  await expect(outcome).rejects.toThrow("no reply within 200 ms; whether it was done is unknown");
  expect(performance.now() - began).toBeGreaterThan(LIMIT_MS * 0.9);
  expect(missed).toBe(1);
});

/** Asks for an answer after `ms`; what comes settles it, as a client's parser would. */
function ask(ms: number) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reply: { -readonly [K in keyof AwaitedReply]: AwaitedReply[K] } = { settled: false, reject };
  promise.catch(() => {});
  socket.once("data", () => {
    reply.settled = true;
    resolve("reply");
  });
  socket.write(Uint8Array.of(ms / 10));
  deadlines.watch(reply);
  return { outcome: promise };
}

function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
