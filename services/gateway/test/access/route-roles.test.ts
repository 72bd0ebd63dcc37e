/** Every route, asked as everybody over HTTP: what is answered is what the route declared, and the page about it is made of that. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ASKERS, type Asker, mayAsk, renderAccessTable, rightsOf } from "../../src/access/access-table.ts";
import { type RunningGateway, runGateway } from "../running-gateway.ts";
import { addScreen, addToken, ask, SHARED } from "./signed-in.ts";

let running: RunningGateway;
const headers = new Map<Asker, Record<string, string>>([["nobody", {}]]);
beforeAll(async () => {
  running = await runGateway({ token: SHARED });
  for (const asker of ASKERS) {
    if (asker === "nobody") continue;
    const { role, scope } = rightsOf(asker);
    const made = asker === "screen" ? await addScreen(running) : await addToken(running, role, scope);
    headers.set(asker, { ...made.headers });
  }
});
afterAll(() => running.stop());

/** False: he was turned away for who he is. */
async function isAnswered(method: string, url: string, asker: Asker): Promise<boolean> {
  const path = url.slice(1).replace(":view", "floor").replace(/:\w+/g, "nobody").replace("*", "queues/sales");
  if (url === "/v1/live") return (await running.open([], headers.get(asker)).opened()) !== 4501;
  const { status, body } = await ask(running, method, path, headers.get(asker), method === "GET" ? undefined : {});
  const { code } = body as { readonly code?: string };
  return !(status === 401 && code === "unauthorized") && code !== "forbidden";
}

test("each route answers those who may by its own declaration, and nobody else", async () => {
  const asked = running.gateway.routes.filter(({ method }) => method !== "HEAD");
  expect(asked.length).toBeGreaterThan(30);
  const wrong: string[] = [];
  for (const { method, url, needs } of asked)
    for (const asker of ASKERS)
      if ((await isAnswered(method, url, asker)) !== mayAsk(asker, needs)) wrong.push(`${method} ${url} as ${asker}`);
  expect(wrong).toEqual([]);
});

test("HEAD is declared as GET is", () => {
  const declared = (wanted: string) =>
    new Map(
      running.gateway.routes.flatMap(({ method, url, needs }) => (method === wanted ? [[url, needs] as const] : [])),
    );
  const gets = declared("GET");
  for (const [url, needs] of declared("HEAD")) expect([url, needs]).toEqual([url, gets.get(url)]);
});

test("the page about it has exactly these routes", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/access.md"), "utf8");
  expect(page.endsWith(renderAccessTable(running.gateway.routes))).toBe(true);
});
