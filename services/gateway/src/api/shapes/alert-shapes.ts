/** Of alerts, what people do with them, and rules. */
import { z } from "zod";
import { BODIES, VERBS, type Verb } from "../../alerts/asked-action.ts";
import { REHEARSAL_BODY } from "../../alerts/asked-rehearsal.ts";
import { ALERT_STATES } from "../../alerts/shown-alert.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";
import { channel, current, factErrors, localTime, nullableNumber, numberText, serverTime, siteName } from "./parts.ts";

const note = z.object({ by: z.string(), at: z.number(), text: z.string() });

const alert = z
  .looseObject({
    alert: z.string().describe("Of this episode: the same as `episode` in messages."),
    row: z.string().describe("Id of its row in the views."),
    about: z.string(),
    rule: z.string(),
    severity: z.enum(["warning", "critical"]),
    site: siteName,
    state: z.enum(ALERT_STATES),
    demo: z.boolean().exactOptional().describe("Of a demo site: nothing is wrong."),
    since: z.number(),
    at: z.number(),
    owner: z.string().nullable(),
    notes: z.array(note),
    past: z.array(z.looseObject({ since: z.number() })),
  })
  .describe("Beside these what its row has (`AlertRow`).")
  .meta({ id: "Alert" });

export const ALERTS_SHAPE: RouteShape = {
  tag: "alerts",
  summary: "The alerts of all sites or of one, the newest first, in pages",
  query: z.object({
    site: siteName.optional(),
    state: z.enum(ALERT_STATES).optional(),
    limit: numberText(1_000, 100),
    after: z.string().optional(),
  }),
  answers: {
    200: json(
      z.object({
        alerts: z.array(alert),
        next: z.string().nullable().describe("Ask for more with `after`; null: that was all."),
        current,
        serverTime,
      }),
    ),
  },
  errors: ["bad_parameter", "unknown_parameter", "unknown_site"],
};

const SUMMARIES: Readonly<Record<Verb, string>> = {
  acknowledge: "Take an alert",
  snooze: "Hear nothing of an alert for a while",
  "hand-over": "Give an alert to somebody",
  note: "Note something about an alert",
  undo: "Take back what was done a moment ago",
};

export const ACT_SHAPES = Object.fromEntries(
  VERBS.map((verb): [Verb, RouteShape] => [
    verb,
    {
      tag: "alerts",
      summary: SUMMARIES[verb],
      about: "Written to the log of events; the owner of the site makes of it what is shown.",
      path: z.object({ alert: z.string().describe("An `alert` of `GET /v1/alerts`.") }),
      headers: z.object({
        "idempotency-key": z.string().optional().describe("A request that is sent again with it counts once."),
      }),
      body: { [JSON_CONTENT]: BODIES[verb] },
      answers: { 202: json(z.object({ action: z.string(), alert: z.string(), by: z.string() }), "The log has it.") },
      errors: [
        "bad_body",
        "not_in_your_name",
        "bad_time",
        "unknown_alert",
        "unknown_action",
        ...(verb === "hand-over" ? (["unknown_person"] as const) : []),
        "alert_is_over",
        "already_acknowledged",
        "too_late_to_undo",
        "too_many_notes",
        "log_unavailable",
        "too_large",
      ],
    },
  ]),
) as Readonly<Record<Verb, RouteShape>>;

export const PEOPLE_SHAPE: RouteShape = {
  tag: "alerts",
  summary: "Whom an alert may be handed to",
  path: z.object({ alert: z.string().describe("An `alert` of `GET /v1/alerts`.") }),
  answers: {
    200: json(
      z.object({
        people: z.array(z.string()).describe("Users who see it and may act on it, by name, in their order."),
        anyName: z.boolean().describe("There are no users: whoever is named may have it."),
      }),
    ),
  },
  errors: ["unknown_alert"],
};

const page = { "text/html": null };
const TAKE_PATH = z.object({ token: z.string().describe("Of a link in a message.") });
const TAKE_ANSWERS: RouteShape["answers"] = {
  200: { what: "A page in the receiver's language.", content: page },
  404: { what: "There is no such link.", content: page },
  410: { what: "The link, or the alert, is over.", content: page },
  503: { what: "Not done: try again.", content: page },
};

export const TAKE_SHAPES: Readonly<Record<"GET" | "POST", RouteShape>> = {
  GET: {
    tag: "alerts",
    summary: "Show an alert where a link in a message leads",
    path: TAKE_PATH,
    answers: TAKE_ANSWERS,
  },
  POST: {
    tag: "alerts",
    summary: "Take it there",
    path: TAKE_PATH,
    body: { "application/x-www-form-urlencoded": null },
    answers: TAKE_ANSWERS,
    errors: ["too_large"],
  },
};

const episode = z.looseObject({
  queue: z.string().nullable(),
  channel: channel.nullable(),
  about: z.string().nullable(),
  since: localTime,
  firedAt: localTime,
  resolvedAt: localTime.nullable(),
  seconds: z.number(),
  worst: nullableNumber,
  told: z.array(z.looseObject({ at: localTime, receivers: z.array(z.string()) })),
});

export const REHEARSE_SHAPE: RouteShape = {
  tag: "alerts",
  summary: "How a rule would have fared over days that are kept",
  body: { [JSON_CONTENT]: REHEARSAL_BODY },
  answers: {
    200: json(
      z.object({
        site: siteName,
        zone: z.string(),
        from: localTime,
        to: localTime,
        rule: z.string(),
        about: z.string(),
        kpi: z.string().nullable(),
        contacts: z.number(),
        restated: z.boolean().nullable(),
        assumed: z.array(z.string()),
        runs: z.array(
          z.object({
            holdForSeconds: z.number(),
            limit: nullableNumber,
            fired: z.number(),
            stillFiring: z.number(),
            underFiveMinutes: z.number(),
            firingSeconds: z.number(),
            medianSeconds: nullableNumber,
            longestSeconds: nullableNumber,
            told: z.array(z.object({ receiver: z.string(), messages: z.number() })),
            episodes: z.array(episode),
            more: z.boolean(),
          }),
        ),
      }),
    ),
  },
  errors: [...factErrors, "bad_body", "bad_rule", "not_rehearsable", "nothing_kept", "too_much", "too_large"],
};

export const QUALITY_SHAPE: RouteShape = {
  tag: "alerts",
  summary: "How often each rule fired, was taken in time, rang again at once, and was cared for by nobody",
  query: z.object({ site: siteName.optional(), days: numberText(35, 30) }),
  answers: {
    200: json(
      z.object({
        site: siteName,
        zone: z.string(),
        from: localTime,
        to: localTime,
        rules: z.array(
          z.object({
            rule: z.string(),
            default: z.boolean(),
            fired: z.number(),
            stillFiring: z.number(),
            acknowledged: z.number(),
            acknowledgedInTime: z.number(),
            flapped: z.number(),
            underFiveMinutes: z.number(),
            nobodyCared: z.number(),
            averageSeconds: nullableNumber,
          }),
        ),
      }),
    ),
  },
  errors: factErrors,
};
