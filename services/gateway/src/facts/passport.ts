/**
 * What an explained number is, so that it can be defended: its formula, by which versions of which policies it was judged, of which span
 * and as of when. Of several sites, or queues with limits of their own, what they do not have in common is told of each.
 */
import {
  cellName,
  inForce,
  type Kpi,
  type QueuePolicy,
  SERVICE_LEVEL_FORMULAS,
  type ServiceLevelPolicyId,
  type SitePolicy,
} from "@floorwalker/domain";
import { scopeOf, viewId } from "@floorwalker/stream";
import type { KnownRows } from "../known-names.ts";
import { isoOf } from "./fact-fields.ts";
import type { AskedOfSite, ReadQuery } from "./read-query.ts";
import { type ReadBetween, readOf } from "./stored-facts.ts";

interface Judged {
  readonly policy: ServiceLevelPolicyId;
  /** Null: of no queue. */
  readonly thresholdSeconds: number | null;
  readonly attribution: string;
}

export function passportOf(kpi: Kpi, read: ReadQuery, known: KnownRows): object {
  const judged = read.sites.flatMap(judgedIn);
  const policy = inCommon(judged.map((each) => each.policy));
  return {
    kpi: kpi.id,
    title: kpi.title,
    unit: kpi.unit,
    formula: kpi.formula,
    policy,
    policyFormula: policy === null ? null : SERVICE_LEVEL_FORMULAS[policy].formula,
    thresholdSeconds: inCommon(judged.map((each) => each.thresholdSeconds)),
    attribution: inCommon(judged.map((each) => each.attribution)),
    ...whereOf(read),
    ...spanFields(read),
    asOf: asOfAll(read),
    watermark: firstOf(read.sites.map(({ site }) => watermarkOf(site.config.id, known))),
    ...(judged.length === 1 ? {} : { judgedBy: judged }),
  };
}

/** Of what it is: a site, or a region with those of its sites that are in it. */
export const whereOf = ({ region, sites, stopped }: ReadQuery): object =>
  region === null
    ? { site: sites[0].site.config.id, zone: sites[0].site.config.zone }
    : {
        region,
        zone: inCommon(sites.map(({ site }) => site.config.zone)),
        ...(stopped.length === 0 ? {} : { stoppedSites: stopped }),
      };

/** Of a region from the first of its sites' spans to the last: each reads its own clock. */
export const spanFields = ({ sites }: ReadQuery): object => ({
  window: sites[0].span.window,
  from: isoOf(Math.min(...sites.map(({ span }) => span.from))),
  to: isoOf(Math.max(...sites.map(({ span }) => span.to))),
});

export const asOfAll = ({ sites }: ReadQuery): string | null => isoOf(Math.min(...sites.map(({ now }) => now)));

/** Between which commits it was read: of a region of each site. */
export const readingOf = ({ region, sites }: ReadQuery, read: readonly ReadBetween[]): object =>
  region === null
    ? readOf(read[0]!)
    : {
        sites: sites.map(({ site, span, now }, index) => ({
          site: site.config.id,
          zone: site.config.zone,
          from: isoOf(span.from),
          to: isoOf(span.to),
          asOf: isoOf(now),
          ...(read[index] === undefined ? {} : readOf(read[index])),
        })),
      };

/** Of all sites contacts are complete from here on; null: all there ever were. */
export const keptFromAll = ({ sites }: ReadQuery): string | null =>
  isoOf(Math.max(...sites.map(({ site }) => site.keptFrom)));

/** What is in force at the end of the span, of each cell that is summed. */
function judgedIn({ site, parts, now }: AskedOfSite): (Judged & Readonly<Record<string, unknown>>)[] {
  return parts.flatMap(({ asked, policy }) =>
    [asked.cell, ...(asked.others ?? [])].map((cell) => {
      const version = inForce<QueuePolicy | SitePolicy>(site.versionsOf(cell), Math.min(now, asked.to - 1));
      const { kind, ...names } = cellName(cell);
      const scope = scopeOf(cell);
      return {
        site: site.config.id,
        ...(kind === "queue" || kind === "team" ? names : {}),
        policy: scope === "agent" || scope === "agentQueue" || scope === "team" ? policy : version.formula,
        thresholdSeconds: "thresholdMs" in version ? version.thresholdMs / 1000 : null,
        attribution: version.attribution,
      };
    }),
  );
}

function watermarkOf(site: string, known: KnownRows): number | null {
  const watermark = known.row(viewId("site", site))?.row?.watermark;
  return typeof watermark === "number" ? watermark : null;
}

/** Null: one of them has none. */
const firstOf = (times: readonly (number | null)[]): string | null =>
  times.includes(null) ? null : isoOf(Math.min(...(times as number[])));

/** Null: they have none in common. */
const inCommon = <T>(all: readonly T[]): T | null => (new Set(all).size === 1 ? all[0]! : null);
