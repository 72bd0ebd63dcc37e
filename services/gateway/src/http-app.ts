/** The gateway's HTTP server before it has routes: the guard stands first, and every failure has a code and a fix. */
import type { IncomingMessage } from "node:http";
import {
  answerClientError,
  closeIdle,
  connectionGate,
  httpServerOptions,
  type Logger,
  type ServerLimits,
} from "@floorwalker/runtime";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import type { Access } from "./access/access.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import { addGuard, type Route } from "./guard.ts";
import { TOO_LARGE } from "./request-limits.ts";
import { shouldUpgradeCallback } from "./route-upgrades.ts";

export interface HttpAppOptions {
  readonly access: Access;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly limits: ServerLimits;
  readonly trustedProxies: readonly string[];
}

/** Of a request that is too large. */
const TAKEN_IN_BYTES = 32 * 1024 * 1024;
const TAKEN_IN_MS = 2_000;

export interface HttpApp {
  readonly app: FastifyInstance;
  /** What was registered so far. */
  readonly routes: readonly Route[];
}

export function createHttpApp({ access, logger, metrics, limits, trustedProxies }: HttpAppOptions): HttpApp {
  const refused = (reason: string): void => metrics.refused.inc({ reason });
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    // Else a request comes from whoever has the connection, whatever it says.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    http: { ...httpServerOptions(limits), shouldUpgradeCallback },
    // What fastify sets itself, over the above.
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    clientErrorHandler(error, socket) {
      const fault = answerClientError(error, socket);
      if (fault !== null) refused(fault);
    },
    // A path that cannot be read matches no route, so no hook sees it.
    frameworkErrors: (_error, _request, reply: FastifyReply) => void reply.code(400).send(BAD_PATH),
  });
  closeIdle(app.server, limits);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  const gate = connectionGate({
    server: app.server,
    limits,
    refused,
    changed: (open) => metrics.connections.set(open),
  });
  const routes = addGuard(app, { access, metrics, isOver: gate.isOver });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      await takeIn(request.raw);
      return reply.code(413).send(TOO_LARGE);
    }
    if (status >= 500)
      logger.error("request_failed", { method: request.method, route: request.routeOptions.url, error });
    return reply.code(status).send({
      code: status >= 500 ? "internal" : "bad_request",
      message: status >= 500 ? "The gateway failed." : error.message,
      fix: "See docs/spec/live-protocol.md.",
    });
  });
  return { app, routes };
}

const BAD_PATH = {
  code: "bad_request",
  message: "The path cannot be read.",
  fix: "Encode it as UTF-8, percent signs as %25.",
};

/** A client that is still sending when the connection closes never reads why: what it sends is dropped, for a while. */
function takeIn(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const enough = setTimeout(resolve, TAKEN_IN_MS);
    const done = (): void => {
      clearTimeout(enough);
      resolve();
    };
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > TAKEN_IN_BYTES) done();
    });
    request.once("end", done).once("close", done).once("error", done).resume();
  });
}
