/** A stranger without a token knocks at every route there is, in every spelling we could think of, over plain sockets. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMetrics } from "@floorwalker/runtime";
import fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccess } from "../src/access/access.ts";
import { gatewayMetrics } from "../src/gateway-metrics.ts";
import { addGuard } from "../src/guard.ts";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

const TOKEN = "a-shared-token-of-some-length";
const EVENT = JSON.stringify({
  specversion: "1.0",
  id: "stranger",
  source: "/x",
  type: "cc.contact.queued",
  time: "2026-11-21T09:00:00Z",
  site: "krakow",
  channel: "call",
  contact: "c",
  queue: "sales",
});

let running: RunningGateway;
let boardDir: string;
beforeAll(async () => {
  boardDir = mkdtempSync(join(tmpdir(), "floorwalker-board-"));
  mkdirSync(join(boardDir, "assets"));
  writeFileSync(join(boardDir, "index.html"), "<title>Board</title>");
  running = await runGateway({ token: TOKEN, boardDir });
  await running.commit(0, { "queue:a:q:call": { kind: "queue", site: "a", queue: "q", waiting: 2 } });
});
afterAll(async () => {
  await running.stop();
  rmSync(boardDir, { recursive: true });
});

/** What comes back on a socket of its own; "" when it was closed without a word. */
function knock(lines: readonly string[], body = ""): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(running.gateway.port, "127.0.0.1");
    let heard = "";
    const done = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(5_000, done);
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
    });
    socket.on("error", done).on("close", done);
    const head = [...lines, `Host: 127.0.0.1:${running.gateway.port}`, "Connection: close"].join("\r\n");
    socket.write(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`, "latin1");
  });
}

const statusOf = (answer: string): number | null =>
  answer === "" ? null : Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

const encoded = (text: string, index: number): string =>
  `${text.slice(0, index)}%${text.charCodeAt(index).toString(16)}${text.slice(index + 1)}`;

const everyLetter = (path: string): string =>
  path.replaceAll(/[^/]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, "0")}`);

const halves = (path: string): readonly [string, string] => {
  const cut = path.lastIndexOf("/");
  return [path.slice(0, cut), path.slice(cut + 1)];
};

/** The same path as a stranger would write it. */
function spellings(path: string): string[] {
  const [folder, last] = halves(path);
  const host = `127.0.0.1:${running.gateway.port}`;
  return [
    path,
    encoded(path, 1),
    encoded(path, path.length - 1),
    everyLetter(path),
    everyLetter(path).toUpperCase(),
    `http://${host}${path}`,
    `HTTP://x${path}`,
    `http://x@y:1${encoded(path, 1)}`,
    `x:${path}`,
    `/${path}`,
    `//x${path}`,
    `${folder}//${last}`,
    `/.${path}`,
    `${folder}/./${last}`,
    `/x/..${path}`,
    `/livez/..${path}`,
    `/livez/%2e%2e${path}`,
    `/assets/..%2f..${path}`,
    `${path}.`,
    `${path}/`,
    `${path}/.`,
    `${path}%20`,
    path.toUpperCase(),
    encoded(path.toUpperCase(), 1),
    `${path};x`,
    `${path};x=/livez`,
    `${folder};x/${last}`,
    `${path}%00`,
    `${path}%2500`,
    `${path}\u0000`,
    `${folder}%2f${last}`,
    `${folder}%5c${last}`,
    `${folder}\\${last}`,
    `${path}?x=/livez`,
    `${path}#/livez`,
    `${path}%3fx`,
    `${path}%23x`,
    `/%zz${path}`,
    `${path}%`,
    `/%c0%ae${path}`,
    `/\u00e9${path}`,
    `*${path}`,
  ];
}

const OVERRIDES = [
  [],
  ["X-HTTP-Method-Override: GET"],
  ["X-Original-URL: /livez", "X-Rewrite-URL: /livez"],
  ["X-Forwarded-Host: 127.0.0.1", "X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1"],
  ["Authorization: Bearer"],
  ["Authorization: Basic Og=="],
  ["Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABkAAQAAP__"],
];

