import { execFileSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { afterEach, expect, test } from "vitest";
import {
  createHealth,
  createLifecycle,
  createLogger,
  createMetrics,
  nodeVersionProblem,
  type StatusServer,
  silentLogger,
  startStatusServer,
} from "../src/index.ts";

let server: StatusServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** Stands in for `process`: signals come when the test says, exit is recorded. */
function fakeProcess() {
  const emitter = new EventEmitter();
  const exits: number[] = [];
  const target = {
    on: emitter.on.bind(emitter),
    exit: (code: number) => void exits.push(code),
  } as unknown as NodeJS.Process;
  return { target, exits, emitter };
}

test("a log line is one JSON object with its event, its fields and the error's stack", () => {
  const lines: string[] = [];
  const logger = createLogger({ service: "gateway", to: { write: (line) => void lines.push(line) } });
  logger.child({ partition: 3 }).warn("gap_seen", { error: new Error("lost"), from: 4 });
  logger.debug("not_written");
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: "warn",
    service: "gateway",
    event: "gap_seen",
    partition: 3,
    from: 4,
    error: { message: "lost", stack: expect.stringContaining("Error: lost") },
  });
});

test("parts stop in the reverse of their start, after readiness is gone, and one that fails does not keep the others", async () => {
  const { target, exits, emitter } = fakeProcess();
  const health = createHealth();
  const lifecycle = createLifecycle({ logger: silentLogger, health, target, stepTimeoutMs: 20 });
  const stopped: string[] = [];
  lifecycle.onStop("store", () => void stopped.push("store"));
  lifecycle.onStop("log", () => new Promise(() => stopped.push("log hangs")));
  lifecycle.onStop("gateway", async () => {
    expect((await health.readiness()).ok).toBe(false);
    stopped.push("gateway");
    throw new Error("socket");
  });
  emitter.emit("SIGTERM");
  await lifecycle.stop("again");
  expect(stopped).toEqual(["gateway", "log hangs", "store"]);
  expect(exits).toEqual([1]);
});

test("a signal told twice is one signal, a second one ends the process at once", () => {
  const { target, exits, emitter } = fakeProcess();
  let now = 5_000;
  const lifecycle = createLifecycle({ logger: silentLogger, target, now: () => now });
  lifecycle.onStop("hangs", () => new Promise(() => {}));
  emitter.emit("SIGINT");
  now += 999;
  emitter.emit("SIGINT");
  expect(exits).toEqual([]);
  now += 1;
  emitter.emit("SIGINT");
  expect(exits).toEqual([130]);
});

test("an old Node is told so", () => {
  expect(nodeVersionProblem("20.19.1")).toContain("needs Node 24.11");
  expect(nodeVersionProblem("24.10.9")).toContain("24.10.9");
  expect(nodeVersionProblem("24.11.0")).toBeNull();
  expect(nodeVersionProblem("26.0.0")).toBeNull();
});

test("readiness names the part that is not ready, liveness stays apart", async () => {
  const health = createHealth();
  health.ready("store", () => "not connected");
  health.ready("log", () => Promise.reject(new Error("no broker")));
  health.ready("clock", () => true);
  server = await startStatusServer({
    at: { host: "127.0.0.1", port: 0, access: { token: null, ownAddress: false } },
    health,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "ingest", version: "0.1.0", build: "b1" },
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${server!.port}${path}`);
  const ready = await get("/readyz?verbose");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({
    ok: false,
    checks: {
      store: { ok: false, reason: "not connected" },
      log: { ok: false, reason: "no broker" },
      clock: { ok: true },
    },
  });
  expect((await get("/livez")).status).toBe(200);
  expect(await (await get("/version")).json()).toEqual({ service: "ingest", version: "0.1.0", build: "b1" });
  expect((await get("/other")).status).toBe(404);
});

test("promtool finds nothing to complain about in the metrics", async () => {
  const metrics = createMetrics();
  metrics.counter("events_accepted_total", "Events accepted.").inc(0);
  metrics.gauge("clients", "Open sockets.", [], (gauge) => gauge.set(3));
  const text = await metrics.text();
  expect(text).toContain("floorwalker_events_accepted_total 0");
  expect(text).toContain("floorwalker_clients 3");
  expect(text).not.toMatch(/^# TYPE \S+_total gauge/m);
  if (hasPromtool) expect(execFileSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" })).toBe("");
});

const hasPromtool = (() => {
  try {
    execFileSync("promtool", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
