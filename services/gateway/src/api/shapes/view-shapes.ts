/** Of views and what belongs to them: the catalogue of KPIs, trends, reasons, and the socket. */
import { rowSchema, VIEWS } from "@floorwalker/protocol";
import { z } from "zod";
import { TREND_WINDOWS } from "../../trends/trends.ts";
import { json, type RouteShape } from "../route-shape.ts";
import {
  current,
  epochMs,
  nullableNumber,
  position,
  serverTime,
  siteAnswer,
  siteErrors,
  siteName,
  siteQuery,
  unit,
} from "./parts.ts";

export const VIEW_SHAPE: RouteShape = {
  tag: "live",
  summary: "All rows of a view, as a snapshot of it would hold them now",
  about: "Which fields a row of each kind has: the schemas named after them, and docs/spec/live-protocol.md.",
  path: z.object({ view: z.enum(VIEWS) }),
  query: z.object({
    site: siteName.optional().describe("Rows that name another site are left out."),
    queue: z.string().optional().describe("Rows that name another queue are left out."),
  }),
  answers: {
    200: json(z.object({ view: z.enum(VIEWS), position, current, rows: z.array(rowSchema), serverTime })),
  },
  errors: [
    "bad_parameter",
    "unknown_parameter",
    "unknown_view",
    "unknown_site",
    "unknown_queue",
    "beyond_scope",
    "history_unavailable",
  ],
};

export const KPIS_SHAPE: RouteShape = {
  tag: "live",
  summary: "What there is to be told: every KPI, the formulas of service levels, the windows",
  answers: {
    200: json(
      z.object({
        kpis: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            unit,
            direction: z.string(),
            nature: z
              .enum(["moment", "count", "measure"])
              .describe("True now; a sum over a span; of a span, and no sum."),
            scopes: z.array(z.string()).describe("Of what it can be told."),
            explainedOf: z.array(z.string()).describe("Of what `/v1/explain` tells the contacts behind it."),
            formula: z.string(),
            sources: z
              .array(
                z.object({
                  work: z.string().nullable().describe("null: ours"),
                  url: z.string().nullable(),
                  says: z.string(),
                  but: z.string().nullable().describe("In what ours differs."),
                }),
              )
              .describe("Who defines it so."),
          }),
        ),
        serviceLevelPolicies: z.record(z.string(), z.looseObject({ formula: z.string() })),
        windows: z.array(z.string()),
      }),
    ),
  },
};

export const TRENDS_SHAPE: RouteShape = {
  tag: "live",
  summary: "What boards showed of each queue's service level, minute by minute",
  about:
    "The last 100 points: sampled while this gateway runs (none where a source was silent or the site caught up), before that from what is kept.",
  query: siteQuery.extend({ window: z.enum(TREND_WINDOWS).optional() }),
  answers: {
    200: json(
      z.object({
        ...siteAnswer,
        window: z.enum(TREND_WINDOWS),
        everySeconds: z.number(),
        queues: z.array(
          z.object({
            queue: z.string(),
            channel: z.string(),
            points: z.array(z.tuple([epochMs, z.number(), z.number()])).describe("`[at, inTime, decided]`"),
          }),
        ),
      }),
    ),
  },
  errors: siteErrors,
};

export const REASONS_SHAPE: RouteShape = {
  tag: "history",
  summary: "What contacts are about today, against the same weekdays before",
  query: siteQuery,
  answers: {
    200: json(
      z.object({
        ...siteAnswer,
        history: z.enum(["read", "none", "unreachable"]),
        minimumSample: z.number(),
        reasons: z.array(
          z.object({
            reason: z.string(),
            title: z.string(),
            contacts: z.number().describe("Today, so far."),
            share: nullableNumber.describe("Of all with a known reason."),
            usualShare: nullableNumber.describe("Over the weeks before together; null: they had too few."),
            change: nullableNumber.describe("`share` − `usualShare`; null: either is not known."),
          }),
        ),
      }),
    ),
  },
  errors: [...siteErrors, "beyond_scope"],
};

export const LIVE_SHAPE: RouteShape = {
  tag: "live",
  summary: "The socket on which views are told as they change",
  about: "Its messages: asyncapi.json beside this file, and docs/spec/live-protocol.md.",
  answers: { 101: { what: "A WebSocket." } },
  errors: ["upgrade_required"],
};
