/** An alert as the board sees it; there while pending or firing, and until the next episode when resolved. */
import { z } from "zod";
import {
  agentFacts,
  budgetFacts,
  contactFacts,
  externalFacts,
  kpiFacts,
  ruleFacts,
  sourceFacts,
} from "./alert-facts.ts";

const rowFacts = {
  /** `alert:<site>:<rule>:<scope>`. */
  id: z.string(),
  kind: z.literal("alert"),
  state: z.enum(["pending", "firing", "resolved"]),
  /** Of a demo site: nothing is wrong anywhere. Absent: an owner of before told it. */
  demo: z.boolean().exactOptional(),
  /** Start of the episode (the condition became true), epoch ms. */
  since: z.number(),
  /** When it entered this state, epoch ms. */
  at: z.number(),
  /** Who has it, and since when; null: nobody. A firing alert that somebody has is *acknowledged*. */
  owner: z.string().nullable(),
  ownedSince: z.number().nullable(),
  /** Nobody hears of it until then; null, or past: it is not snoozed. */
  snoozedUntil: z.number().nullable(),
  snoozedBy: z.string().nullable(),
  /** What people noted: JSON, `[{ by, at, text }, …]`, the oldest first; null: nothing. */
  notes: z.string().nullable(),
  /** What was done last, for whoever takes it back: JSON, `[{ id, by, time }, …]`; null: nothing. */
  undoable: z.string().nullable(),
  /** Of a KPI, in its unit: how bad it got in this episode so far, or in all of it; null: not known. */
  worst: z.number().nullable(),
  /** Episodes that are over: JSON, `[{ since, at, worst, owner }, …]`, the newest first, ten at most; null: none is remembered. */
  past: z.string().nullable(),
};

/** Key of the episode in requests, links and messages: made without the key of the installation it would tell whom it is about. */
const episode = { episode: z.string().optional() };

export const alertRowSchema = z.discriminatedUnion("about", [
  z.strictObject({ ...rowFacts, ...ruleFacts, ...kpiFacts }),
  z.strictObject({ ...rowFacts, ...ruleFacts, ...budgetFacts }),
  z.strictObject({ ...rowFacts, ...ruleFacts, ...sourceFacts, lastEventAt: z.number() }),
  // Since when the agent is in that state; since when the contact waits, or when it happened.
  z.strictObject({ ...rowFacts, ...ruleFacts, ...agentFacts, ...episode, inStateSince: z.number() }),
  z.strictObject({ ...rowFacts, ...ruleFacts, ...contactFacts, ...episode, happenedAt: z.number() }),
  // Since when, as that system says; and when it was told last.
  z.strictObject({ ...rowFacts, ...ruleFacts, ...externalFacts, startsAt: z.number(), toldAt: z.number() }),
]);

type Row = Readonly<z.infer<typeof alertRowSchema>>;
export type KpiAlertRow = Extract<Row, { about: "kpi" }>;
export type BudgetAlertRow = Extract<Row, { about: "budget" }>;
export type SourceAlertRow = Extract<Row, { about: "source" }>;
export type AgentAlertRow = Extract<Row, { about: "agent" }>;
export type ContactAlertRow = Extract<Row, { about: "contact" }>;
export type ExternalAlertRow = Extract<Row, { about: "external" }>;
export type AlertRow =
  | KpiAlertRow
  | BudgetAlertRow
  | SourceAlertRow
  | AgentAlertRow
  | ContactAlertRow
  | ExternalAlertRow;
