/** The versions of a site's and a queue's policy, from what is configured: what is in force for ever, and what changes on dates (rule 30). */
import type { Calendar } from "./calendar/calendar.ts";
import { type Change, type Dated, datesOf, settingAt } from "./dated.ts";
import type { Channel } from "./event.ts";
import type { ServiceLevelPolicyId } from "./kpi/service-level.ts";
import { type Attribution, DEFAULT_POLICY, type QueuePolicy, type QueueSettings } from "./policy.ts";
import { FIRST_CONTACT_MS, LOW_SCORE, type QueueConfig, type SiteConfig } from "./site-config.ts";

/** From a date on; what it does not name stays. */
export interface SiteChange extends Change {
  readonly policy?: ServiceLevelPolicyId;
  readonly attribution?: Attribution;
  readonly calendar?: Calendar;
  /** As `SiteConfig.lowScore`. */
  readonly lowScore?: number;
  /** As `SiteConfig.firstContactMs`. */
  readonly firstContactMs?: number;
}

export interface QueueChange extends Change {
  readonly thresholdMs?: number;
  readonly shortAbandonMs?: number;
  readonly policy?: ServiceLevelPolicyId;
  readonly target?: number;
  readonly calendar?: Calendar;
}

/** What the site's own numbers are counted by. */
export interface SitePolicy extends Dated {
  readonly id: string;
  readonly formula: ServiceLevelPolicyId;
  readonly attribution: Attribution;
  /** 1000 × the score on 1–5. */
  readonly lowScore: number;
  /** A customer who comes again about the same within so long after a contact began had it not resolved, ms. */
  readonly firstContactMs: number;
  readonly target: number;
  /** When somebody is there; null: always. */
  readonly hours: Calendar | null;
  /** Of the first version. */
  readonly first: { readonly formula: ServiceLevelPolicyId };
}

type SiteSettings = Pick<SiteConfig, "policy" | "attribution" | "calendar" | "lowScore" | "firstContactMs" | "changes">;
type QueueVersions = QueueSettings &
  Pick<QueueConfig, "channel" | "target" | "calendar" | "changes"> & { readonly policy: ServiceLevelPolicyId | null };

export const DEFAULT_TARGET = 0.8;
export const DEFAULT_LOW_SCORE = 1000 * LOW_SCORE;

/** `attribution`: the installation's, where the site has none. */
export function sitePolicies(site: SiteSettings, attribution: Attribution): readonly SitePolicy[] {
  const { changes = [] } = site;
  return versions(datesOf(changes), (at) => {
    const formula = settingAt(changes, "policy", site.policy, at);
    const by = settingAt(changes, "attribution", site.attribution ?? attribution, at);
    const lowScore = Math.round(1000 * settingAt(changes, "lowScore", site.lowScore ?? LOW_SCORE, at));
    const firstContactMs = settingAt(changes, "firstContactMs", site.firstContactMs ?? FIRST_CONTACT_MS, at);
    return {
      id: policyId(formula, by, null, null, lowScore, firstContactMs),
      formula,
      attribution: by,
      lowScore,
      firstContactMs,
      target: DEFAULT_TARGET,
      hours: settingAt(changes, "calendar", site.calendar ?? null, at),
      first: { formula: site.policy },
    };
  });
}

/** `queue.policy` null: the site's, whatever that becomes, until the queue has one of its own; so a calendar that is absent. */
export function policyVersions(queue: QueueVersions, site: readonly SitePolicy[]): readonly QueuePolicy[] {
  const { changes = [] } = queue;
  const own = changes.filter(({ policy }) => policy !== undefined);
  const siteAt = (at: number): SitePolicy => site.findLast(({ from }) => from <= at) ?? site[0]!;
  const formulaAt = (at: number): ServiceLevelPolicyId =>
    settingAt(own, "policy", queue.policy ?? siteAt(at).formula, at);
  const first = { formula: formulaAt(SINCE_EVER), siteFormula: site[0]!.formula };
  return versions(datesOf(changes, site.slice(1)), (at) => {
    const formula = formulaAt(at);
    const thresholdMs = settingAt(changes, "thresholdMs", queue.thresholdMs, at);
    const shortAbandonMs = settingAt(changes, "shortAbandonMs", queue.shortAbandonMs, at);
    const { attribution, formula: siteFormula, hours: siteHours, lowScore, firstContactMs } = siteAt(at);
    const hours = settingAt(changes, "calendar", queue.calendar ?? siteHours, at);
    const calendar = queue.channel === "call" ? null : hours;
    const limits = { thresholdMs, shortAbandonMs };
    return {
      id: policyId(formula, attribution, limits, calendar?.hours.id ?? null, lowScore, firstContactMs),
      thresholdMs,
      shortAbandonMs,
      lostAfterMs: queue.lostAfterMs,
      waitLostAfterMs: queue.waitLostAfterMs,
      wrapUpLostAfterMs: queue.wrapUpLostAfterMs,
      formula,
      siteFormula,
      attribution,
      lowScore,
      firstContactMs,
      calendar,
      hours,
      target: settingAt(changes, "target", queue.target, at),
      first,
    };
  });
}

/** Of a queue that nobody configured. */
export const defaultVersions = (channel: Channel, site: readonly SitePolicy[]): readonly QueuePolicy[] =>
  policyVersions({ ...DEFAULT_POLICY[channel], channel, target: DEFAULT_TARGET, policy: null }, site);

const SINCE_EVER = Number.NEGATIVE_INFINITY;

function versions<V>(dates: readonly number[], at: (date: number) => V): readonly (V & Dated)[] {
  const froms = [SINCE_EVER, ...dates];
  return froms.map((from, index) => ({ ...at(from), from, until: froms[index + 1] ?? Number.POSITIVE_INFINITY }));
}

/**
 * What a version is called: by its content, readable, so that a number that names it says what it was judged by. No spaces.
 * `limits` null: of a site. `calendar`: what waits run in, by its id. `lowScore`: × 1000; that and `firstContactMs` go
 * without saying where they are the default.
 */
export function policyId(
  formula: ServiceLevelPolicyId,
  attribution: Attribution,
  limits: Pick<QueueSettings, "thresholdMs" | "shortAbandonMs"> | null,
  calendar: string | null,
  lowScore: number = DEFAULT_LOW_SCORE,
  firstContactMs: number = FIRST_CONTACT_MS,
): string {
  const parts: string[] = limits === null ? [] : [seconds(limits.thresholdMs), short(limits.shortAbandonMs)];
  return [
    ...parts,
    formula,
    ...(attribution === "offered" ? ["offered"] : []),
    ...(calendar === null ? [] : [calendar]),
    ...(lowScore === DEFAULT_LOW_SCORE ? [] : [`low${lowScore / 1000}`]),
    ...(firstContactMs === FIRST_CONTACT_MS ? [] : [`again${daysOr(firstContactMs)}`]),
  ].join("-");
}

const short = (ms: number): string => (ms < 0 ? "none" : seconds(ms));

const DAY_MS = 86_400_000;
const daysOr = (ms: number): string => (ms % DAY_MS === 0 ? `${ms / DAY_MS}d` : seconds(ms));

const seconds = (ms: number): string => `${ms / 1000}s`;
