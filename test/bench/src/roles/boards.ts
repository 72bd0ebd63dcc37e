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
  /** Of those that stopped reading: closed by the server after so long, ms; null: never. */
  readonly cutAfter: readonly (number | null)[];
  /** Of those that read: closed by the server. */
  readonly lost: number;
}

const SAMPLED = 20;
const STAMP = Buffer.from('"serverTime":');
const { port, boards, stalled } = JSON.parse(process.argv[2]!) as BoardsQuestion;

const delays: number[] = [];
const cutAfter = new Array<number | null>(stalled).fill(null);
let [bytes, lost, open, ended] = [0, 0, 0, false];
let stoppedAt = 0;
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
  socket.on("error", () => {});
  socket.on("close", () => {
    if (ended) return;
    if (index < stalled) cutAfter[index] = now() - stoppedAt;
    else lost++;
  });
  socket.on("data", (chunk) => {
    bytes += chunk.length;
    answerPing(socket, chunk);
    if (index < stalled || index % SAMPLED !== 0) return;
    const at = chunk.lastIndexOf(STAMP);
    if (at >= 0)
      delays.push(now() - Number.parseFloat(chunk.toString("latin1", at + STAMP.length, at + STAMP.length + 20)));
  });
  socket.write(masked(Buffer.from('{"type":"subscribe","view":"floor"}'), 0x81));
  open++;
}

/** A ping comes alone often enough: what is behind another frame in one chunk is found by its end. */
function answerPing(socket: Socket, chunk: Buffer): void {
  if (chunk[0] === 0x89 || (chunk.length >= 2 && chunk.at(-2) === 0x89 && chunk.at(-1) === 0)) socket.write(PONG);
}

function masked(payload: Buffer, first: number): Buffer {
  return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

const PONG = masked(Buffer.alloc(0), 0x8a);

process.on("message", (message) => {
  if (message === "measure") {
    bytes = 0;
    delays.length = 0;
    stoppedAt = now();
    for (const socket of sockets.slice(0, stalled)) socket.pause();
    process.send!("measuring");
  } else if (message === "end") {
    ended = true;
    process.send!({ bytes, delays, cutAfter, lost } satisfies BoardsAnswer, () => process.exit(0));
  }
});
setTimeout(() => process.send!({ open }), 1_000);
