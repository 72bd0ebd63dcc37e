/**
 * Whether this gateway is configured with the policies that its rows were judged by. The owner's version counts; whoever is on another
 * one says so (rule 30), for it would name queues and limits that are not in force.
 */
import { inForce, policyVersions, type SiteConfig, sitePolicies, WINDOW_IDS } from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import { viewId } from "@floorwalker/stream";
import type { KnownRows } from "./known-names.ts";

/** The versions that judged its numbers, the one in force last. */
const NARROWEST = `policies.${WINDOW_IDS[0]}`;

export interface OtherPoliciesOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  /** Of the replica. */
  readonly row: (id: string) => Row | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** The queues of which an owner names another version, or target, than is configured here, as `site/queue/channel`. */
export function otherPolicies({ sites, row, clock }: OtherPoliciesOptions): string[] {
  const now = clock();
  return [...sites().values()].flatMap((site) => {
    const ofSite = sitePolicies(site, "outcome");
    return site.queues.flatMap((config) => {
      const told = row(viewId("queue", site.id, config.queue, config.channel));
      if (told === null) return [];
      const { id, target } = inForce(policyVersions(config, ofSite), now);
      const inForceThere = String(told[NARROWEST]).split(" ").at(-1);
      return inForceThere === id && told.target === target ? [] : [`${site.id}/${config.queue}/${config.channel}`];
    });
  });
}

/** Sites whose days their owner cuts by another clock than is configured here. */
export const otherZones = (
  sites: Iterable<SiteConfig>,
  known: Pick<KnownRows, "row">,
): { readonly site: string; readonly here: string; readonly there: string }[] =>
  [...sites].flatMap(({ id: site, zone: here }) => {
    const there = known.row(viewId("site", site))?.row?.zone;
    return typeof there === "string" && there !== here ? [{ site, here, there }] : [];
  });
