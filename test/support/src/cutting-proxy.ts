/** A TCP proxy that can lose what the server answers: the request arrives, its reply does not. */

import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface CuttingProxy {
  readonly port: number;
  /** From now on: pass everything; cut the connection at the next answer instead of passing it, then be open; refuse and cut all. */
  be(mood: "open" | "deaf" | "closed"): void;
  /** The connections there are stay open and never bring an answer again; new ones are not touched. */
  halfOpen(): void;
  /** Connections taken so far. */
  accepted(): number;
  close(): Promise<void>;
}

export async function cuttingProxy(target: { readonly host: string; readonly port: number }): Promise<CuttingProxy> {
  let mood: "open" | "deaf" | "closed" = "open";
  const sockets = new Set<Socket>();
  const mute = new Set<Socket>();
  let accepted = 0;
  const server = createServer((client) => {
    accepted++;
    if (mood === "closed") return void client.destroy();
    const upstream = connect(target);
    const both = [client, upstream] as const;
    for (const socket of both) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        mute.delete(socket);
        for (const other of both) other.destroy();
      });
    }
    client.on("data", (bytes) => upstream.write(bytes));
    upstream.on("data", (bytes) => {
      if (mute.has(upstream)) return;
      if (mood === "open") return void client.write(bytes);
      mood = mood === "deaf" ? "open" : mood;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    be(next) {
      mood = next;
      if (next === "closed") cutAll();
    },
    halfOpen() {
      for (const socket of sockets) mute.add(socket);
    },
    accepted: () => accepted,
    close() {
      cutAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
