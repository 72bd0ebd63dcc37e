/**
 * What an alert is about, as everybody who hears of it is told: a closed union on `about`. The row of the board, the
 * message in the outbox and the webhook's body are made of these fields, so that none of them can say anything else.
 * (`kind` is taken: it is the kind of a row.) A new kind of rule is a member here, and every reader fails to compile.
 */
import { AGENT_STATES, type AgentState, CHANNELS, CONTACT_TROUBLES, WINDOW_IDS } from "@floorwalker/domain";
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

/** A KPI is beyond its limit. */
export const kpiFacts = {
  about: z.literal("kpi"),
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
