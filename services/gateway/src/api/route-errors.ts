/** Every code that a route can answer with, and by which status. What is wrong, and what to do, stands in the answer. */
import { z } from "zod";
import { ACCESS_ERRORS, type AccessErrorCode } from "../access/access-errors.ts";
import { BOARD_ERRORS, type BoardErrorCode } from "../boards/board-errors.ts";

const OWN = {
  bad_parameter: 400,
  unknown_parameter: 400,
  missing_site: 400,
  bad_request: 400,
  bad_rule: 400,
  bad_time: 400,
  day_not_over: 400,
  not_explained: 400,
  not_in_your_name: 400,
  not_rehearsable: 400,
  too_many_rows: 400,
  too_much: 400,
  not_found: 404,
  nothing_kept: 404,
  unknown_action: 404,
  unknown_agent: 404,
  unknown_alert: 404,
  unknown_department: 404,
  unknown_kpi: 404,
  unknown_person: 404,
  unknown_queue: 404,
  unknown_reason: 404,
  unknown_region: 404,
  unknown_site: 404,
  unknown_survey: 404,
  unknown_team: 404,
  unknown_view: 404,
  alert_is_over: 409,
  already_acknowledged: 409,
  too_many_alerts: 409,
  too_many_notes: 409,
  too_late_to_undo: 409,
  too_large: 413,
  too_many_events: 413,
  unsupported_encoding: 415,
  upgrade_required: 426,
  internal: 500,
  history_not_kept: 501,
  busy: 503,
  history_unavailable: 503,
  log_unavailable: 503,
  state_unavailable: 503,
  too_many_connections: 503,
  too_many_questions: 503,
} as const;

export type RouteErrorCode = keyof typeof OWN | AccessErrorCode | BoardErrorCode;

export function statusOfError(code: RouteErrorCode): number {
  if (code in OWN) return OWN[code as keyof typeof OWN];
  return { ...ACCESS_ERRORS, ...BOARD_ERRORS }[code as AccessErrorCode | BoardErrorCode].status;
}

export const fault = z
  .object({
    code: z.string().describe("Stable: for programs."),
    message: z.string().describe("What is wrong, for people."),
    fix: z.string().exactOptional().describe("What to do about it."),
    parameter: z.string().exactOptional().describe("Of the question, the part that is wrong."),
    temporary: z.literal(true).exactOptional().describe("Who asks again may be answered."),
    limit: z.number().exactOptional(),
    errors: z
      .array(z.looseObject({ path: z.string(), message: z.string() }))
      .exactOptional()
      .describe("Where several things are wrong, each of them and where."),
  })
  .describe("Why there is no answer.")
  .meta({ id: "Fault" });
