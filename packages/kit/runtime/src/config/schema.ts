/**
 * The configuration file's shape: the only description of it, but for what channels say of their receivers. Errors, defaults and the JSON Schema come from here; what
 * one entry says about another (names, duplicates) is checked in `references.ts`.
 */
import {
  AGENT_STATES,
  type AgentState,
  BURN_WINDOWS,
  CHANNELS,
  CONTACT_TROUBLES,
  SERVICE_LEVEL_POLICIES,
  WINDOW_IDS,
} from "@floorwalker/domain";
import { SOURCE_FORMATS, type SourceFormatId } from "@floorwalker/sources";
import { z } from "zod";
import { parseDuration } from "../duration.ts";
import { backlogSchema } from "./backlog-bounds.ts";
import { boardsSchema } from "./boards.ts";
import { calendarSchema } from "./calendar/calendar-schema.ts";
import { customerSchema, customersSchema } from "./customers.ts";
import { ATTRIBUTIONS, agentChanges, lowScoreSchema, queueChanges, siteChanges } from "./dated/change-schema.ts";
import { isEncoding } from "./encoding.ts";
import { goalSchema, regionGoalSchema } from "./goals/goal-schema.ts";
import { historySchema } from "./history.ts";
import { limitsSchema, siteLimitsSchema } from "./limits.ts";
import { privacySchema } from "./privacy.ts";
import { type ReceiverKind, receiverSchema } from "./receiver-kind.ts";
import { reportSchema } from "./report/report-schema.ts";
import { retentionSchema } from "./retention.ts";
import { signInSchema } from "./sign-in/oidc-settings.ts";
import { isZone } from "./zone.ts";

/** Each has numbers of its own. */
const MOST_REASONS = 200;
/** Whoever was handled could have been asked each of them. */
const MOST_SURVEYS = 20;
const EXAMPLE_DURATION = "Write a duration such as 20s, 5m, 4h, or seconds as a number.";

const duration = z.union([z.string(), z.number()]).transform((value, context) => {
  const ms = parseDuration(value);
  if (ms !== null) return ms;
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a duration`,
    params: { code: "not_a_duration", fix: EXAMPLE_DURATION },
  });
  return z.NEVER;
});

/** Each is a message to everybody who was told: a rule without a pause between them would fill the outbox. */
const remindEvery = duration.superRefine((ms, context) => {
  if (ms < 60_000)
    context.addIssue({
      code: "custom",
      message: "reminders follow each other after a minute at least",
      params: { code: "too_short", fix: "Write 1m or more." },
    });
});

const pattern = (regex: RegExp, code: string, message: string, fix: string) =>
  z.string().superRefine((value, context) => {
    if (!regex.test(value))
      context.addIssue({ code: "custom", message: `"${value}" ${message}`, params: { code, fix } });
  });

/** Goes into topics' keys, view ids and metric labels. */
const siteId = pattern(
  /^[A-Za-z0-9._-]{1,64}$/,
  "bad_id",
  "is not a site id",
  "Use up to 64 letters, digits, dots, dashes and underscores.",
);
/** Stands in the ids of policies. */
const calendarId = pattern(
  /^[A-Za-z0-9._-]{1,64}$/,
  "bad_id",
  "is not an id of a calendar",
  "Use up to 64 letters, digits, dots, dashes and underscores.",
);
/** As the phone system says it: anything without control characters. */
const name = pattern(
  /^[^\p{Cc}]{1,128}$/u,
  "bad_id",
  "is not a name",
  "Use 1 to 128 characters without control characters.",
);

const zone = z.string().superRefine((value, context) => {
  if (!isZone(value))
    context.addIssue({
      code: "custom",
      message: `"${value}" is not a time zone`,
      params: { code: "unknown_zone", fix: "Use an IANA name such as Europe/Warsaw, America/New_York or UTC." },
    });
});

/** Of what is not UTF-8. */
const encoding = z.string().superRefine((value, context) => {
  if (!isEncoding(value))
    context.addIssue({
      code: "custom",
      message: `"${value}" is not a character encoding`,
      params: {
        code: "unknown_encoding",
        fix: "Use a name such as windows-1252, windows-1250, iso-8859-2 or shift_jis.",
      },
    });
});

/** A level in the KPI's own unit: 0.8 or "80%", 90 or "90s", a count. */
const level = z.union([z.number(), z.string()]).transform((value, context) => {
  const parsed = parseLevel(value);
  if (parsed !== null) return parsed;
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a level`,
    params: { code: "not_a_level", fix: 'Write a number, a share such as "80%", or a duration such as "90s".' },
  });
  return z.NEVER;
});

/** 0.8 or "80%". */
const share = level.pipe(z.number().min(0).max(1));

const queue = z.strictObject({
  queue: name,
  channel: z.enum(CHANNELS).default("call"),
  title: z.string().optional(),
  threshold: duration.optional(),
  shortAbandon: duration.optional(),
  lostAfter: duration.optional(),
  waitLostAfter: z.union([z.literal("never"), duration]).optional(),
  wrapUpLostAfter: duration.optional(),
  policy: z.enum(SERVICE_LEVEL_POLICIES).optional(),
  calendar: name.optional(),
  target: share.default(0.8),
  concurrency: z.int().min(1).max(50).optional(),
  backlog: backlogSchema(duration),
  changes: queueChanges(duration, share),
});

/** When a KPI is beyond its limit. */
const condition = {
  window: z.enum(WINDOW_IDS).optional(),
  above: level.optional(),
  below: level.optional(),
  clear: level.optional(),
  minimumSample: z.number().int().min(0).optional(),
};

