/** /livez, /readyz, /metrics and /version on a port of their own. Everything else is nothing, whatever its spelling. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerClientError } from "./client-error.ts";
import { connectionGate, TOO_MANY_CONNECTIONS } from "./connection-gate.ts";
import { isLoopback, namesLoopback } from "./loopback.ts";
import { closeIdle, httpServerOptions, type ServerLimits, STATUS_LIMITS } from "./server-limits.ts";
import { sharedToken } from "./shared-token.ts";
import { METRICS_CLOSED_FIX, metricsClosed, type StatusAddress } from "./status-address.ts";
import { JSON_TYPE, STATUS_PATHS, type StatusSources, statusAnswers } from "./status-answers.ts";

export interface StatusServerOptions extends StatusSources {
  /** Port 0: any free one. */
  readonly at: StatusAddress;
  readonly limits?: Partial<ServerLimits>;
}

export interface StatusServer {
  readonly port: number;
  /** With a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startStatusServer({
  at,
  limits: changes,
  ...sources
}: StatusServerOptions): Promise<StatusServer> {
  const limits = { ...STATUS_LIMITS, ...changes };
  const refusals = sources.metrics.counter(
    "status_refused_total",
    "Requests and connections that the status server refused: connections or address (too many), timeout, headers, malformed, host, token.",
    ["reason"],
  );
  const refused = (reason: string): void => refusals.inc({ reason });
  const answers = statusAnswers(sources);
  const token = at.access.token === null ? null : sharedToken(at.access.token);
  const onLoopback = isLoopback(at.host);
  const mayRead = (request: IncomingMessage): boolean =>
    token === null ? !metricsClosed(at) : token.shownIn(request.headers);

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (gate.isOver(request.socket)) {
      response.setHeader("connection", "close");
      return refuse(response, 503, TOO_MANY_CONNECTIONS);
    }
    if (token === null && onLoopback && !namesLoopback(request.headers.host)) {
      refused("host");
      return refuse(response, 403, FOREIGN_HOST);
    }
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, WRONG_METHOD);
    const asked = (request.url ?? "").split("?")[0];
    const path = STATUS_PATHS.find((each) => each === asked);
    if (path === undefined) return refuse(response, 404, NOT_FOUND);
    const details = mayRead(request);
    if (path === "/metrics" && !details) {
      refused("token");
      response.setHeader("www-authenticate", "Bearer");
      return refuse(response, 401, token === null ? NO_ADDRESS : UNAUTHORIZED);
    }
    const { status, contentType, body } = await answers(path, details);
    send(response, status, contentType, body);
  };

  const server = createServer(httpServerOptions(limits), (request, response) => {
    answer(request, response).catch(() => refuse(response, 500, FAILED));
  });
  closeIdle(server, limits);
  const gate = connectionGate({ server, limits, refused });
  server.on("clientError", (error, socket) => {
    const fault = answerClientError(error, socket);
    if (fault !== null) refused(fault);
  });
  server.listen(at.port, at.host);
  await once(server, "listening").catch(portTaken);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: urlOf(at.host, port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** With a trailing slash; an IPv6 address in brackets. */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(":") ? `[${host.replace(/[[\]]/g, "")}]` : host}:${port}/`;

function portTaken(error: NodeJS.ErrnoException): never {
  if (error.code !== "EADDRINUSE") throw error;
  throw new Error(`port_taken: ${error.message}; give each process its own FLOORWALKER_METRICS_PORT`);
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const FOREIGN_HOST: Refusal = {
  code: "foreign_host",
  message: "Without a token this port answers only to loopback names.",
  fix: "Use 127.0.0.1 or localhost, or set FLOORWALKER_METRICS_TOKEN.",
};
const UNAUTHORIZED: Refusal = {
  code: "unauthorized",
  message: "The token of /metrics is missing or wrong.",
  fix: "Send the header: Authorization: Bearer <FLOORWALKER_METRICS_TOKEN>.",
};
const NO_ADDRESS: Refusal = {
  code: "unauthorized",
  message: "/metrics has neither a token nor an address of its own.",
  fix: METRICS_CLOSED_FIX,
};
const WRONG_METHOD: Refusal = { code: "method_not_allowed", message: "Only GET and HEAD.", fix: "Use GET." };
const NOT_FOUND: Refusal = {
  code: "not_found",
  message: "There is nothing at this path.",
  fix: `See ${STATUS_PATHS.join(", ")}.`,
};
const FAILED: Refusal = { code: "internal", message: "The answer could not be made.", fix: "Look at the log." };

const refuse = (response: ServerResponse, status: number, refusal: Refusal): void =>
  send(response, status, JSON_TYPE, `${JSON.stringify(refusal)}\n`);

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response
    .writeHead(status, {
      "content-type": contentType,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
