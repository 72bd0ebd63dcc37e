/** Of how the gateway is, of pages, and of what says all this. */
import { z } from "zod";
import { json, type RouteShape } from "../route-shape.ts";
import { role } from "./parts.ts";

const health = z.looseObject({ ok: z.boolean() }).describe("Why not is told only to who may read /metrics.");

export const STATUS_SHAPES: Readonly<Record<string, RouteShape>> = {
  "/livez": {
    tag: "status",
    summary: "Whether the process does its work",
    answers: { 200: json(health), 503: json(health, "It does not: it has to be started anew.") },
  },
  "/readyz": {
    tag: "status",
    summary: "Whether it can answer",
    answers: { 200: json(health), 503: json(health, "Not now.") },
  },
  "/version": {
    tag: "status",
    summary: "Which build it is",
    answers: { 200: json(z.object({ service: z.string(), version: z.string(), build: z.string() })) },
  },
  "/metrics": {
    tag: "status",
    summary: "Metrics for Prometheus",
    about: "By a token of its own where there is one (`FLOORWALKER_METRICS_TOKEN`).",
    answers: { 200: { what: "The exposition format.", content: { "text/plain": null } } },
  },
};

export const BOARD_SHAPE: RouteShape = {
  tag: "board",
  summary: "The wallboard",
  about: "One page for every path of the board, and the files it is made of.",
  path: z.object({ page: z.string() }),
  answers: {
    200: { what: "The page, or a file of it.", content: { "text/html": null } },
    503: { what: "The board is not built.", content: { "text/html": null } },
  },
  errors: ["not_found"],
};

export const ROLES_SHAPE: RouteShape = {
  tag: "access",
  summary: "Which role each route needs",
  answers: {
    200: json(
      z.object({
        routes: z.array(
          z.object({
            method: z.string(),
            url: z.string(),
            role,
            everything: z.boolean().describe("Only for who may see all sites, queues and teams."),
          }),
        ),
      }),
    ),
  },
};

const file = (summary: string): RouteShape => ({
  tag: "status",
  summary,
  answers: { 200: json(z.looseObject({}), "The description.") },
});

export const DOCS_SHAPES: Readonly<Record<"page" | "style" | "openApi" | "asyncApi", RouteShape>> = {
  page: {
    tag: "status",
    summary: "The interfaces as a page to read",
    answers: { 200: { what: "The page.", content: { "text/html": null } } },
  },
  style: {
    tag: "status",
    summary: "How that page looks",
    answers: { 200: { what: "Its style.", content: { "text/css": null } } },
  },
  openApi: file("Every route, as OpenAPI 3.1"),
  asyncApi: file("Every message of the socket, as AsyncAPI 3"),
};
