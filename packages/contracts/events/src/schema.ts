/**
 * The canonical events as schemas: CloudEvents 1.0 in structured mode. They validate only; `parse-event.ts` builds the
 * value. Loose: an attribute or data field that is not listed is accepted and passes through. The names in `data` mean the same
 * on every type, but `from` and `state` of a schedule. No transforms, so that `z.toJSONSchema` takes them.
 */
import { CHANNELS, EVENT_TYPES, type EventType } from "@floorwalker/domain";
import { z } from "zod";
import { MAX_DURATION_MS, MAX_ID, MAX_NAME } from "./limits.ts";
import { readSequence } from "./read-sequence.ts";

/** CloudEvents forbids control characters and unpaired surrogates in attributes. */
const TEXT = /^[^\p{Cc}\p{Cs}]*$/u;

const optionalName = z.string().max(MAX_NAME).regex(TEXT).nullish();
const name = z.string().min(1).max(MAX_NAME).regex(TEXT);
const id = z.string().min(1).max(MAX_ID).regex(TEXT);
const optionalId = z.string().max(MAX_ID).regex(TEXT).nullish();
const duration = z.int().min(0).max(MAX_DURATION_MS).optional();

const dataFields = {
  waitMs: duration.describe("Reported wait in the queue, ms; wins over the stamps."),
  talkMs: duration.describe("Reported talk time, ms."),
  holdMs: duration.describe("Reported hold time, ms."),
  wrapUpMs: duration.describe("Reported wrap-up time, ms."),
  ringMs: duration.describe("How long an agent's phone rang, ms."),
  reason: z
    .string()
    .max(MAX_NAME)
    .regex(TEXT)
    .optional()
    .describe("Why a contact was refused or left its queue, or an agent paused."),
  from: z
    .enum(["customer", "agent", "bot", "system"])
    .optional()
    .describe("Who wrote a message; only `agent` is a human reply."),
  by: z.enum(["agent", "customer", "system"]).optional().describe("Who ended the contact."),
  kind: z
    .enum(["blind", "attended", "escalation", "complaint"])
    .optional()
    .describe("How a contact was transferred, or what was escalated."),
  state: z.enum(["idle", "paused", "wrapUp"]).optional().describe("State the agent went into."),
  score: z.number().optional().describe("Answer to a survey, on `scale`."),
  scale: z.enum(["1-5", "1-7", "0-10", "thumbs"]).optional(),
  survey: z
    .string()
    .max(MAX_NAME)
    .regex(TEXT)
    .optional()
    .describe(
      "Which of a source's surveys was offered or answered; of each the last answer counts once for a segment.",
    ),
  measure: z
    .enum(["csat", "nps", "ces"])
    .optional()
    .describe("What a survey asks for: satisfaction (also without it), recommendation (on 0-10 only), effort."),
  callbackOf: z
    .string()
    .max(MAX_ID)
    .regex(TEXT)
    .optional()
    .describe("Of a contact that calls back: the one that asked for it; answered, it is a callback that was done."),
};

const data = z.looseObject(dataFields);

const SCALES = { "1-5": [1, 5], "1-7": [1, 7], "0-10": [0, 10], thumbs: [0, 1] } as const;

const surveyData = z
  .looseObject({ ...dataFields, score: z.number(), scale: z.enum(["1-5", "1-7", "0-10", "thumbs"]) })
  .refine(({ score, scale }) => score >= SCALES[scale][0] && score <= SCALES[scale][1], {
    path: ["score"],
    params: { code: "score_out_of_scale" },
  });

const sequence = z
  .union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d*$/)
      .refine((digits) => digits === "" || readSequence(digits) !== null),
  ])
  .nullish();

const time = z.iso.datetime({ offset: true });

const scheduleData = z
  .looseObject({
    ...dataFields,
    from: time.describe("When what is scheduled begins, RFC 3339 with offset."),
    to: time.describe("When it ends; at most 400 days later."),
    state: z
      .enum(["working", "paused", "off"])
      .describe("To work, to pause, or nothing: then what was scheduled before does not hold."),
  })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ["to"], params: { code: "ends_before" } });

const envelope = {
  specversion: z.literal("1.0"),
  id,
  source: id,
  time: time.describe("Event time, RFC 3339 with offset."),
  recordedtime: time.nullish().describe("When the source recorded the event."),
  site: name,
  segment: optionalName,
  queue: optionalName,
  agent: optionalName,
  contactreason: optionalName.describe("What the contact is about; the last one told counts for the whole contact."),
  customer: optionalName.describe(
    "Whose contact it is, as the source tells customers apart; the last one told counts for the whole contact.",
  ),
  sequence: sequence.describe(
    "Place among what its source wrote of the same instant, a whole number from 0, as text or number: it orders, and is neither identity nor content.",
  ),
  datacontenttype: z.string().nullish(),
};

