/**
 * A rule that somebody tries: as the address has it, as the gateway is asked, and as the configuration is written. Whether it is a rule, and what is wrong
 * with it, is the gateway's to say. Law: what is read from an address and written into one again is the same.
 */
import type { AlertRow } from "@floorwalker/protocol";
import { alertNumber } from "./alert-number.ts";

export const RULE_WINDOWS = ["5m", "15m", "30m", "60m", "day"] as const;
export const RULE_DAYS = [1, 7, 14, 31] as const;
const USUAL_DAYS = 7;
/** Characters, as the configuration has it. */
const MOST_OF_ID = 128;

export interface AskedRule {
  readonly kpi: string;
  /** Null: the whole site, or each queue. */
  readonly queue: string | null;
  readonly channel: string | null;
  readonly eachQueue: boolean;
  readonly window: string;
  readonly side: "below" | "above";
  /** These as they are written. */
  readonly limit: string;
  readonly clear: string;
  readonly holdFor: string;
  readonly least: string;
  readonly severity: "critical" | "warning";
  readonly days: number;
}

export function readRule(params: URLSearchParams): AskedRule {
  const text = (name: string, usual: string): string => params.get(name) ?? usual;
  const days = Number(text("rehearse", "").replace(/d$/, ""));
  return {
    kpi: text("kpi", "serviceLevelNow"),
    queue: params.get("queue"),
    channel: params.get("ch"),
    eachQueue: params.get("each") === "queue",
    window: text("over", "15m"),
    side: params.get("side") === "above" ? "above" : "below",
    limit: text("limit", "70%"),
    clear: text("clear", ""),
    holdFor: text("hold", "2m"),
    least: text("least", "15"),
    severity: params.get("severity") === "warning" ? "warning" : "critical",
    days: RULE_DAYS.find((known) => known === days) ?? USUAL_DAYS,
  };
}

/**
 * Parameters of the address, and until one of them says which number it is about, those of the rule that fired besides: from then on the address
 * says everything, and what it lacks was taken out of it.
 */
export function withFired(params: URLSearchParams, fired: AskedRule | null): URLSearchParams {
  const asked = new URLSearchParams(params);
  if (fired === null || asked.has("kpi")) return asked;
  for (const [name, value] of Object.entries(ruleParams(fired)))
    if (value !== null && !asked.has(name)) asked.set(name, value);
  return asked;
}

/** As parameters of the address. */
export const ruleParams = (rule: AskedRule): Readonly<Record<string, string | null>> => ({
  kpi: rule.kpi,
  queue: rule.queue,
  ch: rule.channel,
  each: rule.eachQueue ? "queue" : null,
  over: rule.window,
  side: rule.side,
  limit: rule.limit,
  clear: rule.clear,
  hold: rule.holdFor,
  least: rule.least,
  severity: rule.severity,
  rehearse: `${rule.days}d`,
});

/** As under `rules:`; a field that is left empty is left out. */
export function writtenRule(rule: AskedRule): Readonly<Record<string, string | number | boolean>> {
  const { queue, channel, eachQueue, kpi, side, limit, clear, holdFor, least } = rule;
  const number = Number(least);
  return {
    id: idOf(rule),
    kpi,
    ...(queue === null ? {} : { queue }),
    ...(channel === null ? {} : { channel }),
    ...(eachQueue ? { eachQueue } : {}),
    window: rule.window,
    [side]: asWritten(limit),
    ...(clear.trim() === "" ? {} : { clear: asWritten(clear) }),
    ...(holdFor.trim() === "" ? {} : { holdFor: holdFor.trim() }),
    ...(least.trim() === "" ? {} : { minimumSample: Number.isFinite(number) ? number : least }),
    severity: rule.severity,
  };
}

/** The same as lines of YAML. */
export const ruleText = (rule: AskedRule): string =>
  Object.entries(writtenRule(rule))
    .map(([name, value], at) => `${at === 0 ? "- " : "  "}${name}: ${quoted(value)}`)
    .join("\n");

const asWritten = (text: string): string | number => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim());

/** Of what it is about, so that no two are called the same: a queue has a rule of its own on each channel. Letters of any language are its name. */
function idOf({ queue, channel, eachQueue, kpi }: AskedRule): string {
  const parts = [queue ?? (eachQueue ? "each-queue" : "site"), ...(channel === null ? [] : [channel]), kpi];
  const names = parts.map((part) => part.replaceAll(/[^\p{L}\p{M}\p{N}_-]+/gu, "-").replaceAll(/^-+|-+$/g, ""));
  return names
    .filter((name) => name !== "")
    .join("-")
    .slice(0, MOST_OF_ID);
}

/** What every reader of YAML takes for a text, and for no number, date, yes or nothing: words, and durations and shares. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n|e-?\d+)$)[a-z_][\w./-]*$/i;
const AMOUNT = /^\d+(?:\.\d+)?(?:ms|s|m|h|d|%)$/;
const quoted = (value: string | number | boolean): string =>
  typeof value !== "string" || PLAIN.test(value) || AMOUNT.test(value) ? String(value) : JSON.stringify(value);

/** The rule of an alert on a number; null: it is about something else. */
export function ruleOfAlert(alert: AlertRow): AskedRule | null {
  if (alert.about !== "kpi") return null;
  const { kpi, window, unit, direction, limit, clear } = alertNumber(alert);
  const written = (value: number): string =>
    unit === "ratio" ? `${Math.round(value * 1_000) / 10}%` : unit === "seconds" ? `${value}s` : String(value);
  return {
    kpi,
    queue: alert.queue,
    channel: alert.channel,
    eachQueue: false,
    window,
    side: direction,
    limit: written(limit),
    clear: written(clear),
    holdFor: `${alert.holdForSeconds}s`,
    least: alert.minimumSample > 0 ? String(alert.minimumSample) : "",
    severity: alert.severity,
    days: USUAL_DAYS,
  };
}
