/**
 * Service level is a named policy, not a formula: the same segments give different numbers in different products, so
 * each variant is read from the same counters and the policy's id is shown with the number (kpi ids in `registry.ts`).
 *
 * Decided at T: a segment that crosses the threshold still waiting is a miss at that moment already. It is in no
 * counter of outcomes yet, so `waitingPastThreshold` adds it to the denominator; 0 leaves the finished value (rule 14).
 */
import { C, type CounterName, type Counters } from "../counters.ts";
import { divide } from "./divide.ts";
import type { KpiInput } from "./kpi.ts";
import type { MadeOf, Part, ReadBy } from "./made-of.ts";

export const SERVICE_LEVEL_POLICIES = [
  "answered-only",
  "abandons-count",
  "short-abandons-excluded",
  "early-abandons-ignored",
  "early-abandons-met",
  "removed-in-time",
  "flow-outs-count",
] as const;

export type ServiceLevelPolicyId = (typeof SERVICE_LEVEL_POLICIES)[number];

interface ServiceLevelPolicy {
  /** As a manager would read it. */
  readonly formula: string;
  /** Who counts so. */
  readonly asIn: string;
  readonly numerator: readonly CounterName[];
  readonly denominator: readonly CounterName[];
  /** Taken off the denominator. */
  readonly excluded?: CounterName;
}

export const SERVICE_LEVEL_FORMULAS: Readonly<Record<ServiceLevelPolicyId, ServiceLevelPolicy>> = {
  "answered-only": {
    formula: "answered in time ÷ answered",
    asIn: "Asterisk `ServicelevelPerf`, VICIdial, Wazo",
    numerator: ["answeredInThreshold"],
    denominator: ["answered"],
  },
  "abandons-count": {
    formula: "answered in time ÷ (answered + abandoned)",
    asIn: "ICMI; Cisco “negative impact”; Genesys Cloud with abandons and short abandons included",
    numerator: ["answeredInThreshold"],
    denominator: ["answered", "abandoned"],
  },
  "short-abandons-excluded": {
    formula: "answered in time ÷ (answered + abandoned − short abandoned)",
    asIn: "Talkdesk Live; Twilio Flex; Genesys Cloud with short abandons not included",
    numerator: ["answeredInThreshold"],
    denominator: ["answered", "abandoned"],
    excluded: "shortAbandoned",
  },
  "early-abandons-ignored": {
    formula: "answered in time ÷ (answered + abandoned after the threshold)",
    asIn: "ICMI; Bright Pattern; Cisco “ignored”",
    numerator: ["answeredInThreshold"],
    denominator: ["answered", "abandoned"],
    excluded: "abandonedInThreshold",
  },
  "early-abandons-met": {
    formula: "(answered in time + abandoned within the threshold) ÷ (answered + abandoned)",
    asIn: "ICMI; Asterisk `ServicelevelPerf2`; Cisco “positive impact”; exports of Amazon Connect",
    numerator: ["answeredInThreshold", "abandonedInThreshold"],
    denominator: ["answered", "abandoned"],
  },
  "removed-in-time": {
    formula:
      "(answered + abandoned + asked for a callback, each within the threshold) ÷ (answered + abandoned + flowed out)",
    asIn: "documentation of Amazon Connect, “Service level X”",
    numerator: ["answeredInThreshold", "abandonedInThreshold", "callbackInThreshold"],
    denominator: ["answered", "abandoned", "flowedOut"],
  },
  "flow-outs-count": {
    formula: "answered in time ÷ (answered + abandoned + flowed out)",
    asIn: "Genesys Cloud with flow-outs included; NewVoiceMedia",
    numerator: ["answeredInThreshold"],
    denominator: ["answered", "abandoned", "flowedOut"],
  },
};

/** A share before the division. Parts of several queues or sites add up; shares do not. */
export interface ServiceLevelParts {
  readonly numerator: number;
  readonly denominator: number;
}

/** One segment that has left its queue. `callback`: by asking for one. */
export interface LeftQueue {
  readonly how: "answered" | "abandoned" | "flowedOut";
  readonly inTime: boolean;
  readonly short: boolean;
  readonly callback: boolean;
}

/** What one segment is of the share. */
export function partsOfOne(policyId: ServiceLevelPolicyId, left: LeftQueue): ServiceLevelParts {
  const { numerator, denominator, excluded } = SERVICE_LEVEL_FORMULAS[policyId];
  const count = (names: readonly CounterName[]): number => names.filter((name) => countsIn(name, left)).length;
  return { numerator: count(numerator), denominator: count(denominator) - count(excluded ? [excluded] : []) };
}

