/** The WebSocket side of the gateway: the route /v1/live, one `Connection` each, and the sweep that keeps them honest. */
import type { Duplex } from "node:stream";
import { has, type Identity, type Needs } from "@floorwalker/domain";
import { CLOSE, type ServerMessage, SUBPROTOCOL } from "@floorwalker/protocol";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type WebSocket, WebSocketServer } from "ws";
import type { Access } from "./access/access.ts";
import type { Proof } from "./access/proof.ts";
import type { Sight, Sights } from "./access/sight.ts";
import { LIVE_SHAPE } from "./api/shapes/view-shapes.ts";
import { CLOSE_GRACE_MS, Connection, type Sent, SWEEP_MS } from "./connection.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import { frame } from "./feed.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import { identityOf } from "./guard.ts";
import type { LiveHub } from "./live-hub.ts";
import { routeUpgrades } from "./route-upgrades.ts";
import type { OpenScreens, ToldScreen } from "./screens/open-screens.ts";

export interface LiveServerOptions {
  readonly app: FastifyInstance;
  readonly access: Pick<Access, "identityOf">;
  readonly sights: Sights;
  readonly hub: LiveHub;
  readonly build: string;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly limits: ConnectionLimits;
  readonly screens: Pick<OpenScreens, "painted" | "news">;
  /** Notes that somebody is told of single contacts. False: it could not be noted. */
  readonly sawContacts: (by: Identity, where: string) => Promise<boolean>;
}

const MAX_MESSAGE_BYTES = 16 * 1024;
const NEEDS: Needs = { role: "viewer", screens: true };
/** Who opened a socket is asked for again every second. */
const SWEEPS_PER_LOOK = 1_000 / SWEEP_MS;

/** Who opened a socket: what he is given, and by what he is known. */
interface Opener {
  readonly identity: Identity;
  readonly sight: Sight;
  readonly proof: Proof;
  /** Of a paired screen, from when it has painted on: what it was told of itself. */
  screen: { told: ToldScreen | null } | null;
}

/** Adds the route: before the app is ready. */
export function addLiveServer(options: LiveServerOptions): { stop(): Promise<void> } {
  const { app, access, sights, hub, build, clock, logger, metrics, limits, screens, sawContacts } = options;
  const upgrades = routeUpgrades(app);
  const connections = new Map<Connection, Opener>();
  const sent: Sent = { messages: 0, bytes: 0 };
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  const tellSent = (): void => {
    metrics.sentMessages.inc(sent.messages);
    metrics.sentBytes.inc(sent.bytes);
    sent.messages = 0;
    sent.bytes = 0;
  };

  const accept = (socket: WebSocket, stream: Duplex, opener: Opener): void => {
    const { identity, proof } = opener;
    const connection = new Connection({
      socket,
      stream,
      hub,
      sight: opener.sight,
      build,
      clock,
      limits,
      sent,
      sawContacts: has(identity, { role: "supervisor" }) ? (where) => sawContacts(identity, where) : null,
      closed: (code) => {
        connections.delete(connection);
        metrics.clients.set(connections.size);
        metrics.closed.inc({ code: KNOWN_CODES.has(code) ? String(code) : "other" });
        if (code === CLOSE.slowClient) logger.warn("slow_client_cut");
      },
      painted:
        proof.kind !== "screen"
          ? null
          : (told) => {
              screens.painted(proof.id, told);
              opener.screen ??= { told: null };
              tellScreen(connection, opener);
            },
    });
    connections.set(connection, opener);
    metrics.clients.set(connections.size);
  };

  /** A browser cannot see the status of a refused upgrade; a close code it can. */
  const turnAway = (socket: WebSocket): void => {
    socket.on("error", () => {});
    socket.send(JSON.stringify(UNAUTHORIZED), { binary: false });
    socket.close(CLOSE.unauthorized, "unauthorized");
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  };

  const handshake =
    (then: (socket: WebSocket, stream: Duplex, request: FastifyRequest) => void) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const upgrade = upgrades.take(request.raw);
      if (upgrade === null) return reply.code(426).header("upgrade", "websocket").send(NO_UPGRADE);
      reply.hijack();
      sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) =>
        then(socket, upgrade.socket, request),
      );
      return reply;
    };

  app.route({
    method: "GET",
    url: "/v1/live",
    exposeHeadRoute: false,
    config: {
      needs: NEEDS,
      audits: ["saw_contacts"],
      shape: LIVE_SHAPE,
      withoutToken: (request, reply) => (upgrades.asked(request.raw) ? handshake(turnAway)(request, reply) : null),
    },
    handler: handshake((socket, stream, request) => {
      const identity = identityOf(request);
      accept(socket, stream, { identity, sight: sights.of(identity), proof: request.proof!, screen: null });
    }),
  });

  const tellScreen = (connection: Connection, { screen, proof }: Opener): void => {
    if (screen === null || proof.kind !== "screen" || connection.congested) return;
    const news = screens.news(proof.id, screen.told);
    if (news === null) return;
    screen.told = news;
    connection.send(frame(news));
  };

  /** Whoever may no longer, or may something else now, is cut off: a socket outlives no right. */
  const lookAgain = (connection: Connection, { sight, proof }: Opener): void => {
    const now = access.identityOf(proof);
    // Nobody is known while the accounts cannot be read: whoever comes again finds out when they can.
    if (now === "unknown") connection.close(CLOSE.accessChanged, "who may ask cannot be read");
    else if (now === null || !has(now, NEEDS)) connection.close(CLOSE.unauthorized, "unauthorized");
    else if (sights.of(now).key !== sight.key) connection.close(CLOSE.accessChanged, "access changed");
  };

  let sweeps = 0;
  const sweep = setInterval(() => {
    const look = ++sweeps % SWEEPS_PER_LOOK === 0;
    for (const [connection, opener] of connections) {
      if (look) {
        lookAgain(connection, opener);
        tellScreen(connection, opener);
      }
      connection.sweep();
    }
    tellSent();
  }, SWEEP_MS);
  return {
    async stop() {
      clearInterval(sweep);
      upgrades.stop();
      for (const connection of connections.keys()) connection.close(CLOSE.shutdown, "shutting down");
      sockets.close();
    },
  };
}

/** A client may close with any of thousands of codes: each would be a series. */
const KNOWN_CODES: ReadonlySet<number> = new Set([...Object.values(CLOSE), 1000, 1001, 1005, 1006]);

const UNAUTHORIZED: ServerMessage = {
  type: "error",
  code: "unauthorized",
  temporary: false,
  message: "Nobody who is known: sign in, or show a token.",
};

const NO_UPGRADE = {
  code: "upgrade_required",
  message: "The live data comes over a WebSocket.",
  fix: "Open it as a WebSocket, or read /v1/views/floor.",
};
