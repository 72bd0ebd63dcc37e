/**
 * What an alert is about, as everybody who hears of it is told: a closed union on `about`. The row of the board, the
 * message in the outbox and the webhook's body are made of these fields, so that none of them can say anything else.
 * (`kind` is taken: it is the kind of a row.) A new kind of rule is a member here, and every reader fails to compile.
 */
import {
  AGENT_STATES,
  type AgentState,
  BURN_WINDOWS,
  CHANNELS,
  CONTACT_TROUBLES,
  EXTERNAL_ORIGINS,
  WINDOW_IDS,
} from "@floorwalker/domain";
import { z } from "zod";

/** Of every alert. */
export const ruleFacts = {
  rule: z.string(),
  /** True: made from a queue's target or for a source, not written in the configuration. */
  default: z.boolean(),
  severity: z.enum(["warning", "critical"]),
  site: z.string(),
  /** Null: the whole site, or a source. */
  queue: z.string().nullable(),
  channel: z.enum(CHANNELS).nullable(),
  /** The condition must hold this long before the alert fires. */
  holdForSeconds: z.number(),
};

/** Absent: of a queue, or of the whole site. */
const ofPeople = {
  team: z.string().exactOptional(),
  department: z.string().exactOptional(),
  /** Of the team or department, as configured. */
  title: z.string().exactOptional(),
};

/** Alerts that a receiver is told of in one message; `rule` is the name of the group. */
export const groupFacts = {
  about: z.literal("group"),
  receiver: z.string(),
  /** Alerts that fire, and that were over since the message before. */
  firing: z.int().min(0),
  over: z.int().min(0),
  /** That are not named. */
  more: z.int().min(0),
};

/** A KPI is beyond its limit. */
export const kpiFacts = {
  about: z.literal("kpi"),
  ...ofPeople,
  /** KPI id of `GET /v1/kpis`. */
  kpi: z.string(),
  /** The rule's own window: `value` is read over it, whatever a tile shows. */
  window: z.enum(WINDOW_IDS),
  unit: z.string(),
  direction: z.enum(["above", "below"]),
  /** In `unit`. */
  limit: z.number(),
  /** In `unit`: resolved at or beyond it. */
  clear: z.number(),
  /** In `unit`, unrounded; null: unknown. */
  value: z.number().nullable(),
  /** What `minimumSample` counts: decided contacts, or what the KPI divides by. Null: not known. */
  sample: z.number().nullable(),
  minimumSample: z.number(),
};

const burnWindow = z.enum(BURN_WINDOWS).nullable();

/** Misses come too fast for a goal, or it will be out of reach too soon. Figures are of the day so far; null: not known, or not asked. */
export const budgetFacts = {
  about: z.literal("budget"),
  ...ofPeople,
  /** KPI id of `GET /v1/kpis`; a share of contacts. */
  kpi: z.string(),
  better: z.enum(["higher", "lower"]),
  target: z.number().nullable(),
  /** How many times as fast as the target allows misses came, in the slower of both windows; `limit` and `clear` are of it. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
  clear: z.number().nullable(),
  shortWindow: burnWindow,
  longWindow: burnWindow,
  shortBurn: z.number().nullable(),
  longBurn: z.number().nullable(),
  decided: z.number().nullable(),
  misses: z.number().nullable(),
  /** Below 0: so many too many. */
  missesLeft: z.number().nullable(),
  /** Contacts by the close, at the pace of the last hour; and how many of them must be in time (of a low share: not be missed). */
  coming: z.number().nullable(),
  needed: z.number().nullable(),
  outOfReach: z.boolean(),
  /** When it will be at the pace of the last hour, epoch ms. */
  noReturnAt: z.number().nullable(),
  noReturnInSeconds: z.number().nullable(),
  /** What `minimumSample` counts: decided contacts of the long window. */
  sample: z.number().nullable(),
  minimumSample: z.number(),
};

/** A source is not heard of. */
export const sourceFacts = {
  about: z.literal("source"),
  source: z.string(),
  /** Silent after so long. */
  silentAfterSeconds: z.number(),
};

/** An agent is in a state for longer than its limit. */
export const agentFacts = {
  about: z.literal("agent"),
  agent: z.string(),
  /** As configured, or his id. */
  name: z.string(),
  /** Null: he is in none. */
  team: z.string().nullable(),
  /** The state he is, or was, in for too long. */
  agentState: z.enum(AGENT_STATES as readonly [AgentState, ...AgentState[]]),
  /** Of a pause, where it was told. */
  reason: z.string().nullable(),
  limitSeconds: z.number(),
};

/** A contact waits for too long, was rated low, was escalated, or somebody complained. `queue` and `channel` are where. */
export const contactFacts = {
  about: z.literal("contact"),
  contact: z.string(),
  when: z.enum(CONTACT_TROUBLES),
  /** Of one that waits. */
  limitSeconds: z.number(),
};

/** An alert of another system, as that told it: on the board, and told to no receiver. `rule` is its name there. */
export const externalFacts = {
  about: z.literal("external"),
  origin: z.enum(EXTERNAL_ORIGINS),
  /** Which alert it is, by that system. */
  fingerprint: z.string(),
  /** For people, one line. */
  title: z.string(),
  description: z.string().nullable(),
  /** By name: JSON, an object of texts. */
  labels: z.string(),
  /** Where more of it is to be read. */
  url: z.string().nullable(),
};
