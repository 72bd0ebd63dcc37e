/**
 * A fact as it is written beside its contact: what the contact says already, and what is null, false or empty, is left out. Whoever
 * writes facts anywhere writes them so.
 */
import type { Channel } from "../event.ts";
import type { Fact } from "./fact.ts";

type Told = Omit<Fact, "contact" | "channel">;

export type WrittenFact = Partial<Told> & Pick<Fact, "why">;

/** Of what no stay is known of. */
export const NO_FACT: Omit<Told, "why"> = {
  segment: null,
  queue: null,
  queuedAt: null,
  waitMs: null,
  talkMs: null,
  holdMs: null,
  wrapUpMs: null,
  endedAt: null,
  outcome: null,
  reason: null,
  outcomeAt: null,
  agent: null,
  agents: [],
  inTime: null,
  thresholdMs: null,
  policy: null,
  transferred: false,
  escalated: false,
  complained: false,
  reopened: false,
};
const FIELDS = Object.keys(NO_FACT) as (keyof typeof NO_FACT)[];

const isNothing = (field: keyof typeof NO_FACT, value: Fact[keyof Fact]): boolean =>
  value === NO_FACT[field] || (Array.isArray(value) && value.length === 0);

export function writtenFact(fact: Fact): WrittenFact {
  const written: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = fact[field];
    if (!isNothing(field, value)) written[field] = value;
  }
  return { ...written, why: fact.why };
}

export const factOfWritten = (written: WrittenFact, contact: string | null, channel: Channel): Fact => ({
  contact,
  channel,
  ...NO_FACT,
  ...written,
});

/** A list of them as JSON: what `JSON.stringify` makes of them, without an object for each. */
export const factsText = (facts: readonly Fact[]): string => `[${facts.map(factText).join(",")}]`;

const NAMED: readonly string[] = FIELDS.map((field) => `"${field}":`);

function factText(fact: Fact): string {
  let text = "{";
  for (let at = 0; at < FIELDS.length; at++) {
    const field = FIELDS[at]!;
    const value = fact[field];
    if (isNothing(field, value)) continue;
    const isPlain = typeof value === "number" || typeof value === "boolean";
    text += `${NAMED[at]}${isPlain ? value : JSON.stringify(value)},`;
  }
  return `${text}"why":${JSON.stringify(fact.why)}}`;
}
