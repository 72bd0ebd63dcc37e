/** A TCP proxy whose target can be moved, as a name that points to another server after a failover; and be shut for a while. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface SwitchableProxy {
  readonly port: number;
  /** New connections go there, those that exist are cut. Null: refuse. */
  target(port: number | null): void;
  close(): Promise<void>;
}

export async function switchableProxy(first: number): Promise<SwitchableProxy> {
  let target: number | null = first;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (target === null) return void client.destroy();
    const upstream = connect({ host: "127.0.0.1", port: target });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    target(port) {
      target = port;
      cut();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
