/**
 * The JSON that a webhook receives; docs/alerts.md describes it, `docs/spec/generated/webhook.schema.json` is generated from here.
 * Version 2: a union on `about`, as everywhere. Within a version fields are added, never changed or removed.
 */
import { TOLD_STATES } from "@floorwalker/domain";
import { z } from "zod";
import { agentFacts, budgetFacts, contactFacts, groupFacts, kpiFacts, ruleFacts, sourceFacts } from "./alert-facts.ts";

const time = z.iso.datetime();

const bodyFacts = {
  version: z.literal(2),
  /** Equal in every repetition of this message. */
  key: z.string(),
  /** Equal in the firing and the resolved message of one episode. */
  episode: z.string(),
  /** In between: somebody has it (`owner`), or nobody wants to hear of it until `snoozedUntil`; it still fires. */
  state: z.enum(TOLD_STATES),
  /** True: sent by `floorwalker alert test`, nothing is wrong. */
  test: z.boolean(),
  /** True: of a demo site, nothing is wrong. */
  demo: z.boolean(),
  /** UTC: when the condition became true, and when this state began. */
  since: time,
  at: time,
  /** Which step of the escalation this is; 0: the rule's own receivers. */
  step: z.int().min(0),
  /** How often the same receivers were told so before: it still fires and nobody has it. */
  reminder: z.int().min(0),
  /** Who has it; null: nobody. */
  owner: z.string().nullable(),
  snoozedUntil: time.nullable(),
  /** Of a KPI, in `unit`: how bad it got so far; null: not known. */
  worst: z.number().nullable(),
  /** One line for people. */
  text: z.string(),
  /** All that a mail says, as plain text. */
  message: z.string(),
  /** The alert on the board; null: nobody said where that is (`FLOORWALKER_PUBLIC_URL`). */
  url: z.string().nullable(),
  /** A page whose button acknowledges it, for this receiver, for a day; null: there is nothing to take, or no such links are made. */
  takeUrl: z.string().nullable(),
};

export const webhookBodySchema = z.discriminatedUnion("about", [
  z.object({ ...bodyFacts, ...ruleFacts, ...kpiFacts }),
  z.object({ ...bodyFacts, ...ruleFacts, ...budgetFacts, noReturnAt: time.nullable() }),
  z.object({ ...bodyFacts, ...ruleFacts, ...sourceFacts, lastEventAt: time }),
  // Since when the agent is in that state; since when the contact waits, or when it happened.
  z.object({ ...bodyFacts, ...ruleFacts, ...agentFacts, inStateSince: time }),
  z.object({ ...bodyFacts, ...ruleFacts, ...contactFacts, happenedAt: time }),
  z.object({
    ...bodyFacts,
    ...ruleFacts,
    ...groupFacts,
    /** What fires first; `alert` is its `episode` where it is told by itself, and its name in requests. */
    members: z.array(
      z.object({
        alert: z.string(),
        rule: ruleFacts.rule,
        severity: ruleFacts.severity,
        state: z.enum(TOLD_STATES),
        owner: bodyFacts.owner,
        queue: ruleFacts.queue,
        channel: ruleFacts.channel,
        since: time,
        text: z.string(),
      }),
    ),
  }),
]);

export type WebhookBody = Readonly<z.infer<typeof webhookBodySchema>>;
