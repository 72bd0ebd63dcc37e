/**
 * How many connections a server holds. Invariants:
 * C1  Beyond a limit a connection gets nothing but the answer that there are too many, and is gone within OVER_MS; of
 *     these too there are only so many at once, and one more is cut without a word.
 * C2  What is counted is the connection, whatever becomes of it: an upgraded one counts until it closes.
 */
import type { Server } from "node:http";
import { isIP, type Socket } from "node:net";
import type { ServerLimits } from "./server-limits.ts";

export interface ConnectionGateOptions {
  readonly server: Server;
  readonly limits: Pick<ServerLimits, "connections" | "connectionsPerAddress">;
  /** Which limit a connection came beyond. */
  readonly refused: (limit: "connections" | "address") => void;
  /** How many are open now. */
  readonly changed?: (open: number) => void;
}

export interface ConnectionGate {
  /** True when this connection is beyond a limit: its request is answered with `TOO_MANY_CONNECTIONS`. */
  readonly isOver: (socket: Socket) => boolean;
}

/** Of a connection beyond a limit, to ask and be told, ms. */
const OVER_MS = 2_000;
const MOST_OVER = 64;

export const TOO_MANY_CONNECTIONS = {
  code: "too_many_connections",
  message: "More connections are open than this server holds.",
  fix: "Close some, come again later, or raise FLOORWALKER_MAX_CONNECTIONS or FLOORWALKER_MAX_CONNECTIONS_PER_ADDRESS.",
} as const;

export function connectionGate({ server, limits, refused, changed = () => {} }: ConnectionGateOptions): ConnectionGate {
  const byAddress = new Map<string, number>();
  const over = new Set<Socket>();
  let open = 0;
  server.on("connection", (socket: Socket) => {
    const address = addressOf(socket.remoteAddress ?? "");
    const ofAddress = (byAddress.get(address) ?? 0) + 1;
    byAddress.set(address, ofAddress);
    changed(++open);
    socket.once("close", () => {
      changed(--open);
      over.delete(socket);
      const left = byAddress.get(address)! - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
    const inAll = open > limits.connections;
    if (!inAll && ofAddress <= limits.connectionsPerAddress) return;
    refused(inAll ? "connections" : "address");
    if (over.size >= MOST_OVER) return void socket.destroy();
    over.add(socket);
    setTimeout(() => socket.destroy(), OVER_MS).unref();
  });
  return { isOver: (socket) => over.has(socket) };
}

/** Whoever has an IPv6 address has 2^64 of them. Some proxies write the port too (`1.2.3.4:567`, `[::1]:567`): it is not counted by. */
export function addressOf(written: string): string {
  const remote =
    /^\[([^\]]+)\](?::\d+)?$/.exec(written)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(written)?.[1] ?? written;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(remote)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(remote) !== 6) return remote;
  const [front = "", back] = remote.split("%")[0]!.split("::");
  const left = front === "" ? [] : front.split(":");
  const right = back === undefined || back === "" ? [] : back.split(":");
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
