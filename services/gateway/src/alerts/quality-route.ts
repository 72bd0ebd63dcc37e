/** `GET /v1/rules/quality`: of each rule of a site how often it fired, was taken in time, rang again at once, and was cared for by nobody. */
import {
  addQuality,
  DEFAULT_RULE_IDS,
  dayStart,
  localDate,
  localIso,
  NO_QUALITY,
  type RuleQuality,
  type SiteConfig,
} from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
import { qualityOfRow, qualityPrefix } from "@floorwalker/stream";
import type { FastifyInstance } from "fastify";
import { BEYOND_SCOPE, type Sights } from "../access/sight.ts";
import { QUALITY_SHAPE } from "../api/shapes/alert-shapes.ts";
import { sitesOf } from "../facts/asked-cells.ts";
import { BadQuery, expectOnly, numberOf, type Query } from "../facts/query-fault.ts";
import { identityOf } from "../guard.ts";
import type { KnownRows } from "../known-names.ts";
import { type RuleScope, seesRule } from "./sees-rule.ts";

export interface QualityParts {
  readonly store: Pick<Store, "rows">;
  readonly partitions: number;
  readonly known: KnownRows;
  readonly sights: Sights;
  readonly config: () => { readonly sites: ReadonlyMap<string, SiteConfig> };
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

const USUAL_DAYS = 30;
const MOST_DAYS = 35;

export function addQualityRoute(app: FastifyInstance, parts: QualityParts): void {
  const { known, sights, config, clock } = parts;
  app.get<{ Querystring: Query }>(
    "/v1/rules/quality",
    { config: { needs: { role: "manager" }, shape: QUALITY_SHAPE } },
    async (request, reply) => {
      const { query } = request;
      try {
        expectOnly(query, ["site", "days"]);
        const sight = sights.of(identityOf(request));
        const [site] = sitesOf({ site: query.site }, config().sites, known, (id) => sight.seesSite(id));
        const days = numberOf(query, "days", USUAL_DAYS, MOST_DAYS);
        const now = clock();
        const first = localDate(now, site.zone) - days + 1;
        const counted = await qualityOf(site.id, first, parts);
        const written = new Map(site.rules.map((rule) => [rule.id, rule]));
        const all = [...new Set([...written.keys(), ...DEFAULT_RULE_IDS, ...counted.keys()])];
        const rules = all.filter((id) => seesRule(written.get(id) ?? OF_SITE, site.id, sight));
        if (all.length > 0 && rules.length === 0) return reply.code(403).send(BEYOND_SCOPE);
        let from = dayStart(now, site.zone);
        for (let day = 1; day < days; day++) from = dayStart(from - 1, site.zone);
        return reply.send({
          site: site.id,
          zone: site.zone,
          from: localIso(from, site.zone),
          to: localIso(now, site.zone),
          rules: rules.map((id) => fieldsOf(id, counted.get(id) ?? NO_QUALITY)),
        });
      } catch (error) {
        if (!(error instanceof BadQuery)) throw error;
        const { status, ...fault } = error.fault;
        return reply.code(status).send(fault);
      }
    },
  );
}

/** Of a rule that nobody wrote, or that is gone, who sees the site hears. */
const OF_SITE: RuleScope = { kind: "source" };

async function qualityOf(
  site: string,
  first: number,
  { store, partitions }: QualityParts,
): Promise<ReadonlyMap<string, RuleQuality>> {
  const counted = new Map<string, RuleQuality>();
  for await (const chunk of store.rows(partitionOfSite(site, partitions), qualityPrefix(site)))
    for (const [key, value] of chunk) {
      const { rule, day, quality } = qualityOfRow(key, value);
      if (day >= first) counted.set(rule, addQuality(counted.get(rule) ?? NO_QUALITY, quality));
    }
  return counted;
}

function fieldsOf(
  rule: string,
  { fired, flapped, over, short, taken, takenInTime, nobodyCared, firingMs }: RuleQuality,
) {
  return {
    rule,
    default: DEFAULT_RULE_IDS.some((id) => id === rule),
    fired,
    stillFiring: fired - over,
    acknowledged: taken,
    acknowledgedInTime: takenInTime,
    flapped,
    underFiveMinutes: short,
    nobodyCared,
    averageSeconds: over === 0 ? null : firingMs / over / 1000,
  };
}
