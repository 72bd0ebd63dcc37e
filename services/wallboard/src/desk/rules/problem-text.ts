/** What is wrong with a rule, in the reader's language: which setting, what stands there, what to write. The gateway's own words where there are no others. */
import { UNREACHABLE } from "../../live/use-answer.ts";
import { type AskedRule, writtenRule } from "../../model/asked-rule.ts";
import { refusalText } from "../../words/refusal-text.ts";
import { nameIn, words } from "../../words/words.ts";
import type { Problem } from "./use-rehearsal.ts";

/** The label under which a setting stands, by its name in the configuration. */
const LABELS = {
  kpi: "kpi",
  queue: "of",
  channel: "of",
  eachQueue: "of",
  window: "over",
  above: "limit",
  below: "limit",
  clear: "clear",
  holdFor: "holdFor",
  minimumSample: "least",
  severity: "severity",
} as const;

export function problemText({ code, message, fix, path }: Problem, rule: AskedRule): string {
  const { rules } = words;
  if (code === UNREACHABLE) return words.unreachable;
  if (path === null) return refusalText({ code, message, fix });
  const what = nameIn(rules.faults, code);
  const label = (LABELS as Readonly<Record<string, (typeof LABELS)[keyof typeof LABELS] | undefined>>)[path];
  if (what === code || label === undefined) return `${path}: ${message}. ${fix}`;
  const value = writtenRule(rule)[path];
  const place = rules[label];
  // A number or a queue is read by its title, which stands in its field.
  return rules.wrongThere(typeof value === "string" && isTyped(path) ? rules.quoted(place, value) : place, what);
}

const isTyped = (path: string): boolean => !["kpi", "queue", "channel", "window", "severity"].includes(path);
