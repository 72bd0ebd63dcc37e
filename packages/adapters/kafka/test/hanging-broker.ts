/** A broker that says which versions it speaks and that it leads partition 0 of everything, takes records, and never answers of them. */
import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

const [PRODUCE, METADATA, API_VERSIONS] = [0, 3, 18];
/** From and up to: what both drivers speak, without compact lengths. */
const SPOKEN: readonly (readonly [number, number])[] = [
  [PRODUCE, 3],
  [METADATA, 1],
  [API_VERSIONS, 2],
];

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([int16(value.length), Buffer.from(value)]);
const list = (items: readonly Buffer[]): Buffer => Buffer.concat([int32(items.length), ...items]);
const NULL_TEXT = int16(-1);
const NO_TAGS = Buffer.from([0]);

function versions(asked: number): Buffer {
  const entries = SPOKEN.map(([key, version]) => Buffer.concat([int16(key), int16(version), int16(version)]));
  if (asked < 3) return Buffer.concat([int16(0), list(entries), int32(0)]);
  const compact = entries.map((entry) => Buffer.concat([entry, NO_TAGS]));
  return Buffer.concat([int16(0), Buffer.from([entries.length + 1]), ...compact, int32(0), NO_TAGS]);
}

function metadata(port: number, topic: string): Buffer {
  const broker = Buffer.concat([int32(1), text("127.0.0.1"), int32(port), NULL_TEXT]);
  const partition = Buffer.concat([int16(0), int32(0), int32(1), list([int32(1)]), list([int32(1)])]);
  const known = Buffer.concat([int16(0), text(topic), Buffer.from([0]), list([partition])]);
  return Buffer.concat([list([broker]), int32(1), list([known])]);
}

/** `taken` resolves when a request with records has come. */
export async function hangingBroker(topic: string) {
  const taken = Promise.withResolvers<void>();
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    let held = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= 4 && held.length >= 4 + held.readInt32BE()) {
        const request = held.subarray(4, 4 + held.readInt32BE());
        held = held.subarray(4 + request.length);
        const [api, version, correlation] = [request.readInt16BE(0), request.readInt16BE(2), request.readInt32BE(4)];
        if (api === PRODUCE) taken.resolve();
        else {
          const answer = api === API_VERSIONS ? versions(version) : metadata(address.port, topic);
          socket.write(Buffer.concat([int32(4 + answer.length), int32(correlation), answer]));
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as { readonly port: number };
  const end = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(end);
  return { brokers: [`127.0.0.1:${address.port}`], taken: taken.promise, end };
}