/** Nothing was given away, and nothing came in. */
const CLOSED: readonly (number | null)[] = [400, 401, 403, 404, 405, 414, null];

/** The message, then a close frame with the code 4501. */
const TURNED_AWAY =
  '{"type":"error","code":"unauthorized","temporary":false,"message":"Nobody who is known: sign in, or show a token."}' +
  "\u0088\u000e\u0011\u0095unauthorized";

/** Bounded: a few knocks at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
    }),
  );
}

test("without a token no spelling of any route but the open ones answers anything but a refusal", async () => {
  const closed = running.gateway.routes.filter(({ needs }) => needs !== "open");
  expect(closed.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
    "DELETE /v1/boards/:id",
    "DELETE /v1/boards/:id/draft",
    "DELETE /v1/screens/:id",
    "DELETE /v1/session",
    "DELETE /v1/tokens/:id",
    "GET /metrics",
    "GET /v1/alerts",
    "GET /v1/alerts/:alert/people",
    "GET /v1/audit",
    "GET /v1/boards",
    "GET /v1/boards/:id",
    "GET /v1/contacts",
    "GET /v1/contacts.csv",
    "GET /v1/explain",
    "GET /v1/goals",
    "GET /v1/history",
    "GET /v1/history.csv",
    "GET /v1/kpis",
    "GET /v1/live",
    "GET /v1/me",
    "GET /v1/planning",
    "GET /v1/privacy",
    "GET /v1/reasons",
    "GET /v1/report",
    "GET /v1/restatements",
    "GET /v1/restatements.csv",
    "GET /v1/roles",
    "GET /v1/rules/quality",
    "GET /v1/screens",
    "GET /v1/tokens",
    "GET /v1/trends",
    "GET /v1/users",
    "GET /v1/views/:view",
    "HEAD /metrics",
    "HEAD /v1/alerts",
    "HEAD /v1/alerts/:alert/people",
    "HEAD /v1/audit",
    "HEAD /v1/boards",
    "HEAD /v1/boards/:id",
    "HEAD /v1/contacts",
    "HEAD /v1/contacts.csv",
    "HEAD /v1/explain",
    "HEAD /v1/goals",
    "HEAD /v1/history",
    "HEAD /v1/history.csv",
    "HEAD /v1/kpis",
    "HEAD /v1/me",
    "HEAD /v1/planning",
    "HEAD /v1/privacy",
    "HEAD /v1/reasons",
    "HEAD /v1/report",
    "HEAD /v1/restatements",
    "HEAD /v1/restatements.csv",
    "HEAD /v1/roles",
    "HEAD /v1/rules/quality",
    "HEAD /v1/screens",
    "HEAD /v1/tokens",
    "HEAD /v1/trends",
    "HEAD /v1/users",
    "HEAD /v1/views/:view",
    "PATCH /v1/screens/:id",
    "PATCH /v1/users/:id",
    "POST /v1/alertmanager",
    "POST /v1/alerts/:alert/acknowledge",
    "POST /v1/alerts/:alert/hand-over",
    "POST /v1/alerts/:alert/note",
    "POST /v1/alerts/:alert/snooze",
    "POST /v1/alerts/:alert/undo",
    "POST /v1/boards",
    "POST /v1/boards/:id/publish",
    "POST /v1/events",
    "POST /v1/me/password",
    "POST /v1/pairings/approve",
    "POST /v1/rules/rehearse",
    "POST /v1/screens/:id/identify",
    "POST /v1/screens/:id/reload",
    "POST /v1/tickets",
    "POST /v1/tokens",
    "POST /v1/users",
    "PUT /v1/boards/:id",
  ]);
  const tries = closed.flatMap(({ method, url }) =>
    spellings(url.replace(":view", "floor")).flatMap((target) =>
      [...new Set([method, "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])].map((verb) => ({
        verb,
        target,
      })),
    ),
  );
  const open: string[] = [];
  await each(tries, async ({ verb, target }) => {
    const answer = await knock([`${verb} ${target} HTTP/1.1`], verb === "GET" || verb === "HEAD" ? "" : EVENT);
    if (!CLOSED.includes(statusOf(answer)) || answer.includes("waiting") || answer.includes("accepted"))
      open.push(`${verb} ${target}: ${answer.slice(0, 40)}`);
  });
  expect(open).toEqual([]);
  expect(tries.length).toBeGreaterThan(1_500);
  expect((await running.embedded.log.bounds("cc.events.v1")).map(({ high }) => high)).toEqual([0, 0, 0]);
}, 300_000);

test("no header of a stranger stands for the token", async () => {
  for (const { method, url } of running.gateway.routes.filter(({ needs }) => needs !== "open"))
    for (const headers of OVERRIDES) {
      const answer = await knock([`${method} ${url.replace(":view", "floor")} HTTP/1.1`, ...headers]);
      expect([401, 404], `${method} ${url} with ${headers.join()}`).toContain(statusOf(answer));
    }
});

test("an upgrade is decided upon like any other request: no spelling of it opens a live connection", async () => {
  const upgrade = [
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
  ];
  await each(
    running.gateway.routes
      .filter(({ needs }) => needs !== "open")
      .flatMap(({ url }) => spellings(url.replace(":view", "floor"))),
    async (target) => {
      const answer = await knock([`GET ${target} HTTP/1.1`, ...upgrade]);
      // The route of the sockets tells it after the handshake: a browser cannot see the status of one that is refused.
      if (statusOf(answer) === 101) expect(answer.slice(answer.indexOf("{")), target).toBe(TURNED_AWAY);
      else expect(CLOSED, `${target}: ${answer.slice(0, 40)}`).toContain(statusOf(answer));
    },
  );
  expect(await running.metrics.text()).toContain("floorwalker_gateway_clients 0");
}, 300_000);

test("what matches no route is as closed as what does", async () => {
  for (const request of ["POST /v1/none", "OPTIONS *", "OPTIONS /v1/events", "PUT /v1/views/floor", "DELETE /"])
    expect(statusOf(await knock([`${request} HTTP/1.1`])), request).toBe(401);
});

test("with the token the router's own reading of a path counts, however it is written", async () => {
  const bearer = `Authorization: Bearer ${TOKEN}`;
  for (const target of ["/v1/views/floor", "/%761/views/floor", "http://x/v1/views/floor"])
    expect(statusOf(await knock([`GET ${target} HTTP/1.1`, bearer]))).toBe(200);
});

test("what is open is open without a token: the page, the probes, the version", async () => {
  const open = running.gateway.routes.filter(({ needs, method }) => needs === "open" && method === "GET");
  expect(open.map(({ url }) => url).sort()).toEqual([
    "/*",
    "/docs",
    "/docs/asyncapi.json",
    "/docs/openapi.json",
    "/docs/page.css",
    "/livez",
    "/readyz",
    "/take/*",
    "/v1/oidc/callback",
    "/v1/oidc/start",
    "/v1/sign-in",
    "/version",
  ]);
  for (const target of ["/", "/queues/sales", "/livez", "/readyz", "/version"])
    expect(statusOf(await knock([`GET ${target} HTTP/1.1`])), target).toBe(200);
  for (const target of ["/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/.env"])
    expect([403, 404], target).toContain(statusOf(await knock([`GET ${target} HTTP/1.1`])));
});

test("a route that does not say what it needs cannot be registered", () => {
  const app = fastify();
  addGuard(app, {
    access: createAccess({
      token: TOKEN,
      metricsToken: null,
      origins: [],
      accounts: null,
      onLoopback: true,
      clock: Date.now,
    }),
    isOver: () => false,
    metrics: gatewayMetrics(createMetrics({ processMetrics: false })),
  });
  expect(() => app.get("/v1/forgotten", () => "secret")).toThrow(/GET \/v1\/forgotten does not say what it needs/);
});
