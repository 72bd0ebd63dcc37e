/**
 * Many boards on raw sockets, so that what is measured is the server and not its clients: each shakes hands, subscribes and
 * counts what it gets. Some stop reading after their snapshot. Every so many boards say when a stamped frame arrived.
 */
import { connect, type Socket } from "node:net";

export interface BoardsQuestion {
  readonly port: number;
  readonly boards: number;
  /** Of these, how many stop reading. */
  readonly stalled: number;
}

export interface BoardsAnswer {
  readonly bytes: number;
  /** Frame delays, ms, of every SAMPLED th board that reads. */
  readonly delays: readonly number[];
  /** Of those that read: closed by the server. */
  readonly lost: number;
}

const SAMPLED = 20;
const PING = 0x89;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const STAMP = Buffer.from('"serverTime":');
const { port, boards, stalled } = JSON.parse(process.argv[2]!) as BoardsQuestion;

const delays: number[] = [];
let [bytes, lost, open, ended] = [0, 0, 0, false];
const sockets: Socket[] = [];

const now = (): number => performance.timeOrigin + performance.now();

for (let index = 0; index < boards; index++) {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("data", () => resolve());
    socket.write(
      `GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${Buffer.alloc(16, index).toString("base64")}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: floorwalker.v1\r\n\r\n`,
    );
  });
  const walk = frameWalk(socket);
  socket.removeAllListeners("error");
  socket.on("error", () => {});
  socket.on("close", () => {
    if (ended) return;
    if (index >= stalled) lost++;
  });
  socket.on("data", (chunk) => {
    bytes += chunk.length;
    walk(chunk);
    if (index < stalled || index % SAMPLED !== 0) return;
    const at = chunk.lastIndexOf(STAMP);
    if (at >= 0)
      delays.push(now() - Number.parseFloat(chunk.toString("latin1", at + STAMP.length, at + STAMP.length + 20)));
  });
  socket.write(masked(Buffer.from('{"type":"subscribe","view":"floor"}'), 0x81));
  open++;
}

/** Walks over the frames of a server (they are not masked), whatever the cuts between chunks, and answers pings. */
function frameWalk(socket: Socket): (chunk: Buffer) => void {
  let [rest, head] = [0, Buffer.alloc(0)];
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (rest > 0) {
        const step = Math.min(rest, chunk.length - at);
        rest -= step;
        at += step;
        continue;
      }
      head = Buffer.concat([head, chunk.subarray(at, at + 1)]);
      at++;
      const length = lengthOf(head);
      if (length === null) continue;
      if (head[0] === PING) socket.write(PONG);
      [rest, head] = [length, Buffer.alloc(0)];
    }
  };
}

/** Of the payload; null while the head is not complete. */
function lengthOf(head: Buffer): number | null {
  if (head.length < 2) return null;
  if (head[1]! < 126) return head[1]!;
  if (head[1] === 126) return head.length < 4 ? null : head.readUInt16BE(2);
  return head.length < 10 ? null : Number(head.readBigUInt64BE(2));
}

function masked(payload: Buffer, first: number): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

process.on("message", (message) => {
  if (message === "measure") {
    bytes = 0;
    delays.length = 0;
    for (const socket of sockets.slice(0, stalled)) socket.pause();
    process.send!("measuring");
  } else if (message === "end") {
    ended = true;
    process.send!({ bytes, delays, lost } satisfies BoardsAnswer, () => process.exit(0));
  }
});
setTimeout(() => process.send!({ open }), 1_000);
