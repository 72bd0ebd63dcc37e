/** /livez, /readyz, /metrics and /version for a service that has no other HTTP server. The gateway answers them itself. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";

export interface StatusServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly build: BuildInfo;
}

export interface BuildInfo {
  readonly service: string;
  readonly version: string;
  /** Identifies the build of the board, so that a screen can reload itself. */
  readonly build: string;
}

export interface StatusServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface StatusAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const JSON_TYPE = "application/json; charset=utf-8";

/** The answer to one of the four paths; null for any other path. Shared by this server and the gateway. */
export async function statusAnswer(
  path: string,
  { health, metrics, build }: Omit<StatusServerOptions, "host" | "port">,
): Promise<StatusAnswer | null> {
  const json = (status: number, value: unknown): StatusAnswer => ({
    status,
    contentType: JSON_TYPE,
    body: `${JSON.stringify(value)}\n`,
  });
  if (path === "/version") return json(200, build);
  if (path === "/metrics") return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
  if (path !== "/livez" && path !== "/readyz") return null;
  const report = await (path === "/livez" ? health.liveness() : health.readiness());
  return json(report.ok ? 200 : 503, report);
}

export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0]!;
    if (request.method !== "GET" && request.method !== "HEAD")
      return send(response, 405, JSON_TYPE, '{"code":"method_not_allowed"}\n');
    statusAnswer(path, options).then(
      (answer) =>
        answer
          ? send(response, answer.status, answer.contentType, answer.body)
          : send(response, 404, JSON_TYPE, '{"code":"not_found"}\n'),
      () => send(response, 500, JSON_TYPE, '{"code":"internal"}\n'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response
    .writeHead(status, {
      "content-type": contentType,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
