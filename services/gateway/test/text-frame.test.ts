/** Frames are held against what `ws` reads of them: a real client on a real socket. */
import { once } from "node:events";
import type { Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { textFrame } from "../src/text-frame.ts";

let server: WebSocketServer;
let stream: Socket;
let client: WebSocket;

beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const connected = once(server, "connection");
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
  const [, request] = (await connected) as [WebSocket, { socket: Socket }];
  stream = request.socket;
  await once(client, "open");
});

afterAll(() => {
  client.terminate();
  server.close();
});

const read = async (text: string): Promise<string> => {
  const message = once(client, "message");
  stream.write(textFrame(text));
  const [data] = (await message) as [Buffer];
  return data.toString();
};

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  "a text of %i bytes is read as it was written",
  async (length) => {
    const text = "x".repeat(length);
    expect(await read(text)).toBe(text);
  },
);

test("any text is read as it was written, whatever its letters take in bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 200 }), async (text) => {
      expect(await read(text)).toBe(text);
    }),
    { numRuns: 100 },
  );
});
