/** Serves the built wallboard: a page for every path without a dot, assets for ever (their names hold their hash). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Floorwalker</title>
<p>The wallboard is not built. Run <code>npm run build</code> and reload. Numbers are at <a href="/v1/views/floor">/v1/views/floor</a>.`;

export async function addBoardRoute(app: FastifyInstance, boardDir: string | null): Promise<void> {
  const built = boardDir !== null && existsSync(join(boardDir, "index.html"));
  if (built)
    await app.register(fastifyStatic, {
      root: boardDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header(
          "cache-control",
          /[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
        );
      },
    });
  else app.get("/", (_, reply) => reply.code(503).type("text/html; charset=utf-8").send(NOT_BUILT));

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0]!;
    const isPage =
      (request.method === "GET" || request.method === "HEAD") && !path.startsWith("/v1/") && !path.includes(".");
    if (isPage && built) return reply.sendFile("index.html");
    return reply.code(404).send({
      code: "not_found",
      message: `There is nothing at ${request.method} ${path}.`,
      fix: "See /v1/views/floor, /v1/kpis, /v1/events, /v1/live.",
    });
  });
}

/** `host`: the request's own, so that old screens accept the page's WebSocket. */
export function securityHeaders(host: string | undefined): Record<string, string> {
  const sockets = host !== undefined && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : "";
  return {
    "content-security-policy": `default-src 'self'; connect-src 'self'${sockets}; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
  };
}
