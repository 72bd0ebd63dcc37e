/**
 * A record of `cc.facts.v1`: one contact that has left its owner's memory, with what its segments came to and what it has added to the
 * numbers. Names stand as texts and what is null, false or empty is left out, so that any program can read it. The topic is compacted:
 * the key says which contact it is.
 */
import {
  type AddedAmount,
  type AddedAmounts,
  CHANNELS,
  type ContactFacts,
  type ContactFactsKey,
  ENTRY_NAMES,
  FACT_OUTCOMES,
  factOfWritten,
  factsText,
  type WrittenFact,
} from "@floorwalker/domain";
import { z } from "zod";

const FORMAT = 1;

const count = z.int().min(0);
const moment = z.int();
const name = z.string().min(1);

const fact = z.object({
  segment: name.optional().describe("The source's id of it."),
  queue: name.optional(),
  queuedAt: moment.optional(),
  waitMs: count.optional().describe("In the time of its policy."),
  talkMs: count.optional().describe("Of all its legs."),
  holdMs: count.optional(),
  wrapUpMs: count.optional(),
  endedAt: moment.optional().describe("When its last talk was over, else when it left the queue."),
  outcome: z.enum(FACT_OUTCOMES).optional(),
  reason: name.optional().describe("Of a flow-out or refusal."),
  outcomeAt: moment.optional(),
  agent: name.optional().describe("Who answered it first, else who had it first."),
  agents: z.array(name).optional().describe("All who had it, in order."),
  inTime: z.boolean().optional().describe("Absent: it is not judged."),
  thresholdMs: count.optional(),
  policy: name.optional().describe("The version that judges it."),
  transferred: z.boolean().optional(),
  escalated: z.boolean().optional(),
  complained: z.boolean().optional(),
  reopened: z.boolean().optional(),
  why: z.string().describe("In one sentence, why it counts as it does."),
});

const added = z.object({
  fact: z.int().min(-1).describe("Which of the facts it is of, from 0; −1: of none that is known."),
  queue: name.optional(),
  agent: name.optional().describe("Of what an agent did."),
  team: name.optional().describe("The one he was in."),
  reason: name.optional().describe("What the contact is about, as it counts."),
  survey: name.optional().describe("Of what counts for a survey by its name alone."),
  amounts: z
    .array(z.tuple([z.string(), moment, z.number()]))
    .describe(
      "Counter, when it counts (epoch ms), how much; counters of which there is nothing are left out. Times are ms, scores × 1000.",
    ),
});

export const FACTS_SCHEMA = z.object({
  format: z.literal(FORMAT),
  site: name,
  zone: name.describe("IANA zone of the site."),
  channel: z.enum(CHANNELS),
  name: name.describe("With site and channel the key: the contact's id, or that of a survey of nobody's contact."),
  contact: name.optional().describe("Absent: it is a survey of nobody's contact."),
  epoch: count.describe("With `sequence` the version: of two records of one key the greater is true."),
  sequence: count,
  leftAt: moment.describe("The site's clock when it left memory, epoch ms."),
  first: z.literal(true).optional().describe("Nobody has left before it."),
  toldFrom: moment.optional().describe("Some contacts that left up to this moment were not told; absent: all were."),
  from: moment.describe("From when to when something of it counts, both inclusive."),
  to: moment,
  facts: z.array(fact).describe("Its segments, in order."),
  added: z.array(added).describe("What it has added to the numbers, by what it counts for."),
});

/** Which contact it is, as a JSON list. */
export const factsKey = ({ site, channel, name: contact }: ContactFactsKey): string =>
  JSON.stringify([site, channel, contact]);

const QUOTED: ReadonlyMap<string, string> = new Map(ENTRY_NAMES.map((name) => [name, JSON.stringify(name)]));

/** As text at once: it is told of every contact. */
export function writeFacts(told: ContactFacts): string {
  const { site, zone, channel, contact, version, leftAt, toldFrom, from, to } = told;
  return (
    `{"format":${FORMAT},"site":${JSON.stringify(site)},"zone":${JSON.stringify(zone)},"channel":"${channel}"` +
    `,"name":${JSON.stringify(told.name)}${named("contact", contact)},"epoch":${version.epoch}` +
    `,"sequence":${version.sequence},"leftAt":${leftAt}${told.first ? ',"first":true' : ""}` +
    `${toldFrom === null ? "" : `,"toldFrom":${toldFrom}`},"from":${from},"to":${to},"facts":${factsText(told.facts)}` +
    `,"added":[${told.added.map(amountsText).join(",")}]}`
  );
}

const named = (field: string, text: string | null): string =>
  text === null ? "" : `,"${field}":${JSON.stringify(text)}`;

function amountsText({ fact: of, queue, agent, team, reason, survey, amounts }: AddedAmounts): string {
  let text = "";
  for (const [counter, at, amount] of amounts)
    text += `${text === "" ? "" : ","}[${QUOTED.get(counter) ?? JSON.stringify(counter)},${at},${amount}]`;
  const names =
    named("queue", queue) +
    named("agent", agent) +
    named("team", team) +
    named("reason", reason) +
    named("survey", survey);
  return `{"fact":${of}${names},"amounts":[${text}]}`;
}

/** @throws ZodError or SyntaxError: it is no such record, or one of a newer format. */
export function readFacts(text: string): ContactFacts {
  const record = FACTS_SCHEMA.parse(JSON.parse(text));
  const { site, zone, channel, contact = null, epoch, sequence, leftAt, toldFrom = null, from, to } = record;
  return {
    site,
    zone,
    channel,
    name: record.name,
    contact,
    version: { epoch, sequence },
    leftAt,
    first: record.first === true,
    toldFrom,
    from,
    to,
    facts: record.facts.map((written) => factOfWritten(written as WrittenFact, contact, channel)),
    added: record.added.map(
      ({ fact: of, queue = null, agent = null, team = null, reason = null, survey = null, amounts }) => ({
        fact: of,
        queue,
        agent,
        team,
        reason,
        survey,
        amounts: amounts as AddedAmount[],
      }),
    ),
  };
}
