/** What is asked to be rehearsed: a rule as it is written in the configuration, of which days, and beside which others. */
import {
  type AlertRule,
  dayStart,
  NOT_KEPT,
  notRehearsable,
  ruleWith,
  type SiteConfig,
  type Variant,
  variantOf,
  variantsOf,
} from "@floorwalker/domain";
import { type Problem, parseDuration, readWrittenRule } from "@floorwalker/runtime";
import { z } from "zod";
import { fromHistory } from "../facts/asked-query.ts";
import { BadQuery } from "../facts/query-fault.ts";
import { askedSpan } from "../history/asked-span.ts";

export const MOST_DAYS = 31;
const USUAL_DAYS = 7;
const MOST_VARIANTS = 3;
const DAY_MS = 86_400_000;

export const REHEARSAL_BODY = z.strictObject({
  site: z.string().min(1).optional(),
  rule: z.unknown(),
  days: z.int().min(1).max(MOST_DAYS).optional(),
  from: z.string().min(1).optional(),
  to: z.string().min(1).optional(),
  variants: z
    .array(z.strictObject({ holdFor: z.union([z.string(), z.number()]).optional(), limit: z.number().optional() }))
    .max(MOST_VARIANTS)
    .optional(),
});
export type RehearsalBody = z.output<typeof REHEARSAL_BODY>;

export interface AskedRehearsal {
  /** As it is written first, then its variants, each under a name of its own. */
  readonly rules: readonly [AlertRule, ...(readonly AlertRule[])];
  readonly from: number;
  readonly to: number;
}

/** A rule that is wrong, and where. */
export class BadRule extends Error {
  readonly errors: readonly Problem[];

  constructor(errors: readonly Problem[]) {
    super(errors[0]?.message ?? "");
    this.errors = errors;
  }
}

/** `now`: as of when the site's numbers are true. @throws BadQuery, BadRule */
export function askedRehearsal(
  body: RehearsalBody,
  site: SiteConfig,
  receivers: readonly string[],
  now: number,
): AskedRehearsal {
  const written = readWrittenRule(body.rule, site, receivers);
  if (!written.ok) throw new BadRule(written.errors);
  const { rule } = written;
  const why = notRehearsable(rule, site, "outcome");
  if (why !== null)
    throw new BadQuery(
      "rule",
      `This rule cannot be rehearsed over what is kept: ${NOT_KEPT[why]} (${why}).`,
      "Rehearse it over a recording: npx floorwalker rules rehearse FILE --recording RECORDING.",
      "not_rehearsable",
    );
  const variants = body.variants?.map((each) => variantOfBody(each, rule)) ?? variantsOf(rule);
  const rules = [rule, ...variants.map((each, index) => ruleWith(rule, `${rule.id}\u0000${index + 1}`, each))] as const;
  return { rules, ...spanOfBody(body, site.zone, now) };
}

function variantOfBody({ holdFor, limit }: NonNullable<RehearsalBody["variants"]>[number], rule: AlertRule): Variant {
  const as = variantOf(rule);
  const holdForMs = holdFor === undefined ? as.holdForMs : parseDuration(holdFor);
  if (holdForMs === null)
    throw new BadQuery("variants", `"${holdFor}" is not a duration.`, "Write a duration such as 20s, 5m or 4h.");
  if (limit !== undefined && as.limit === null)
    throw new BadQuery("variants", "This rule has no limit.", "Leave `limit` out, and give `holdFor`.");
  return { holdForMs, limit: limit ?? as.limit };
}

/** Whole days, the one in progress beside them. */
function spanOfBody({ days, from, to }: RehearsalBody, zone: string, now: number): Pick<AskedRehearsal, "from" | "to"> {
  if (from === undefined) {
    if (to !== undefined) throw new BadQuery("to", '"to" is there without "from".', 'Give "from" too, or "days".');
    let begin = dayStart(now, zone);
    for (let day = 0; day < (days ?? USUAL_DAYS); day++) begin = dayStart(begin - 1, zone);
    return { from: begin, to: now };
  }
  if (days !== undefined) throw new BadQuery("days", '"days" and "from" are there at once.', "Leave one of them out.");
  const span = fromHistory(() => askedSpan(from, to, now, zone));
  const end = Math.min(span.to, now);
  if (end <= span.from || end - span.from > MOST_DAYS * DAY_MS)
    throw new BadQuery("to", `It is asked of no time, or of more than ${MOST_DAYS} days.`, "Give a shorter span.");
  return { from: span.from, to: end };
}
