/** A stay as REST tells it: times in ISO 8601, durations in seconds. Of the customer there is only the contact's id. */
import type { Fact } from "@floorwalker/domain";
import type { ListedFact } from "@floorwalker/stream";
import { type CsvField, csvLine } from "../csv.ts";

export const isoOf = (time: number | null): string | null =>
  time === null || !Number.isFinite(time) ? null : new Date(time).toISOString();

const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

export interface FactFields {
  readonly [field: string]: CsvField | boolean | readonly string[];
}

export const factFields = (fact: Fact): FactFields => ({
  contact: fact.contact,
  segment: fact.segment,
  channel: fact.channel,
  queue: fact.queue,
  queuedAt: isoOf(fact.queuedAt),
  waitSeconds: secondsOf(fact.waitMs),
  talkSeconds: secondsOf(fact.talkMs),
  holdSeconds: secondsOf(fact.holdMs),
  wrapUpSeconds: secondsOf(fact.wrapUpMs),
  outcome: fact.outcome,
  reason: fact.reason,
  outcomeAt: isoOf(fact.outcomeAt),
  endedAt: isoOf(fact.endedAt),
  agent: fact.agent,
  agents: fact.agents,
  inTime: fact.inTime,
  thresholdSeconds: secondsOf(fact.thresholdMs),
  policy: fact.policy,
  transferred: fact.transferred,
  escalated: fact.escalated,
  complained: fact.complained,
  reopened: fact.reopened,
  why: fact.why,
});

const COLUMNS = [
  "contact",
  "segment",
  "channel",
  "queue",
  "queuedAt",
  "waitSeconds",
  "talkSeconds",
  "holdSeconds",
  "wrapUpSeconds",
  "outcome",
  "reason",
  "outcomeAt",
  "endedAt",
  "agent",
  "agents",
  "inTime",
  "thresholdSeconds",
  "policy",
  "transferred",
  "escalated",
  "complained",
  "reopened",
  "why",
] as const satisfies readonly (keyof ReturnType<typeof factFields>)[];

/** With their header; several agents are parted by spaces. `ofSites`: the first column says of which site each is. */
export function factLines(facts: readonly ListedFact[], ofSites: boolean): string {
  const lines = facts.map((fact) => {
    const fields = factFields(fact);
    return csvLine([...(ofSites ? [fact.place.site] : []), ...COLUMNS.map((column) => cellOf(fields[column]!))]);
  });
  return csvLine([...(ofSites ? ["site"] : []), ...COLUMNS]) + lines.join("");
}

function cellOf(value: FactFields[string]): CsvField {
  if (typeof value === "boolean") return String(value);
  return typeof value === "object" && value !== null ? value.join(" ") : value;
}