/** On a KPI, the budget of one, a source (`any`: each of the site's; how long a silence is belongs to the source), agents in a state, or single contacts. */
export const ruleSchema = z.strictObject({
  id: name,
  /** As people are told of it. */
  title: z.string().min(1).max(200).optional(),
  kpi: z.string().optional(),
  budget: z.string().optional(),
  burnAbove: z.number().positive().optional(),
  burnClear: z.number().min(0).optional(),
  burnWindows: z.tuple([z.enum(BURN_WINDOWS), z.enum(BURN_WINDOWS)]).optional(),
  noReturnIn: duration.optional(),
  source: name.optional(),
  agent: z.enum(AGENT_STATES as readonly [AgentState, ...AgentState[]]).optional(),
  contact: z.enum(CONTACT_TROUBLES).optional(),
  longerThan: duration.optional(),
  team: name.optional(),
  queue: z.string().optional(),
  eachQueue: z.literal(true).optional(),
  eachTeam: z.literal(true).optional(),
  department: name.optional(),
  channel: z.enum(CHANNELS).optional(),
  ...condition,
  and: z.array(z.strictObject({ kpi: z.string(), ...condition })).default([]),
  holdFor: duration.optional(),
  severity: z.enum(["warning", "critical"]).default("warning"),
  receivers: z.array(z.string()).default([]),
  escalation: z.array(z.strictObject({ after: duration, receivers: z.array(z.string()).min(1) })).default([]),
  remindEvery: remindEvery.optional(),
  group: name.optional(),
  groupWait: duration.optional(),
  groupInterval: duration.optional(),
  schedule: name.optional(),
  quietHours: name.optional(),
});

/** Of an agent or a team: a queue on every channel, or on one. */
const served = z.array(z.union([name, z.strictObject({ queue: name, channel: z.enum(CHANNELS) })])).optional();

const source = z.strictObject({
  source: name,
  silentAfter: z.union([z.literal("never"), duration]).optional(),
});

const site = z.strictObject({
  id: siteId,
  name: z.string().optional(),
  zone: zone.default("UTC"),
  region: z.string().optional(),
  demo: z.boolean().default(false),
  policy: z.enum(SERVICE_LEVEL_POLICIES).default("short-abandons-excluded"),
  attribution: z.enum(ATTRIBUTIONS).optional(),
  changes: siteChanges(duration),
  calendar: name.optional(),
  calendars: z.array(calendarSchema(calendarId, zone)).default([]),
  queues: z.array(queue).default([]),
  departments: z
    .array(z.strictObject({ id: name, title: z.string().optional(), queues: z.array(name).default([]) }))
    .default([]),
  teams: z
    .array(
      z.strictObject({
        id: name,
        title: z.string().optional(),
        department: z.string().optional(),
        queues: served,
      }),
    )
    .default([]),
  agents: z
    .array(
      z.strictObject({
        id: name,
        aliases: z.array(name).default([]),
        name: z.string().optional(),
        team: z.string().optional(),
        queues: served,
        schedule: name.optional(),
        breaks: name.optional(),
        changes: agentChanges,
      }),
    )
    .default([]),
  reasons: z
    .array(z.strictObject({ id: name, title: z.string().optional() }))
    .max(MOST_REASONS)
    .default([]),
  surveys: z
    .array(z.strictObject({ id: name, title: z.string().optional() }))
    .max(MOST_SURVEYS)
    .default([]),
  impliedPresence: duration.optional(),
  oneCallPerAgent: z.boolean().default(false),
  agentsByQueue: z.boolean().default(false),
  lowScore: lowScoreSchema.optional(),
  customer: customerSchema,
  firstContactWithin: duration.optional(),
  sources: z.array(source).default([]),
  rules: z.array(ruleSchema).default([]),
  goals: z.array(goalSchema(name, level)).default([]),
  limits: siteLimitsSchema,
  report: reportSchema(name),
  defaultReceivers: z.array(z.string()).default([]),
});

/** `kinds`: of receivers, as their channels bring them. */
export const configurationSchema = (kinds: readonly ReceiverKind[]) =>
  z.strictObject({
    partitions: z.number().int().min(1).max(1_024).optional(),
    sites: z.array(site).default([]),
    goals: z.array(regionGoalSchema(name, level)).default([]),
    receivers: z.array(receiverSchema(kinds, name)).default([]),
    limits: limitsSchema,
    history: historySchema(duration),
    retention: retentionSchema(duration),
    signIn: signInSchema(name),
    privacy: privacySchema(name),
    customers: customersSchema,
    boards: boardsSchema,
    sources: z
      .array(
        z.strictObject({
          topic: pattern(
            /^[A-Za-z0-9._-]{1,249}$/,
            "bad_topic",
            "is not a topic name",
            "Use letters, digits, dots, dashes and underscores.",
          ),
          format: z.enum(Object.keys(SOURCE_FORMATS) as SourceFormatId[]),
          site: siteId.optional(),
          encoding: encoding.optional(),
        }),
      )
      .default([]),
  });

export type ConfigurationFile = z.output<ReturnType<typeof configurationSchema>>;
export type SiteFile = ConfigurationFile["sites"][number];

/** For editors (`floorwalker config schema`). */
export const configurationJsonSchema = (kinds: readonly ReceiverKind[]): object =>
  z.toJSONSchema(configurationSchema(kinds), { io: "input", unrepresentable: "any" });

/** In the KPI's unit (ratio, seconds, count); null when it is no level. */
export function parseLevel(value: string | number): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const percent = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(value);
  if (percent) return Number(percent[1]) / 100;
  const ms = parseDuration(value);
  return ms === null ? null : ms / 1_000;
}
