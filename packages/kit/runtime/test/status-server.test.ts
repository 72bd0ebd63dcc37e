import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { addressOf } from "../src/connection-gate.ts";
import { createHealth, createMetrics, type StatusServer, startStatusServer, statusAnswers } from "../src/index.ts";
import type { StatusServerOptions } from "../src/status-server.ts";

const build = { service: "ingest", version: "0.1.0", build: "b1" };
const TOKEN = "a-token-for-metrics-only";
let server: StatusServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function start({
  host = "127.0.0.1",
  token = null,
  ownAddress = false,
  limits = {},
}: {
  host?: string;
  token?: string | null;
  ownAddress?: boolean;
  limits?: StatusServerOptions["limits"];
}) {
  const health = createHealth();
  health.ready("store", () => "redis://10.0.0.3 refuses");
  const metrics = createMetrics({ processMetrics: false });
  metrics.gauge("queue_waiting", "Waiting now.").set(3);
  server = await startStatusServer({
    at: { host, port: 0, access: { token, ownAddress } },
    health,
    metrics,
    build,
    limits,
  });
  const { port } = server;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { port, metrics, get };
}

/** Everything that comes until the connection closes. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk.toString();
    });
    socket.on("error", () => {}).on("close", () => resolve(heard));
    socket.write(text);
  });
}

test("on loopback everything is answered, to loopback names only", async () => {
  const { port, get } = await start({});
  expect(await (await get("/metrics")).text()).toContain("floorwalker_queue_waiting");
  expect(await (await get("/readyz")).json()).toEqual({
    ok: false,
    checks: { store: { ok: false, reason: "redis://10.0.0.3 refuses" } },
  });
  const rebound = await raw(port, "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  expect(rebound).toMatch(/^HTTP\/1\.1 403.*foreign_host/s);
});

test("where others can reach it, /metrics and the reasons need a token or an address of their own", async () => {
  const closed = await start({ host: "0.0.0.0" });
  const refused = await closed.get("/metrics");
  expect([refused.status, await refused.json()]).toMatchObject([
    401,
    { fix: expect.stringContaining("FLOORWALKER_METRICS_HOST") },
  ]);
  const ready = await closed.get("/readyz");
  expect([ready.status, await ready.json()]).toEqual([503, { ok: false }]);
  expect((await closed.get("/livez")).status).toBe(200);
  await server!.stop();

  const chosen = await start({ host: "0.0.0.0", ownAddress: true });
  expect((await chosen.get("/metrics")).status).toBe(200);
});

test("with a token only who shows it sees the metrics and the reasons, on loopback too", async () => {
  const { get } = await start({ token: TOKEN, ownAddress: true });
  const right = { authorization: `Bearer ${TOKEN}` };
  expect((await get("/metrics", right)).status).toBe(200);
  expect(await (await get("/readyz", right)).json()).toHaveProperty("checks");
  for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
    expect((await get("/metrics", { authorization })).status).toBe(401);
    expect(await (await get("/readyz", { authorization })).json()).toEqual({ ok: false });
  }
});

test("only the four paths as they are written are there", async () => {
  const { port } = await start({ token: TOKEN });
  for (const path of [
    "/%6detrics",
    "//metrics",
    "/./metrics",
    "/METRICS",
    "/metrics/",
    "/metrics;x",
    "http://x/metrics",
  ])
    expect(await raw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`), path).toMatch(
      /^HTTP\/1.1 404/,
    );
  for (const method of ["POST", "DELETE", "OPTIONS"])
    expect(await raw(port, `${method} /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 405/,
    );
});

test("a scrape is worked out once at a time: whoever asks meanwhile gets the same", async () => {
  let scrapes = 0;
  const asked = Promise.withResolvers<string>();
  const text = (): Promise<string> => {
    scrapes++;
    return asked.promise;
  };
  const metrics = { ...createMetrics({ processMetrics: false }), text };
  const answers = statusAnswers({ health: createHealth(), metrics, build });
  const all = Array.from({ length: 20 }, () => answers("/metrics", true));
  asked.resolve("text");
  expect((await Promise.all(all)).map(({ body }) => body)).toEqual(Array.from({ length: 20 }, () => "text"));
  expect(scrapes).toBe(1);
  await answers("/metrics", true);
  expect(scrapes).toBe(2);
});

test("headers that never end are cut and counted, and headers beyond 16 KB are refused", async () => {
  const { port, metrics } = await start({ limits: { headersMs: 200, requestMs: 400 } });
  expect(await raw(port, "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A:")).toMatch(/^HTTP\/1\.1 408.*too_slow/s);
  const large = await raw(port, `GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ${"x".repeat(20_000)}\r\n\r\n`);
  expect(large).toMatch(/^HTTP\/1\.1 431.*headers_too_large/s);
  expect(await raw(port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
  const text = await metrics.text();
  for (const reason of ["timeout", "headers", "malformed"])
    expect(text).toContain(`floorwalker_status_refused_total{reason="${reason}"} 1`);
});

test("beyond its connections it says so and goes on for the others", async () => {
  const { port, metrics, get } = await start({ limits: { connectionsPerAddress: 3 } });
  const held = Array.from({ length: 3 }, () => connect(port, "127.0.0.1"));
  for (const socket of held) await new Promise((resolve) => socket.once("connect", resolve));
  await expect.poll(async () => (await get("/livez")).status).toBe(503);
  for (const socket of held) socket.destroy();
  await expect.poll(async () => (await get("/livez")).status).toBe(200);
  expect(await metrics.text()).toMatch(/floorwalker_status_refused_total\{reason="address"\} \d+/);
});

test("the addresses of one IPv6 network, and an IPv4 address in either spelling, count as one", () => {
  expect(addressOf("2001:db8:1:2:3:4:5:6")).toBe(addressOf("2001:db8:1:2::9"));
  expect(addressOf("2001:db8:1:3::9")).not.toBe(addressOf("2001:db8:1:2::9"));
  expect(addressOf("fe80::1%eth0")).toBe(addressOf("fe80::2"));
  expect(addressOf("::1")).toBe("0:0:0:0::/64");
  expect(addressOf("::ffff:10.0.0.7")).toBe(addressOf("10.0.0.7"));
  // Some proxies write the port too.
  expect(addressOf("203.0.113.7:51234")).toBe("203.0.113.7");
  expect(addressOf("[2001:db8:1:2::9]:51234")).toBe(addressOf("2001:db8:1:2::9"));
  expect(addressOf("[2001:db8:1:2::9]")).toBe(addressOf("2001:db8:1:2::9"));
});
