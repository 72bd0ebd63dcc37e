/** Of time that is over: history, what was restated of it, the daily report. */
import { LANGUAGES, REPORT_LENGTHS } from "@floorwalker/domain";
import { z } from "zod";
import { HISTORY_INTERVALS } from "../../history/history-interval.ts";
import { csv, JSON_CONTENT, jsonOrCsv, type RouteShape } from "../route-shape.ts";
import {
  byteOrderMark,
  channel,
  date,
  historyErrors,
  localTime,
  moment,
  nullableNumber,
  numberText,
  siteName,
  unit,
} from "./parts.ts";

const several = z.string().optional().describe("May be there several times; `*` is each of them.");
const localOrNull = localTime.nullable();

const historyQuery = z.object({
  site: siteName.optional(),
  region: z.string().optional(),
  from: moment.optional(),
  to: moment.optional(),
  interval: z.enum(HISTORY_INTERVALS).optional(),
  kpis: z.string().optional().describe("Ids of KPIs, by commas; absent: all."),
  queue: several,
  channel: several,
  team: several,
  agent: several,
  department: several,
  survey: several,
  bom: byteOrderMark,
});

export const HISTORY_SHAPE: RouteShape = {
  tag: "history",
  summary: "What was, interval by interval",
  query: historyQuery,
  answers: {
    200: jsonOrCsv(
      z.object({
        site: siteName.exactOptional(),
        region: z.string().exactOptional(),
        sites: z.array(z.string()).exactOptional(),
        zone: z.string().nullable().describe("Null: the sites of a region have several."),
        interval: z.enum(HISTORY_INTERVALS),
        from: localTime,
        to: localTime,
        since: localOrNull.describe("From here on something is kept; null: of one site nothing is."),
        until: localOrNull.describe("End of the newest closed interval that is known."),
        rows: z.array(
          z.object({
            from: localTime,
            to: localTime,
            scope: z.record(z.string(), z.string()),
            counters: z.record(z.string(), z.number()).describe("Those that are not 0."),
            kpis: z.record(z.string(), nullableNumber),
            restated: z.number().describe("How often it was told anew."),
            policies: z.array(z.string()),
          }),
        ),
        withheld: z
          .array(z.object({ from: localTime, to: localTime, scope: z.record(z.string(), z.string()) }))
          .describe(
            "Rows that a privacy profile of groups does not tell, of days on which too few were there: not known, not 0.",
          ),
        policies: z.array(z.string()),
      }),
    ),
  },
  errors: historyErrors,
};

export const HISTORY_CSV_SHAPE: RouteShape = {
  tag: "history",
  summary: "The same rows as CSV",
  query: historyQuery,
  answers: { 200: csv() },
  errors: historyErrors,
};

const restatementQuery = z.object({
  site: siteName.optional(),
  from: moment.optional(),
  to: moment.optional(),
  limit: numberText(10_000, 1_000),
  bom: byteOrderMark,
});

export const RESTATEMENTS_SHAPE: RouteShape = {
  tag: "history",
  summary: "Numbers of closed intervals that were shown and are others now, the newest first",
  query: restatementQuery,
  answers: {
    200: jsonOrCsv(
      z.object({
        site: siteName,
        zone: z.string(),
        from: localTime,
        to: localTime,
        more: z.boolean().describe("There are older ones: ask with `to` at the last one's `at`."),
        restatements: z.array(
          z.object({
            at: localTime,
            scope: z.record(z.string(), z.string()),
            interval: z.string(),
            from: localTime,
            kpi: z.string(),
            before: nullableNumber,
            after: nullableNumber,
            events: nullableNumber.describe("How many events changed it; null: nobody counted them."),
          }),
        ),
      }),
    ),
  },
  errors: historyErrors,
};

export const RESTATEMENTS_CSV_SHAPE: RouteShape = {
  tag: "history",
  summary: "The same entries as CSV",
  query: restatementQuery,
  answers: { 200: csv() },
  errors: historyErrors,
};

const ofWhat = z.looseObject({ kind: z.string() });
const column = { kpi: z.string(), title: z.string(), unit };

const report = z.object({
  site: siteName,
  siteName: z.string(),
  zone: z.string(),
  demo: z.boolean(),
  scope: ofWhat,
  title: z.string(),
  day: date,
  from: localTime,
  to: localTime,
  length: z.enum(REPORT_LENGTHS),
  goals: z.array(
    z.object({
      ...column,
      scope: ofWhat,
      of: z.string(),
      better: z.enum(["higher", "lower"]),
      target: z.number(),
      value: nullableNumber,
      state: z.enum(["reached", "missed", "noData"]),
      misses: nullableNumber,
      missesLeft: nullableNumber,
    }),
  ),
  numbers: z.array(
    z.object({
      ...column,
      direction: z.string(),
      value: nullableNumber,
      before: nullableNumber.describe("A week before."),
    }),
  ),
  tables: z.array(
    z.object({
      of: z.enum(["queue", "team"]),
      columns: z.array(z.object(column)),
      rows: z.array(z.object({ title: z.string(), values: z.array(nullableNumber), target: nullableNumber })),
      more: z.number(),
    }),
  ),
  worst: z.array(
    z.object({
      from: localTime,
      to: localTime,
      of: z.string(),
      decided: z.number(),
      inTime: z.number(),
      misses: z.number(),
      value: z.number(),
      target: z.number(),
    }),
  ),
  restated: z.object({
    quarters: z.number(),
    entries: z.array(
      z.object({
        of: z.string(),
        length: z.string(),
        from: localTime,
        ...column,
        before: nullableNumber,
        after: nullableNumber,
        at: localTime,
      }),
    ),
    more: z.number(),
  }),
  isWhole: z.boolean().describe("False: part of the day is still on its way into the history."),
  policies: z.array(z.string()),
});

export const REPORT_SHAPE: RouteShape = {
  tag: "history",
  summary: "The report of a day that is over, the same that goes out as mail",
  query: z.object({
    site: siteName.optional(),
    day: z.string().optional().describe("`yesterday`, or a date such as 2026-11-21."),
    format: z.enum(["json", "text", "html"]).optional(),
    interval: z.enum(REPORT_LENGTHS).optional(),
    queue: z.string().optional(),
    channel: channel.optional(),
    team: z.string().optional(),
    department: z.string().optional(),
    language: z.enum(LANGUAGES).optional(),
  }),
  answers: {
    200: {
      what: "The report, in the format that was asked for.",
      content: { [JSON_CONTENT]: report, "text/plain": null, "text/html": null },
    },
  },
  errors: [...historyErrors, "nothing_kept", "day_not_over"],
};
