/** What several routes take or answer. */
import { CHANNELS, KPIS, ROLES, WINDOW_IDS } from "@floorwalker/domain";
import { positionSchema } from "@floorwalker/protocol";
import { z } from "zod";

export const channel = z.enum(CHANNELS);
export const window = z.enum(WINDOW_IDS);
export const kpiId = z.enum(KPIS.map(({ id }) => id) as [string, ...string[]]).describe("One of `GET /v1/kpis`.");
export const unit = z.string().describe("`ratio` is 0–1, `seconds`, `count` …");

export const epochMs = z.number().describe("Epoch ms.");
export const isoTime = z.string().describe("ISO 8601.");
export const localTime = z.string().describe("ISO 8601, by the site's clock, with its offset.");
export const date = z.string().describe("A date such as 2026-11-21.");
export const moment = z
  .string()
  .describe(
    "A word (`today`, `yesterday`, `this-week`, `last-week`, `this-month`, `last-month`), a date, or a time: by the site's clock where it names no offset.",
  );

export const siteName = z.string().describe("Id of a site.");
export const current = z.boolean().describe("False while the gateway reads some partition anew: numbers may be old.");
export const serverTime = epochMs.describe("The gateway's clock, epoch ms.");
export const nullableNumber = z.number().nullable();
export const position = positionSchema.check(z.describe("By partition `[epoch, sequence]`: of which commit it is."));

/** Of a route about one site. */
export const siteQuery = z.object({ site: siteName });
export const siteAnswer = { site: siteName, zone: z.string(), current, serverTime };

/** A number in a query, as text. */
export const numberText = (most: number, usual: number | string) =>
  z.int().min(1).max(most).optional().describe(`From 1 to ${most}; else ${usual}.`);

export const byteOrderMark = z.enum(["0", "1"]).optional().describe("Of CSV: `1` begins with a byte order mark.");

const covered = z.union([z.literal("all"), z.array(z.string())]);
export const scope = z.object({ sites: covered, queues: covered, teams: covered }).meta({ id: "Scope" });
export const role = z.enum(ROLES);

/** Of contacts and explanations. */
export const askedOf = {
  site: siteName.optional(),
  region: z.string().optional(),
  queue: z.string().optional(),
  channel: channel.optional(),
  agent: z.string().optional(),
  team: z.string().optional(),
  department: z.string().optional(),
  reason: z.string().optional(),
  survey: z.string().optional(),
  window: window.optional(),
  from: moment.optional(),
  to: moment.optional(),
  at: moment.optional().describe("As of a moment that has passed."),
};

export const historyErrors = [
  "bad_parameter",
  "unknown_parameter",
  "missing_site",
  "unknown_site",
  "unknown_region",
  "unknown_agent",
  "unknown_department",
  "unknown_kpi",
  "unknown_queue",
  "unknown_survey",
  "unknown_team",
  "too_many_rows",
  "beyond_scope",
  "beyond_profile",
  "whole_days_only",
  "history_not_kept",
  "history_unavailable",
  "state_unavailable",
] as const;

export const siteErrors = ["bad_parameter", "unknown_parameter", "missing_site", "unknown_site"] as const;

export const factErrors = [
  "bad_parameter",
  "unknown_parameter",
  "missing_site",
  "unknown_site",
  "unknown_region",
  "unknown_queue",
  "unknown_agent",
  "unknown_team",
  "unknown_reason",
  "unknown_survey",
  "unknown_department",
  "beyond_scope",
  "beyond_profile",
  "history_unavailable",
  "state_unavailable",
  "too_many_questions",
] as const;
