/**
 * `openapi.json`: every route as OpenAPI 3.1 has it, made of what the routes themselves declare. What who may ask brings along (signing in,
 * its errors, the audit) is written of its declaration, so that it cannot be forgotten at one of them.
 */
import type { z } from "zod";
import type { Route } from "../guard.ts";
import { fault, type RouteErrorCode, statusOfError } from "./route-errors.ts";
import { type Answer, type Content, JSON_CONTENT, type RouteShape, TAGS } from "./route-shape.ts";
import { type JsonSchema, Schemas } from "./schemas.ts";

type Described = Route & { readonly shape: RouteShape };

export interface OpenApiParts {
  readonly version: string;
  /** See `SchemaParts`. */
  readonly closed?: boolean;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: MediaTypes };
  readonly responses: Readonly<Record<string, Responded>>;
  readonly security: readonly object[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly required?: true;
  readonly schema: JsonSchema;
}

type MediaTypes = Readonly<Record<string, { readonly schema: JsonSchema }>>;

interface Responded {
  readonly description: string;
  readonly headers?: object;
  readonly content?: MediaTypes;
}

export type OpenApi = ReturnType<typeof openApi>;

/** @throws Error naming the routes that do not describe themselves. */
export function openApi(routes: readonly Route[], { version, closed = false }: OpenApiParts) {
  // Of what answers to GET its head does too.
  const listed = routes.filter(({ method }) => method !== "HEAD");
  const silent = listed.filter(({ shape }) => shape === null).map(({ method, url }) => `${method} ${url}`);
  if (silent.length > 0)
    throw new Error(
      `these routes do not say what they take and answer: ${silent.join(", ")}; give each a config.shape`,
    );
  const schemas = new Schemas({ target: "draft-2020-12", closed });
  const paths: Record<string, Record<string, Operation>> = {};
  const sorted = listed.map((route) => [pathOf(route as Described), route as Described] as const);
  for (const [path, route] of sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operationOf(route, schemas);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Floorwalker",
      version,
      description:
        "True numbers of a call centre while they change. Every error has a `code` for programs, and says what to do. An answer may get more fields: a program must bear with those that it does not know. `HEAD` is as `GET`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: schemas.named, securitySchemes: SECURITY },
  };
}

const SECURITY = {
  token: { type: "http", scheme: "bearer", description: "The shared token, or an API token (`POST /v1/tokens`)." },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "floorwalker_session",
    description: "Who has signed in (`POST /v1/session`); what changes something wants the board's own `Origin`, too.",
  },
  sessionOverTls: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-floorwalker_session",
    description: "The same, of who signed in on a page that came by https.",
  },
} as const;

const BY = {
  metrics: [{ token: [] }],
  identity: [{ token: [] }, { session: [] }, { sessionOverTls: [] }],
} as const;

/** `/take/*` as `/take/{token}`: by the name that its shape has for it. */
function pathOf({ url, shape: { path } }: Described): string {
  const names = Object.keys(path?.shape ?? {});
  return url.replace(/:(\w+)/g, "{$1}").replace("*", () => `{${names.at(-1)!}}`);
}

function operationOf({ method, url, needs, audits, shape }: Described, schemas: Schemas): Operation {
  const { tag, summary, about, path, query, headers, body } = shape;
  const notes = [
    about,
    needs === "open" ? null : needs === "metrics" ? "Needs the token of metrics." : needOf(needs),
    audits.length === 0 ? null : `Noted in the audit as ${audits.map((did) => `\`${did}\``).join(" or ")}.`,
  ].filter((note) => note != null);
  const parameters = [
    ...parametersOf("path", path, schemas),
    ...parametersOf("query", query, schemas),
    ...parametersOf("header", headers, schemas),
  ];
  return {
    operationId: `${method.toLowerCase()}${url.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = "") => next.toUpperCase()) || "Board"}`,
    tags: [tag],
    summary,
    ...(notes.length === 0 ? {} : { description: notes.join(" ") }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body, (of) => schemas.taken(of)) } }),
    responses: responsesOf({ method, needs, audits, shape }, schemas),
    security: needs === "open" ? [] : BY[needs === "metrics" ? "metrics" : "identity"],
  };
}

const needOf = ({ role, everything, screens }: Exclude<Route["needs"], string>): string =>
  `Needs the role ${role}${everything === true ? ", and to see everything" : ""}.${screens === true ? " Paired screens may, too." : ""}`;

function parametersOf(where: "path" | "query" | "header", of: z.ZodObject | undefined, schemas: Schemas): Parameter[] {
  if (of === undefined) return [];
  const { properties = {}, required = [] } = schemas.taken(of) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    ...(typeof description === "string" ? { description } : {}),
    ...(where === "path" || required.includes(name) ? { required: true as const } : {}),
    schema: Object.keys(schema).length === 0 ? { type: "string" } : schema,
  }));
}

const contentOf = (content: Content, schemaOf: (schema: z.ZodType) => JsonSchema): MediaTypes =>
  Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema: schema === null ? { type: "string" } : schemaOf(schema) },
    ]),
  );

function responsesOf(
  { method, needs, audits, shape }: Pick<Described, "method" | "needs" | "audits" | "shape">,
  schemas: Schemas,
): Readonly<Record<string, Responded>> {
  const codes = new Set<RouteErrorCode>([
    "bad_request",
    "internal",
    "too_many_connections",
    "foreign_host",
    "foreign_origin",
  ]);
  for (const code of shape.errors ?? []) codes.add(code);
  if (needs !== "open") for (const code of GUARDED) codes.add(code);
  if (needs !== "open" && method === "GET") codes.add("access_changed");
  if (audits.length > 0) codes.add("audit_unavailable");
  const byStatus = Map.groupBy([...codes].sort(), (code) => statusOfError(code));
  const responses: [string, Responded][] = [...byStatus].map(([status, told]) => {
    const own = shape.answers[status];
    return [
      String(status),
      own === undefined ? errorOf(told, schemas) : { ...answerOf(own, schemas), "x-codes": told },
    ];
  });
  const others = Object.entries(shape.answers).filter(([status]) => !byStatus.has(Number(status)));
  for (const [status, answer] of others) responses.push([status, answerOf(answer, schemas)]);
  return Object.fromEntries(responses.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const GUARDED = ["unauthorized", "forbidden", "accounts_unavailable"] as const satisfies readonly RouteErrorCode[];

const errorOf = (codes: readonly string[], schemas: Schemas): Responded => ({
  description: codes.map((code) => `\`${code}\``).join(", "),
  content: { [JSON_CONTENT]: { schema: { allOf: [schemas.told(fault), { properties: { code: { enum: codes } } }] } } },
});

function answerOf({ what, content, headers = {} }: Answer, schemas: Schemas): Responded {
  const named = Object.entries(headers).map(([name, description]) => [
    name,
    { description, schema: { type: "string" } },
  ]);
  return {
    description: what,
    ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) as object }),
    ...(content === undefined ? {} : { content: contentOf(content, (of) => schemas.told(of)) }),
  };
}
