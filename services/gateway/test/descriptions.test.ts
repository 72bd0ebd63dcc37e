/** What the gateway says of itself: every route and every message is in it, and programs that read such descriptions can. */
import { Parser } from "@asyncapi/parser";
import { clientMessageSchema, serverMessageSchema } from "@floorwalker/protocol";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asyncApi, openApi } from "../src/index.ts";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

let running: RunningGateway;
beforeAll(async () => {
  running = await runGateway();
});
afterAll(() => running.stop());

const operations = (): readonly string[] =>
  Object.entries(openApi(running.gateway.routes, { version: "1" }).paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe("openapi.json", () => {
  it("has every route of the table, and no other", () => {
    const routes = running.gateway.routes.filter(({ method }) => method !== "HEAD");
    const written = routes.map(({ method, url }) => `${method} ${url.replace(/:\w+|\*/g, "{}")}`);
    expect(
      operations()
        .map((each) => each.replace(/\{\w+\}/g, "{}"))
        .sort(),
    ).toEqual([...new Set(written)].sort());
  });

  it("cannot be made while a route does not describe itself: it is named", () => {
    const forgotten = { method: "GET", url: "/v1/new", needs: "open", audits: [], shape: null } as const;
    expect(() => openApi([...running.gateway.routes, forgotten], { version: "1" })).toThrow(/GET \/v1\/new/);
  });

  it("is OpenAPI 3.1 to its validator", async () => {
    const result = await new Validator().validate(structuredClone(openApi(running.gateway.routes, { version: "1" })));
    expect(result).toEqual({ valid: true });
  });

  it("says of each route who may ask it, and of what is noted in the audit that it is", () => {
    const { paths } = openApi(running.gateway.routes, { version: "1" });
    const { get } = paths["/v1/contacts"] as Record<
      string,
      { description: string; security: unknown; responses: object }
    >;
    expect(get!.description).toContain(
      "Needs the role supervisor. Noted in the audit as `saw_contacts` or `exported`.",
    );
    expect(get!.security).toEqual([{ token: [] }, { session: [] }, { sessionOverTls: [] }]);
    expect(Object.keys(get!.responses)).toEqual(["200", "400", "401", "403", "404", "500", "503"]);
  });
});

describe("/docs", () => {
  it("has every operation and every message on a page without a script, and is the same as files", async () => {
    const page = await (await running.get("docs")).text();
    expect(page).not.toMatch(/<script|style=|https?:\/\/(?!www\.apache)/);
    const api = openApi(running.gateway.routes, { version: "0.1.0" });
    const ids = Object.values(api.paths).flatMap((methods) => Object.values(methods).map((each) => each.operationId));
    const live = asyncApi("0.1.0");
    const messages = Object.keys(live.components.messages).map((name) => `message-${name}`);
    for (const id of [...ids, ...messages]) expect(page).toContain(`id="${id}"`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await (await running.get("docs/openapi.json")).json()).toEqual(api);
    expect(await (await running.get("docs/asyncapi.json")).json()).toEqual(live);
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    for (const id of new Set(links)) expect(page, id).toContain(`id="${id}"`);
  });
});

describe("asyncapi.json", () => {
  it("has every message of the socket, and is AsyncAPI 3 to its parser", async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApi("1")));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    const types = [...clientMessageSchema.def.options, ...serverMessageSchema.def.options].map(
      (option) => option.def.shape.type.def.values[0],
    );
    const described = document!
      .allMessages()
      .all()
      .map((message) => message.name());
    expect(described).toHaveLength(types.length);
    expect(new Set(described)).toEqual(new Set(types));
    expect(document!.version()).toBe("3.0.0");
  });
});