function countsIn(name: CounterName, { how, inTime, short, callback }: LeftQueue): boolean {
  if (name === `${how}InThreshold`) return inTime;
  if (name === "callbackInThreshold") return callback && inTime;
  if (name === "shortAbandoned") return how === "abandoned" && short;
  return name === how;
}

/** What is counted beside the first formula, of a queue and of a site: see `emit-otherwise.ts`. */
export const OTHERWISE = {
  queue: { numerator: "otherwiseInTime", denominator: "otherwiseDecided" },
  site: { numerator: "siteOtherwiseInTime", denominator: "siteOtherwiseDecided" },
} as const;

export const otherwiseOf = (scope: keyof typeof OTHERWISE, counters: Counters): ServiceLevelParts => ({
  numerator: counters[C[OTHERWISE[scope].numerator]]!,
  denominator: counters[C[OTHERWISE[scope].denominator]]!,
});

/** The same as sums of parts, to be explained: of a team or an agent nothing is counted beside the first formula. */
export function judgedSums({ policy, scope }: ReadBy, waiting: readonly Part[]): MadeOf {
  const { numerator, denominator, excluded } = SERVICE_LEVEL_FORMULAS[policy];
  const beside = scope === "queue" || scope === "site" ? OTHERWISE[scope] : null;
  return {
    numerator: { of: [...numerator, ...(beside === null ? [] : [beside.numerator])] },
    denominator: {
      of: [...denominator, ...(beside === null ? [] : [beside.denominator]), ...waiting],
      less: excluded === undefined ? [] : [excluded],
    },
    times: 1,
    per: 1,
  };
}

/** What segments that `own` judges are more on its two sides than as `first` reads them. */
export function judgedBeyond(
  first: ServiceLevelPolicyId,
  own: ServiceLevelPolicyId,
  counters: Counters,
): ServiceLevelParts {
  if (own === first) return NOTHING_BEYOND;
  const [judged, asFirst] = [serviceLevelParts(own, counters), serviceLevelParts(first, counters)];
  return {
    numerator: judged.numerator - asFirst.numerator,
    denominator: judged.denominator - asFirst.denominator,
  };
}

const NOTHING_BEYOND: ServiceLevelParts = { numerator: 0, denominator: 0 };

/** Each segment judged by its own version: the first formula, and what later ones judge otherwise. */
export function judgedParts(
  { counters, policy, otherwise }: KpiInput,
  waitingPastThreshold: number,
): ServiceLevelParts {
  const parts = serviceLevelParts(policy, counters, waitingPastThreshold);
  if (otherwise === undefined) return parts;
  return {
    numerator: parts.numerator + otherwise.numerator,
    denominator: parts.denominator + otherwise.denominator,
  };
}

/** Share 0–1, unrounded; null when there is nothing to divide by. */
export function judgedLevel(input: KpiInput, waitingPastThreshold: number): number | null {
  const { numerator, denominator } = judgedParts(input, waitingPastThreshold);
  return divide(numerator, denominator);
}

/** @param waitingPastThreshold segments waiting now and past T; 0 for finished segments only. */
export function serviceLevelParts(
  policyId: ServiceLevelPolicyId,
  counters: Counters,
  waitingPastThreshold = 0,
): ServiceLevelParts {
  const policy = SERVICE_LEVEL_FORMULAS[policyId];
  let numerator = 0;
  for (const name of policy.numerator) numerator += counters[C[name]]!;
  let denominator = waitingPastThreshold;
  for (const name of policy.denominator) denominator += counters[C[name]]!;
  if (policy.excluded) denominator -= counters[C[policy.excluded]]!;
  return { numerator, denominator };
}

/** Contacts that are decided: what a service level divides by, who waits past the threshold included (rule 14). */
export const decided = (input: KpiInput): number => judgedParts(input, input.live.waitingPastThreshold).denominator;

/** Of all segments by one formula, whatever they are judged by. Share 0–1, unrounded; null when there is nothing to divide by. */
export function serviceLevel(
  policyId: ServiceLevelPolicyId,
  counters: Counters,
  waitingPastThreshold = 0,
): number | null {
  const { numerator, denominator } = serviceLevelParts(policyId, counters, waitingPastThreshold);
  return divide(numerator, denominator);
}
