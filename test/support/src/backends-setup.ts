/**
 * One Kafka, one Redis and one PostgreSQL for a whole run of "parts", started when the first suite asks (a run of one file that needs
 * none starts none) and stopped at its end. Suites keep apart by topics, groups and key prefixes of their own.
 */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Backend, BROKERAGE, type NoBackend, startBackend } from "./backends.ts";

const asked = new Map<string, Promise<Backend | NoBackend>>();
let server: Server | undefined;

export async function setup(): Promise<void> {
  const listening = createServer((request, response) => {
    const kind = request.url?.slice(1);
    if (kind !== "kafka" && kind !== "redis" && kind !== "postgres") return void response.writeHead(404).end("{}");
    const backend = asked.get(kind) ?? startBackend(kind);
    asked.set(kind, backend);
    backend.then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  server = listening;
  // Workers are forked after this and inherit it.
  process.env[BROKERAGE] = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

export async function teardown(): Promise<void> {
  delete process.env[BROKERAGE];
  server?.closeAllConnections();
  server?.close();
  for (const backend of await Promise.allSettled(asked.values())) {
    if (backend.status === "fulfilled" && "stop" in backend.value) await backend.value.stop();
  }
}
