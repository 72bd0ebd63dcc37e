import { get } from "node:http";
import { encodeToken } from "@floorwalker/protocol";
import { afterEach, expect, test } from "vitest";
import { GatewayError } from "../src/index.ts";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

let running: RunningGateway | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

const TOKEN = "a-shared-token-of-some-length";

/** `fetch` does not let a test set Host and Origin. */
const status = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    get(`${running!.gateway.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    }).on("error", reject);
  });

test("an address that others can reach is refused without a token and without accounts, with what to do", async () => {
  const refused = await runGateway({ host: "0.0.0.0", accounts: null }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GatewayError);
  expect(refused).toMatchObject({ code: "token_required", fix: expect.stringContaining("FLOORWALKER_TOKEN") });
});

test("on loopback a page of the gateway, of loopback or of a configured origin may connect, any other may not", async () => {
  running = await runGateway({ origins: ["https://board.example.com"] });
  const { port } = running.gateway;
  for (const origin of [`http://127.0.0.1:${port}`, "http://localhost:5173", "https://board.example.com"]) {
    await running.open([], { origin }).subscribe("floor");
    expect(await status("v1/views/floor", { origin })).toBe(200);
  }
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1.evil.example"]) {
    expect(await running.open([], { origin }).closed).toBe(1006);
    expect(await status("v1/views/floor", { origin })).toBe(403);
  }
});

test("a name of someone else's that leads to loopback is not answered", async () => {
  running = await runGateway();
  const host = `evil.example:${running.gateway.port}`;
  for (const path of ["v1/views/floor", "metrics", ""]) expect(await status(path, { host })).toBe(403);
  expect(await status("v1/views/floor", { host: `localhost:${running.gateway.port}` })).toBe(200);
  expect(await running.open([], { host, origin: `http://${host}` }).closed).toBe(1006);
});

test("whom a proxy brings is not on this machine, whatever the proxy calls itself", async () => {
  running = await runGateway();
  const host = `localhost:${running.gateway.port}`;
  for (const name of ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"])
    for (const path of ["v1/views/floor", "metrics", ""])
      expect([name, await status(path, { host, [name]: "203.0.113.7" })]).toEqual([name, 403]);
  expect(await running.open([], { host, "x-forwarded-for": "203.0.113.7" }).closed).toBe(1006);
});

test("with a token the interfaces demand it, the page and the probes do not", async () => {
  running = await runGateway({ token: TOKEN });
  for (const path of ["v1/views/floor", "v1/kpis"]) {
    expect(await status(path, {})).toBe(401);
    expect(await status(path, { authorization: "Bearer wrong" })).toBe(401);
    expect(await status(path, { authorization: `Bearer ${TOKEN}` })).toBe(200);
  }
  expect(await status("livez", {})).toBe(200);
  expect(await status("", {})).toBe(503);
});

const METRICS_TOKEN = "a-token-for-metrics-only";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("/metrics has a token of its own, which opens nothing else; without one it needs the shared token", async () => {
  running = await runGateway({ token: TOKEN, metricsToken: METRICS_TOKEN });
  expect(await status("metrics", {})).toBe(401);
  expect(await status("metrics", bearer(TOKEN))).toBe(401);
  expect(await status("metrics", bearer(METRICS_TOKEN))).toBe(200);
  expect(await status("v1/views/floor", bearer(METRICS_TOKEN))).toBe(401);
  await running.stop();
  running = await runGateway({ token: TOKEN });
  expect(await status("metrics", {})).toBe(401);
  expect(await status("metrics", bearer(TOKEN))).toBe(200);
});

test("on loopback without a shared token the token of /metrics is demanded where it is set", async () => {
  running = await runGateway({ metricsToken: METRICS_TOKEN });
  expect(await status("metrics", {})).toBe(401);
  expect(await status("v1/views/floor", {})).toBe(200);
});

test("a gateway whose metrics have a port of their own has none on this one", async () => {
  running = await runGateway({ metricsApart: true });
  expect(await status("metrics", {})).toBe(404);
  expect(await status("livez", {})).toBe(200);
});

test("why it is not ready hears only who has a token; that it is not, everybody", async () => {
  const down = () => Promise.reject(new Error("redis://10.0.0.3 refuses"));
  running = await runGateway({ token: TOKEN, metricsToken: METRICS_TOKEN }, (store) => ({
    follow: (...given) => store.follow(...given),
    snapshot: (...given) => store.snapshot(...given),
    ping: down,
  }));
  const ready = async (headers: Record<string, string>) => {
    const answer = await running!.get("readyz", headers);
    expect(answer.status).toBe(503);
    return answer.text();
  };
  expect(await ready({})).toBe('{"ok":false}\n');
  expect(await ready(bearer("wrong"))).toBe('{"ok":false}\n');
  for (const token of [TOKEN, METRICS_TOKEN]) expect(await ready(bearer(token))).toContain("10.0.0.3");
});

test("who asks is told who he is taken for: whoever is here, while the gateway is open, or the shared token", async () => {
  running = await runGateway();
  const everything = { sites: "all", queues: "all", teams: "all" };
  const here = await running.get("v1/me");
  expect(await here.json()).toMatchObject({ kind: "loopback", role: "admin", scope: everything, open: true });
  await running.stop();
  running = await runGateway({ token: TOKEN });
  expect((await running.get("v1/me")).status).toBe(401);
  const known = await running.get("v1/me", bearer(TOKEN));
  expect(await known.json()).toMatchObject({ kind: "token", id: "FLOORWALKER_TOKEN", role: "admin", open: false });
});

test("a socket brings the token as a subprotocol or a header, and without it hears why before it is closed for good", async () => {
  running = await runGateway({ token: TOKEN });
  await running.open(["floorwalker.v1", `floorwalker.token.${encodeToken(TOKEN)}`]).subscribe("floor");
  await running.open([], { authorization: `Bearer ${TOKEN}` }).subscribe("floor");
  for (const protocols of [[], [`floorwalker.token.${encodeToken("wrong")}`], ["floorwalker.token.%"]]) {
    const socket = running.open(["floorwalker.v1", ...protocols.filter((each) => !each.endsWith("%"))]);
    expect(await socket.next("error")).toMatchObject({ code: "unauthorized" });
    expect(await socket.closed).toBe(4501);
  }
  expect(await status(`v1/views/floor?token=${TOKEN}`, {})).toBe(401);
});
