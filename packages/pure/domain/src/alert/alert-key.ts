/**
 * The key of one transition, equal over retries, restarts and a second evaluation of the same moment: what a receiver
 * recognises a repetition by, and the e-mail's Message-ID (rule 21).
 */
import type { Channel } from "../event.ts";
import type { AlertFacts, GroupFacts } from "./alert-facts.ts";
import { subjectOfScope } from "./number-scope.ts";

/** What people are told of an alert; the two in the middle: somebody has it, or nobody wants to hear of it for some time. */
export const TOLD_STATES = ["firing", "acknowledged", "snoozed", "resolved"] as const;
export type ToldState = (typeof TOLD_STATES)[number];

export interface AlertScope {
  readonly site: string;
  /** Null: the whole site, or no queue's. */
  readonly queue: string | null;
  readonly channel: Channel | null;
  /** What it is about where queue and channel do not say; of a KPI of a queue or the site nothing. */
  readonly subject: readonly string[];
}

type Scoped = AlertFacts | Pick<GroupFacts, "about" | "site" | "queue" | "channel" | "receiver">;

export function alertScope(facts: Scoped): AlertScope {
  const { site, queue, channel } = facts;
  return { site, queue, channel, subject: subjectOf(facts) };
}

function subjectOf(facts: Scoped): readonly string[] {
  switch (facts.about) {
    case "kpi":
      return subjectOfScope(facts);
    case "budget":
      return ["budget", ...subjectOfScope(facts)];
    case "source":
      return [facts.source];
    case "agent":
      return ["agent", facts.agent];
    case "contact":
      return ["contact", facts.contact];
    case "external":
      return ["external", facts.origin, facts.fingerprint];
    case "group":
      return ["group", facts.receiver];
  }
}

/**
 * 32 hexadecimal digits. @param episodeStart when the condition became true, epoch ms. @param step which message of that state it is,
 * beside the first.
 */
export function alertKey(
  rule: string,
  { site, queue, channel, subject }: AlertScope,
  episodeStart: number,
  state: ToldState,
  step: { readonly step: number; readonly reminder: number } = FIRST,
): string {
  // Keys of alerts about KPIs are as they always were: an episode may begin before an upgrade and end after it.
  const toldAs = step.step + step.reminder === 0 ? [] : [step.step, step.reminder];
  return fnv1a128(JSON.stringify([rule, site, queue, channel, episodeStart, state, ...subject, ...toldAs]));
}

const FIRST = { step: 0, reminder: 0 };

const PRIME = (1n << 88n) + 0x13bn;
const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const encoder = new TextEncoder();

/** FNV-1a, 128 bits, over the UTF-8 bytes: not against attackers, only so that two transitions never share a key. */
export function fnv1a128(text: string): string {
  let hash = OFFSET_BASIS;
  for (const byte of encoder.encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(32, "0");
}
