import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { GatewayError } from "../src/index.ts";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

let running: RunningGateway | null = null;
const cleanUp: (() => void)[] = [];
afterEach(async () => {
  await running?.stop();
  running = null;
  for (const clean of cleanUp.splice(0)) clean();
});

test("a view over REST has the rows and the position of the socket's snapshot", async () => {
  running = await runGateway();
  await running.commit(1, {
    "queue:a:q:call": { kind: "queue", site: "a", queue: "q", waiting: 2 },
    "queue:b:q:call": { kind: "queue", site: "b", queue: "q" },
  });
  const socket = await running.open().subscribe("floor", { site: "a" });
  const rest = (await (await running.get("v1/views/floor?site=a")).json()) as Record<string, unknown>;
  expect(rest).toMatchObject({ view: "floor", rows: socket.rows, position: socket.position, current: true });
  const unknown = await running.get("v1/views/cellar");
  expect([unknown.status, await unknown.json()]).toMatchObject([
    404,
    { code: "unknown_view", fix: expect.stringContaining("floor") },
  ]);
});

test("a site that is not there is said, and no other is shown in its place", async () => {
  running = await runGateway();
  const nothing = await running.get("v1/views/floor?site=a");
  expect([nothing.status, await nothing.json()]).toMatchObject([404, { code: "unknown_site" }]);
  await running.commit(1, { "queue:a:q:call": { kind: "queue", site: "a", queue: "q" } });
  await running.open().subscribe("floor", { site: "a" });
  const unknown = await running.get("v1/views/floor?site=nope");
  expect([unknown.status, await unknown.json()]).toMatchObject([
    404,
    { code: "unknown_site", message: 'There is no site "nope".', fix: "Use one of: a." },
  ]);
  expect((await running.open().subscribe("floor", { site: "nope" })).rows).toEqual([]);
});

test("a view of many rows is of one moment, although others have their turn while it is written", async () => {
  const rows = (waiting: number) =>
    Object.fromEntries(
      Array.from({ length: 500 }, (_, row) => [`queue:a:q${row}:call`, { kind: "queue", site: "a", waiting }]),
    );
  running = await runGateway();
  await running.commit(1, rows(1));
  for (let round = 2; round < 8; round++) {
    const [answer] = await Promise.all([running.get("v1/views/floor"), running.commit(1, rows(round))]);
    const { rows: read } = (await answer.json()) as { rows: { waiting?: number }[] };
    expect(new Set(read.flatMap(({ waiting = [] }) => waiting)).size).toBe(1);
  }
});

test("the catalogue of KPIs says how each is read, of what, and whose definition it is", async () => {
  running = await runGateway();
  const { kpis } = (await (await running.get("v1/kpis")).json()) as { kpis: { id: string; formula: string }[] };
  expect(kpis.find(({ id }) => id === "serviceLevel")?.formula).toContain("Share");
  expect(kpis.find(({ id }) => id === "averageWrapUpTime")).toMatchObject({
    nature: "measure",
    scopes: ["queue", "site", "team", "agent", "agentQueue"],
    explainedOf: ["queue", "site", "agentQueue"],
    sources: [{ work: "Amazon Connect, Metric definitions", says: "Average after contact work time", but: null }],
  });
});

test("a taken port moves on to the next free one, unless it was asked for", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  cleanUp.push(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  running = await runGateway({ port });
  expect(running.gateway.port).toBeGreaterThan(port);
  expect(running.gateway.url).toBe(`http://127.0.0.1:${running.gateway.port}/`);
  expect((await running.get("livez")).status).toBe(200);
  const refused = await runGateway({ port, fixedPort: true }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayError);
  expect(refused).toMatchObject({ code: "port_taken" });
});

test("the board is one page for every path, its assets are kept for ever, and the headers keep strangers out", async () => {
  const boardDir = mkdtempSync(join(tmpdir(), "floorwalker-board-"));
  cleanUp.push(() => rmSync(boardDir, { recursive: true }));
  mkdirSync(join(boardDir, "assets"));
  writeFileSync(join(boardDir, "index.html"), "<title>Board</title>");
  writeFileSync(join(boardDir, "assets", "board-1a2b.js"), "1");
  running = await runGateway({ boardDir });
  for (const path of ["", "queues/sales?wall=1"]) {
    const page = await running.get(path);
    expect([page.status, await page.text()]).toEqual([200, "<title>Board</title>"]);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("content-security-policy")).toContain(`ws://127.0.0.1:${running.gateway.port}`);
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  }
  const asset = await running.get("assets/board-1a2b.js");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await running.get("assets/none.js")).status).toBe(404);
  expect((await running.get("v1/none")).headers.get("content-type")).toContain("application/json");
  expect((await running.get("%2e%2e/%2e%2e/etc/passwd")).status).not.toBe(500);
});

test("without a built board the page says how to build it", async () => {
  running = await runGateway();
  const page = await running.get("");
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("npm run build")]);
});

test("probes, version and metrics are there", async () => {
  running = await runGateway();
  expect(await (await running.get("readyz")).json()).toMatchObject({
    ok: true,
    checks: { views: { ok: true }, store: { ok: true } },
  });
  expect(await (await running.get("version")).json()).toEqual({
    service: "gateway",
    version: "0.1.0",
    build: "test-build",
  });
  expect(await (await running.get("metrics")).text()).toContain("floorwalker_gateway_clients 0");
});

test("a gateway whose store hangs says that it is not ready, and still stops", async () => {
  const never = new Promise<never>(() => {});
  running = await runGateway({}, () => ({ follow: () => never, snapshot: () => never, ping: () => Promise.resolve() }));
  const ready = await running.get("readyz");
  expect([ready.status, await ready.json()]).toMatchObject([503, { checks: { views: { ok: false } } }]);
  const socket = running.open();
  expect((await socket.subscribe("floor")).rows).toEqual([]);
  expect(await socket.next("resync")).toMatchObject({ reason: "store_lost" });
  await running.gateway.stop();
});

test("a stop closes the sockets with a code that says come again", async () => {
  running = await runGateway();
  const socket = running.open();
  await socket.subscribe("floor");
  const stopped = running.gateway.stop();
  expect(await socket.closed).toBe(4000);
  await stopped;
  await expect(running.get("livez")).rejects.toThrow();
});
