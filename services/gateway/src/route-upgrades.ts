/**
 * Node hands a request for a WebSocket past every route. Here it is brought back to the router, so that the same guard
 * decides about it; the handler of the route takes the socket, and any other answer is written to it as to any request.
 */
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";

export interface Upgrade {
  readonly socket: Duplex;
  /** What the client sent behind its request. */
  readonly head: Buffer;
}

export interface Upgrades {
  asked(request: IncomingMessage): boolean;
  /** The socket of a request, which from now on is the caller's; null when no upgrade was asked for. */
  take(request: IncomingMessage): Upgrade | null;
  /** From now on upgrades are not answered. */
  stop(): void;
}

/** For the server's option of this name: any other upgrade, such as to HTTP/2, is not looked at, as HTTP allows. */
export const shouldUpgradeCallback = ({ method, headers }: IncomingMessage): boolean =>
  method === "GET" && headers.upgrade?.toLowerCase() === "websocket";

export function routeUpgrades(app: FastifyInstance): Upgrades {
  const waiting = new WeakMap<IncomingMessage, Upgrade & { readonly response: ServerResponse }>();
  const route = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on("error", () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Socket);
    response.once("finish", () => socket.end());
    waiting.set(request, { socket, head, response });
    app.routing(request, response);
  };
  app.server.on("upgrade", route);
  return {
    asked: (request) => waiting.has(request),
    take(request) {
      const upgrade = waiting.get(request);
      if (upgrade === undefined) return null;
      waiting.delete(request);
      upgrade.response.detachSocket(upgrade.socket as Socket);
      return upgrade;
    },
    stop: () => void app.server.off("upgrade", route),
  };
}
