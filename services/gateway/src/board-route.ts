/** Serves the built wallboard: one page for every path of plain words, assets for ever (their names hold their hash). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { BOARD_SHAPE } from "./api/shapes/status-shapes.ts";

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Floorwalker</title>
<p>The wallboard is not built. Run <code>npm run build</code> and reload. Numbers are at <a href="/v1/views/floor">/v1/views/floor</a>.`;

/** `sales`, `queues/sales`: nothing that could be another spelling of an interface or of a file. */
const PAGE = /^(?!(?:v\d+|docs|livez|readyz|metrics|version)(?:[/ ]|$))[\p{L}\p{N}_ -]+(?:\/[\p{L}\p{N}_ -]+)*$/iu;
/** A page of the board, with whatever sites, queues and regions are called: `s/krakow/q/support.vip`. No interface and no file is below `s` or `region`. */
const BOARD_PAGE = /^(?:s|region)(?:\/(?!\.{1,2}(?:\/|$))[^\\\p{Cc}/]+)+$/u;
/** `favicon.svg`, `assets/index-1a2b.js`. */
const FILE = /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;

export async function addBoardRoute(app: FastifyInstance, boardDir: string | null): Promise<void> {
  const root = boardDir !== null && existsSync(join(boardDir, "index.html")) ? boardDir : null;
  if (root !== null) await app.register(fastifyStatic, { root, serve: false, cacheControl: false, setHeaders });
  const page = (reply: FastifyReply): FastifyReply =>
    root !== null ? reply.sendFile("index.html") : reply.code(503).type("text/html; charset=utf-8").send(NOT_BUILT);

  app.get<{ Params: { "*": string } }>("/*", { config: { needs: "open", shape: BOARD_SHAPE } }, (request, reply) => {
    const path = request.params["*"];
    if (path === "" || PAGE.test(path) || BOARD_PAGE.test(path)) return page(reply);
    return root !== null && FILE.test(path) ? reply.sendFile(path) : reply.callNotFound();
  });
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send({
      code: "not_found",
      message: "There is nothing at this path.",
      fix: "See /docs.",
    }),
  );
}

function setHeaders(reply: { header(name: string, value: string): unknown }, path: string): void {
  const isAsset = /[\\/]assets[\\/]/.test(path);
  reply.header("cache-control", isAsset ? "public, max-age=31536000, immutable" : "no-cache");
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
