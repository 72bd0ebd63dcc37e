/**
 * An alert of another system (Alertmanager), which is on the board beside ours: people take, snooze and note it as any other. What it says
 * of itself is not judged here. Laws: of one that stands the last thing told of it holds, by the clocks of the gateways that heard it, in whatever
 * order it comes and however often; it is told to no receiver, since whoever told it tells people himself, and nothing goes round in a
 * circle; of one that nobody speaks of any more for a week it is taken that it is over.
 */
import type { Channel } from "../event.ts";
import { OPERATOR_PREFIX, type OperatorEvent } from "./operator-event.ts";
import type { RuleBase } from "./rule-base.ts";
import { type AlertState, type AlertStep, type Judgement, stepAlert } from "./step-alert.ts";

export const EXTERNAL_TYPE = `${OPERATOR_PREFIX}alertTold` as const;

/** Which systems. */
export const EXTERNAL_ORIGINS = ["alertmanager"] as const;
export type ExternalOrigin = (typeof EXTERNAL_ORIGINS)[number];

/** One thing that was told of it. */
export interface ExternalTold {
  /** Of the telling. */
  readonly id: string;
  /** When the gateway heard it, epoch ms. */
  readonly time: number;
  readonly origin: ExternalOrigin;
  /** Which alert it is, by that system: equal for as long as its labels are. */
  readonly fingerprint: string;
  /** Of the rule there. */
  readonly name: string;
  readonly fires: boolean;
  /** As that system says, epoch ms. */
  readonly startsAt: number;
  readonly severity: RuleBase["severity"];
  /** For people, one line. */
  readonly title: string;
  readonly description: string | null;
  /** By name. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where more of it is to be read. */
  readonly url: string | null;
  /** Null: of the whole site. */
  readonly queue: string | null;
  readonly channel: Channel | null;
}

/** In the log of events, written by the gateway. */
export interface ExternalAlertEvent extends ExternalTold {
  readonly type: typeof EXTERNAL_TYPE;
  readonly site: string;
}

/** What gateways write to the log of events and no source may. */
export type GatewayEvent = OperatorEvent | ExternalAlertEvent;

/** What stands for the rule that is elsewhere. */
export interface ExternalRule extends RuleBase {
  readonly kind: "external";
  readonly origin: ExternalOrigin;
  readonly fingerprint: string;
}

/** Of one site. */
export const MOST_EXTERNAL = 200;

/** Alertmanager repeats what fires every few hours, and forgets what it told after five days. */
const EXTERNAL_KEPT_MS = 7 * 86_400_000;

type Called = Pick<ExternalTold, "name" | "origin" | "fingerprint" | "severity">;

export const externalRule = ({ name, origin, fingerprint, severity }: Called): ExternalRule => ({
  kind: "external",
  id: name,
  default: false,
  holdForMs: 0,
  severity,
  receivers: [],
  origin,
  fingerprint,
});

/** What holds of both. */
export function laterTold(before: ExternalTold | null, told: ExternalTold): ExternalTold {
  if (before === null) return told;
  return told.time > before.time || (told.time === before.time && told.id > before.id) ? told : before;
}

export interface ExternalInput {
  /** Null: nothing. */
  readonly told: ExternalTold | null;
  /** When its episode before was over; null: nobody knows of one. */
  readonly overAt: number | null;
  readonly now: number;
}

/** An episode begins when the other system says, but never before the end of the one before. */
export function stepExternalAlert(
  rule: ExternalRule,
  state: AlertState,
  { told, overAt, now }: ExternalInput,
): AlertStep {
  const fires = told?.fires === true && now < told.time + EXTERNAL_KEPT_MS;
  const judgement: Judgement = fires ? "beyond" : "clear";
  const step = stepAlert(rule, state, judgement, told?.startsAt ?? null, now);
  if (told === null || state.kind !== "inactive" || step.state.kind !== "firing") return step;
  const since = Math.min(overAt === null || told.startsAt > overAt ? told.startsAt : told.time, now);
  return { ...step, state: { ...step.state, since }, episodeStart: since };
}

/** When nobody speaks of it any more; null: it does not fire. */
export const externalChangesAt = (told: ExternalTold | null): number | null =>
  told?.fires === true ? told.time + EXTERNAL_KEPT_MS : null;
