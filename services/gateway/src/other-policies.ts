/**
 * Whether this gateway is configured with the policies that its rows were judged by. The owner's version counts; whoever is on another
 * one says so (rule 30), for it would name queues and limits that are not in force.
 */
import { inForce, policyVersions, type SiteConfig, sitePolicies } from "@floorwalker/domain";
import type { Row } from "@floorwalker/protocol";
import { viewId } from "@floorwalker/stream";

export interface OtherPoliciesOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  /** Of the replica. */
  readonly row: (id: string) => Row | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** The queues of which an owner says another formula, threshold or target than is configured here, as `site/queue/channel`. */
export function otherPolicies({ sites, row, clock }: OtherPoliciesOptions): string[] {
  const now = clock();
  return [...sites().values()].flatMap((site) => {
    const ofSite = sitePolicies(site, "outcome");
    return site.queues.flatMap((config) => {
      const told = row(viewId("queue", site.id, config.queue, config.channel));
      if (told === null) return [];
      const { formula, thresholdMs, target } = inForce(policyVersions(config, ofSite), now);
      const isSame = told.policy === formula && told.thresholdSeconds === thresholdMs / 1000 && told.target === target;
      return isSame ? [] : [`${site.id}/${config.queue}/${config.channel}`];
    });
  });
}
