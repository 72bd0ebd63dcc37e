/** Of what an Alertmanager tells. */
import { MOST_EXTERNAL } from "@floorwalker/domain";
import { z } from "zod";
import { webhookSchema } from "../../alerts/alertmanager/webhook.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";
import { siteName } from "./parts.ts";

const refused = z.object({
  index: z.int().describe("From 0, among the alerts of the request."),
  fingerprint: z.string(),
  code: z.string(),
  message: z.string(),
  fix: z.string(),
});

export const ALERTMANAGER_SHAPE: RouteShape = {
  tag: "alerts",
  summary: "Put an Alertmanager's alerts on the board",
  about: `The webhook of Alertmanager, version 4. At most ${MOST_EXTERNAL} of them are on the board of a site. Sent again it does no harm: the last that is told of an alert holds.`,
  query: z.object({
    site: siteName.optional().describe("Of alerts without a label `site`; absent: the only site there is."),
  }),
  body: { [JSON_CONTENT]: webhookSchema },
  answers: {
    202: json(
      z.object({
        taken: z.int(),
        refused: z.array(refused),
        truncated: z.int().describe("So many Alertmanager has left out (`max_alerts`)."),
      }),
      "The log has those that were taken.",
    ),
  },
  errors: [
    "bad_body",
    "bad_parameter",
    "unknown_parameter",
    "unknown_site",
    "beyond_scope",
    "too_many_alerts",
    "too_large",
    "log_unavailable",
    "busy",
  ],
};
