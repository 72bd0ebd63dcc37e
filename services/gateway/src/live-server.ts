/** The WebSocket side of the gateway: upgrades on /v1/live, one `Connection` each, and the sweep that keeps them honest. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { CLOSE, type ServerMessage, SUBPROTOCOL } from "@floorwalker/protocol";
import type { Logger } from "@floorwalker/runtime";
import { type WebSocket, WebSocketServer } from "ws";
import type { Access } from "./access.ts";
import { Connection, type ConnectionLimits } from "./connection.ts";
import { frame } from "./feed.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import type { LiveHub } from "./live-hub.ts";

export interface LiveServerOptions {
  readonly server: Server;
  readonly hub: LiveHub;
  readonly access: Access;
  readonly build: string;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly limits: ConnectionLimits;
}

export const LIVE_PATH = "/v1/live";
const MAX_MESSAGE_BYTES = 16 * 1024;
const SWEEP_MS = 200;

export function startLiveServer(options: LiveServerOptions): { stop(): Promise<void> } {
  const { server, hub, access, build, clock, logger, metrics, limits } = options;
  const connections = new Set<Connection>();
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  const accept = (socket: WebSocket): void => {
    const connection = new Connection({
      socket,
      hub,
      build,
      clock,
      metrics,
      limits,
      closed: (code) => {
        connections.delete(connection);
        metrics.clients.set(connections.size);
        metrics.closed.inc({ code: String(code) });
        if (code === CLOSE.slowClient) logger.warn("slow_client_cut");
      },
    });
    connections.add(connection);
    metrics.clients.set(connections.size);
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on("error", () => socket.destroy());
    const refusal = access.refusal(request.headers);
    if (refusal !== null) {
      metrics.refused.inc({ reason: refusal });
      refuse(socket, "403 Forbidden");
      return;
    }
    if (request.url?.split("?")[0] !== LIVE_PATH) {
      refuse(socket, "404 Not Found");
      return;
    }
    const authorized = access.authorized(request.headers);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (authorized) return accept(webSocket);
      // A browser cannot see the status of a refused upgrade; a close code it can.
      metrics.refused.inc({ reason: "token" });
      webSocket.on("error", () => {});
      webSocket.send(
        frame({
          type: "error",
          code: "unauthorized",
          temporary: false,
          message: "The shared token is missing or wrong.",
        } satisfies ServerMessage),
        { binary: false },
      );
      webSocket.close(CLOSE.unauthorized, "unauthorized");
    });
  };

  const sweep = setInterval(() => {
    for (const connection of connections) connection.sweep();
  }, SWEEP_MS);
  server.on("upgrade", upgrade);
  return {
    async stop() {
      clearInterval(sweep);
      server.off("upgrade", upgrade);
      for (const connection of connections) connection.close(CLOSE.shutdown, "shutting down");
      sockets.close();
    },
  };
}

const refuse = (socket: Duplex, status: string): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
