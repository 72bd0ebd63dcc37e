/** A gateway behind a reverse proxy that ends TLS: what a browser is given there, and who comes from where. */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request as plain } from "node:http";
import { createServer as createTlsServer, request } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { Passwords } from "@floorwalker/gateway";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { newAuthority } from "../support/src/certificates.ts";
import { gatewayOver } from "../support/src/gateway-over.ts";

const TOKEN = "a-shared-token-of-some-length";
const PASSWORD = "correct horse battery";
const folder = mkdtempSync(join(tmpdir(), "floorwalker-proxy-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let ca: Buffer;
let cert: Buffer;
let key: Buffer;
beforeAll(() => {
  const authority = newAuthority(folder, "proxy");
  const issued = authority.issue("board");
  [ca, cert, key] = [authority.ca, issued.certificate, issued.key].map((file) => readFileSync(file)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
});

/** As nginx does it with `$host`, `$proxy_add_x_forwarded_for` and `$scheme`: what the client says of itself stays before what is seen of it. */
async function proxyBefore(gateway: string): Promise<number> {
  const { port: behind } = new URL(gateway);
  const forwarded = (headers: IncomingHttpHeaders, from = "") => ({
    ...headers,
    "x-forwarded-for": [headers["x-forwarded-for"], from].filter((each) => each !== undefined).join(", "),
    "x-forwarded-proto": "https",
  });
  const proxy = createTlsServer({ cert, key }, (asked, answer) => {
    const headers = forwarded(asked.headers, asked.socket.remoteAddress);
    const on = plain({ port: behind, host: "127.0.0.1", method: asked.method, path: asked.url, headers }, (given) => {
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
    });
    asked.pipe(on);
  });
  proxy.on("upgrade", ({ url, headers, socket: from }, socket, head: Buffer) => {
    const on = connect(Number(behind), "127.0.0.1", () => {
      const lines = Object.entries(forwarded(headers, from.remoteAddress)).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      on.write(`GET ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      on.write(head);
      on.pipe(socket).pipe(on);
    });
    for (const each of [on, socket]) each.on("error", () => on.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return (proxy.address() as AddressInfo).port;
}

interface Asked {
  /** Own address of who asks. */
  readonly from?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function behindAProxy(trustedProxies: readonly string[]) {
  const { accounts, close } = openEmbedded(":memory:");
  onTestFinished(close);
  const passwords = new Passwords({ ln: 4, r: 8, p: 1 });
  const gateway = await gatewayOver({ token: TOKEN, accounts, passwords, trustedProxies });
  const port = await proxyBefore(gateway.url);
  const origin = `https://localhost:${port}`;
  const ask = (path: string, { from = "127.0.0.2", method = "GET", headers = {}, body }: Asked = {}) =>
    new Promise<{ readonly status: number; readonly cookie: string; readonly text: string }>((resolve, reject) => {
      const at = { host: "127.0.0.1", servername: "localhost", port, ca, localAddress: from, agent: false } as const;
      const shown = { host: `localhost:${port}`, origin, ...headers };
      const asked = request({ ...at, method, path, headers: shown }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () =>
          resolve({ status: answer.statusCode!, cookie: answer.headers["set-cookie"]?.[0] ?? "", text }),
        );
      });
      asked.on("error", reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const user = { id: "anna", name: "Anna", role: "supervisor", password: PASSWORD };
  const scope = { sites: "all", queues: "all", teams: "all" };
  const made = await gateway.ask("POST", "v1/users", { authorization: `Bearer ${TOKEN}` }, { ...user, scope });
  expect(made.status).toBe(201);
  const signIn = (
    more: Omit<Asked, "method" | "body"> & { readonly user?: string; readonly password?: string } = {},
  ) => {
    const { user: name = "anna", password = PASSWORD, ...rest } = more;
    return ask("/v1/session", { ...rest, method: "POST", body: { user: name, password } });
  };
  const open = async (headers: Readonly<Record<string, string>>): Promise<string> => {
    const socket = new WebSocket(`wss://localhost:${port}/v1/live`, ["floorwalker.v1"], { ca, headers });
    onTestFinished(() => socket.terminate());
    socket.on("open", () => socket.send(JSON.stringify({ type: "subscribe", view: "floor", filter: {} })));
    return new Promise((resolve) => {
      socket.on("message", (data: Buffer) => resolve((JSON.parse(data.toString()) as { readonly type: string }).type));
      socket.on("error", () => resolve("refused"));
      socket.on("close", (code) => resolve(String(code)));
    });
  };
  return { origin, ask, signIn, open };
}

test("the cookie goes over TLS only and can be planted by no other host; what changes anything, and a socket, is taken from the page's own origin", async () => {
  const { origin, ask, signIn, open } = await behindAProxy(["127.0.0.1"]);
  const signedIn = await signIn();
  expect(signedIn.cookie).toMatch(
    /^__Host-floorwalker_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/,
  );
  const cookie = signedIn.cookie.split(";")[0]!;
  expect((await ask("/v1/me", { headers: { cookie } })).text).toContain('"Anna"');
  // A sibling's cookie of the old name does not get before it.
  const planted = `floorwalker_session=${"p".repeat(43)}; ${cookie}`;
  expect((await ask("/v1/me", { headers: { cookie: planted } })).status).toBe(200);
  for (const foreign of ["https://evil.example", "https://localhost:1", "null"]) {
    expect((await ask("/v1/session", { method: "DELETE", headers: { cookie, origin: foreign } })).status).toBe(403);
    expect(await open({ cookie, origin: foreign })).toBe("refused");
  }
  expect(await open({ cookie, origin })).toBe("snapshot");
  // What a proxy says of the host changes nothing of which page may.
  const said = { cookie, origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  expect((await ask("/v1/session", { method: "DELETE", headers: said })).status).toBe(403);
  const ended = await ask("/v1/session", { method: "DELETE", headers: { cookie } });
  expect([ended.status, ended.cookie.includes("Max-Age=0; Secure")]).toEqual([204, true]);
  expect((await ask("/v1/me", { headers: { cookie } })).status).toBe(401);
});

test("failures to sign in are counted by where the proxy saw them come from, whatever they say of themselves; others go on", async () => {
  const { signIn } = await behindAProxy(["127.0.0.1"]);
  for (let guess = 0; guess < 30; guess++) {
    const headers = { "x-forwarded-for": `203.0.113.${guess}` };
    expect((await signIn({ user: `nobody ${guess}`, password: "a wrong password", headers })).status).toBe(401);
  }
  expect((await signIn()).status).toBe(429);
  expect((await signIn({ from: "127.0.0.3" })).status).toBe(200);
});

test("where no proxy is named all who come by one are one, and what they say of themselves is nothing", async () => {
  const { signIn } = await behindAProxy([]);
  for (let guess = 0; guess < 30; guess++)
    await signIn({ user: `nobody ${guess}`, password: "a wrong password", from: `127.0.1.${guess + 1}` });
  expect((await signIn({ from: "127.0.0.3" })).status).toBe(429);
});

test("a gateway that is open to its own machine is open to nobody whom a proxy brings", async () => {
  const gateway = await gatewayOver({ trustedProxies: ["127.0.0.1"] });
  const port = await proxyBefore(gateway.url);
  const answer = await new Promise<number>((resolve) =>
    request({ host: "127.0.0.1", port, ca, servername: "localhost", path: "/v1/views/floor" }, (given) =>
      resolve(given.statusCode!),
    ).end(),
  );
  expect(answer).toBe(403);
});
