/** Of how the gateway is, of pages, and of what says all this. */
import { z } from "zod";
import { CSV_CONTENT, json, type RouteShape } from "../route-shape.ts";
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

export const DOCS_PAGE_SHAPE: RouteShape = {
  tag: "status",
  summary: "This interface as a page to read",
  answers: { 200: { what: "The page.", content: { "text/html": null } } },
};

export const DOCS_FILE_SHAPE: RouteShape = {
  tag: "status",
  summary: "A file of that page",
  path: z.object({ file: z.string() }),
  answers: { 200: { what: "The file.", content: { "text/css": null, [CSV_CONTENT]: null } } },
  errors: ["not_found"],
};

export const described = (what: string): RouteShape => ({
  tag: "status",
  summary: what,
  answers: { 200: json(z.looseObject({}), "The description.") },
});
