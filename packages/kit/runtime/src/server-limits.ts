/** What a stranger may cost an HTTP server before anybody knows who it is: connections, headers, time. */
import type { Server, ServerOptions } from "node:http";
import type { Environment } from "./environment.ts";

export interface ServerLimits {
  /** Open connections in all; a WebSocket is one too. */
  readonly connections: number;
  /** Of one IPv4 address, or of one IPv6 network of 64 bits. */
  readonly connectionsPerAddress: number;
  /** Until the head of a request is there, ms. */
  readonly headersMs: number;
  /** Until a request is there with its body, ms. */
  readonly requestMs: number;
  /** A connection on which nothing moves for so long is closed, ms, but for one whose answer is still being worked out; a WebSocket has its own pings. */
  readonly idleMs: number;
}

export const GATEWAY_LIMITS: ServerLimits = {
  connections: 10_000,
  connectionsPerAddress: 1_000,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
};

/** Probes and a Prometheus or two. */
export const STATUS_LIMITS: ServerLimits = { ...GATEWAY_LIMITS, connections: 128, connectionsPerAddress: 64 };

/** The gateway's, with what the environment says otherwise. */
export const gatewayLimits = ({
  maxConnections,
  maxConnectionsPerAddress,
}: Pick<Environment, "maxConnections" | "maxConnectionsPerAddress">): ServerLimits => ({
  ...GATEWAY_LIMITS,
  connections: maxConnections ?? GATEWAY_LIMITS.connections,
  connectionsPerAddress: maxConnectionsPerAddress ?? GATEWAY_LIMITS.connectionsPerAddress,
});

const MAX_HEADER_BYTES = 16 * 1024;
/** How exactly the times are kept, ms. */
const LONGEST_CHECK_MS = 1_000;

export const httpServerOptions = ({ headersMs, requestMs, idleMs }: ServerLimits): ServerOptions => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: idleMs,
  connectionsCheckingInterval: Math.min(LONGEST_CHECK_MS, Math.ceil(headersMs / 4)),
  maxHeaderSize: MAX_HEADER_BYTES,
});

/** Who waits for an answer that is not there yet says nothing meanwhile, and is no idle one; who does not read his answer is. */
export function closeIdle(server: Server, { idleMs }: Pick<ServerLimits, "idleMs">): void {
  server.setTimeout(idleMs);
  server.on("request", (_, response) => {
    response.on("timeout", (socket) => {
      if (response.writableLength > 0) socket.destroy();
    });
  });
}
