/**
 * `/docs`: what this gateway takes and answers, as a page to read and as files for programs. Open: it is the same for everybody and stands in
 * the repository too. Made when it is first asked for, of the routes that there are then.
 */
import type { FastifyInstance } from "fastify";
import { type AsyncApi, asyncApi } from "../api/async-api.ts";
import { type OpenApi, openApi } from "../api/open-api.ts";
import { DOCS_SHAPES } from "../api/shapes/status-shapes.ts";
import type { Route } from "../guard.ts";
import { docsPage } from "./docs-page.ts";
import { DOCS_STYLE } from "./docs-style.ts";

interface Descriptions {
  readonly api: OpenApi;
  readonly live: AsyncApi;
  readonly page: string;
}

/** `routes`: everything that answers, as it is when it is asked. */
export function addDocsRoutes(app: FastifyInstance, routes: readonly Route[], version: string): void {
  let made: Descriptions | null = null;
  const described = (): Descriptions => {
    if (made === null) {
      const [api, live] = [openApi(routes, { version }), asyncApi(version)];
      made = { api, live, page: docsPage(api, live) };
    }
    return made;
  };
  const config = (of: keyof typeof DOCS_SHAPES) => ({ config: { needs: "open", shape: DOCS_SHAPES[of] } }) as const;
  app.get("/docs", config("page"), async (_, reply) =>
    reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(described().page),
  );
  app.get("/docs/page.css", config("style"), async (_, reply) =>
    reply.header("cache-control", "no-cache").type("text/css; charset=utf-8").send(DOCS_STYLE),
  );
  app.get("/docs/openapi.json", config("openApi"), async () => described().api);
  app.get("/docs/asyncapi.json", config("asyncApi"), async () => described().live);
}