const channel = z.enum(CHANNELS as readonly ["call", "chat", "email"]);
const optionalData = data.nullish();
const contactFields = { ...envelope, channel, contact: id };

const contactEvent = <T extends EventType>(type: T) =>
  z.looseObject({ ...contactFields, type: z.literal(type), data: optionalData });

/** Opens or leaves a queue, so it must name one; later events find the contact's segment without. */
const queueEvent = <T extends EventType>(type: T) =>
  z.looseObject({ ...contactFields, queue: name, type: z.literal(type), data: optionalData });

const agentEvent = <T extends EventType>(type: T) =>
  z.looseObject({ ...envelope, agent: name, type: z.literal(type), data: optionalData });

const sourceEvent = <T extends EventType>(type: T) =>
  z.looseObject({ ...envelope, type: z.literal(type), data: optionalData });

/** Of a contact, or of no more than a queue. */
const surveyEvent = <T extends EventType, D extends z.ZodType>(type: T, ofSurvey: D) =>
  z
    .looseObject({ ...envelope, channel, contact: optionalId, type: z.literal(type), data: ofSurvey })
    .refine((event) => Boolean(event.contact) || Boolean(event.queue), {
      path: ["contact"],
      params: { code: "missing_field" },
    });

export const EVENT_SCHEMAS = {
  "cc.source.restarted": sourceEvent("cc.source.restarted"),
  "cc.source.heartbeat": sourceEvent("cc.source.heartbeat"),
  "cc.agent.signedIn": agentEvent("cc.agent.signedIn"),
  "cc.agent.stateChanged": z.looseObject({
    ...envelope,
    agent: name,
    type: z.literal("cc.agent.stateChanged"),
    data: z.looseObject({ ...dataFields, state: z.enum(["idle", "paused", "wrapUp"]) }),
  }),
  "cc.agent.scheduled": z.looseObject({
    ...envelope,
    agent: name,
    type: z.literal("cc.agent.scheduled"),
    data: scheduleData,
  }),
  "cc.agent.signedOut": agentEvent("cc.agent.signedOut"),
  "cc.contact.started": contactEvent("cc.contact.started"),
  "cc.contact.refused": z.looseObject({
    ...contactFields,
    queue: name,
    type: z.literal("cc.contact.refused"),
    data: z.looseObject({ ...dataFields, reason: z.enum(["full", "empty", "closed", "diverted"]) }),
  }),
  "cc.contact.queued": queueEvent("cc.contact.queued"),
  "cc.contact.alerted": contactEvent("cc.contact.alerted"),
  "cc.contact.notAnswered": contactEvent("cc.contact.notAnswered"),
  "cc.contact.answered": contactEvent("cc.contact.answered"),
  "cc.contact.message": z.looseObject({
    ...contactFields,
    type: z.literal("cc.contact.message"),
    data: z.looseObject({ ...dataFields, from: z.enum(["customer", "agent", "bot", "system"]) }),
  }),
  "cc.contact.held": contactEvent("cc.contact.held"),
  "cc.contact.resumed": contactEvent("cc.contact.resumed"),
  "cc.contact.callbackRequested": contactEvent("cc.contact.callbackRequested"),
  "cc.contact.escalated": contactEvent("cc.contact.escalated"),
  "cc.contact.transferred": contactEvent("cc.contact.transferred"),
  "cc.contact.abandoned": queueEvent("cc.contact.abandoned"),
  "cc.contact.flowedOut": queueEvent("cc.contact.flowedOut"),
  "cc.contact.ended": contactEvent("cc.contact.ended"),
  "cc.contact.wrapUpStarted": contactEvent("cc.contact.wrapUpStarted"),
  "cc.contact.wrapUpEnded": contactEvent("cc.contact.wrapUpEnded"),
  "cc.contact.resolved": contactEvent("cc.contact.resolved"),
  "cc.contact.reopened": contactEvent("cc.contact.reopened"),
  "cc.survey.offered": surveyEvent("cc.survey.offered", optionalData),
  "cc.survey.answered": surveyEvent("cc.survey.answered", surveyData),
} as const satisfies { readonly [T in EventType]: z.ZodType<{ type: T }> };

/** What every event has, where its type says no more. */
export const ENVELOPE_SCHEMA = z.looseObject({ ...envelope, data: optionalData });

/** Any canonical event. */
export const eventSchema = z.discriminatedUnion("type", [
  EVENT_SCHEMAS[EVENT_TYPES[0]],
  ...EVENT_TYPES.slice(1).map((type) => EVENT_SCHEMAS[type]),
]);
