/**
 * An alert on its way to people, as the aggregator puts it into the outbox and the notifier hands it to a channel. It names its
 * format: the two may be of different versions, and what an older aggregator has written must still arrive.
 */
import { TOLD_STATES } from "@floorwalker/domain";
import { z } from "zod";
import { agentFacts, budgetFacts, contactFacts, groupFacts, kpiFacts, ruleFacts, sourceFacts } from "./alert-facts.ts";

const FORMAT = 2;

const messageFacts = {
  format: z.literal(FORMAT),
  /** hash(rule, scope, start of the episode, state, step): stable over retries and restarts (rule 21). */
  key: z.string(),
  state: z.enum(TOLD_STATES),
  /** When the condition became true, and when this state began, epoch ms. */
  since: z.number(),
  at: z.number(),
  receivers: z.array(z.string()).readonly(),
  /** Of the escalation; 0: the rule's own receivers. */
  step: z.int().min(0).default(0),
  /** How often they were told so before. */
  reminder: z.int().min(0).default(0),
  /** Who has it; null: nobody. */
  owner: z.string().nullable().default(null),
  /** Nobody hears of it until then, epoch ms; null: it was not snoozed. */
  snoozedUntil: z.number().nullable().default(null),
  /** Of a KPI, in its unit: how bad it got so far; null: not known. */
  worst: z.number().nullable().default(null),
  /** A drill (`floorwalker alert test`): a channel says so plainly. */
  test: z.literal(true).optional(),
};

// Not strict: what a newer aggregator adds passes.
const single = [
  z.object({ ...messageFacts, ...ruleFacts, ...kpiFacts }),
  z.object({ ...messageFacts, ...ruleFacts, ...budgetFacts }),
  z.object({ ...messageFacts, ...ruleFacts, ...sourceFacts, lastEventAt: z.number() }),
  // Since when the agent is in that state; since when the contact waits, or when it happened.
  z.object({ ...messageFacts, ...ruleFacts, ...agentFacts, inStateSince: z.number() }),
  z.object({ ...messageFacts, ...ruleFacts, ...contactFacts, happenedAt: z.number() }),
] as const;

const singleSchema = z.discriminatedUnion("about", single);

export const alertNotificationSchema = z.discriminatedUnion("about", [
  ...single,
  z.object({ ...messageFacts, ...ruleFacts, ...groupFacts, members: z.array(singleSchema).readonly() }),
]);

/** Of one alert; a group's has several. */
export type SingleNotification = Readonly<z.infer<typeof singleSchema>>;
export type AlertNotification = Readonly<z.infer<typeof alertNotificationSchema>>;

/** The format without a name, of the first version: KPIs only, times as ISO 8601. */
const firstFormatSchema = z
  .object({
    key: messageFacts.key,
    state: messageFacts.state,
    receivers: messageFacts.receivers,
    test: messageFacts.test,
    since: z.iso.datetime(),
    at: z.iso.datetime(),
    rule: ruleFacts.rule,
    severity: ruleFacts.severity,
    site: ruleFacts.site,
    queue: z.string().optional(),
    channel: ruleFacts.channel.unwrap().optional(),
    kpi: kpiFacts.kpi,
    window: kpiFacts.window,
    unit: kpiFacts.unit,
    direction: kpiFacts.direction,
    limit: kpiFacts.limit,
    value: kpiFacts.value,
  })
  .transform(
    (old): AlertNotification => ({
      ...old,
      format: FORMAT,
      step: 0,
      reminder: 0,
      owner: null,
      snoozedUntil: null,
      worst: null,
      about: "kpi",
      default: false,
      queue: old.queue ?? null,
      channel: old.channel ?? null,
      since: Date.parse(old.since),
      at: Date.parse(old.at),
      holdForSeconds: 0,
      clear: old.limit,
      sample: null,
      minimumSample: 0,
    }),
  );

/** Null: not a message of any format known here. */
export function readAlertNotification(payload: string): AlertNotification | null {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  const schema = hasFormat(value) ? alertNotificationSchema : firstFormatSchema;
  return schema.safeParse(value).data ?? null;
}

const hasFormat = (value: unknown): boolean => typeof value === "object" && value !== null && "format" in value;
