/** Sights of a gateway: by its accounts' roles and scopes, by the configuration's privacy profiles, and by who is there. */
import { type SiteConfig, settingAt, unconfiguredSite } from "@floorwalker/domain";
import { type Configuration, digestBy } from "@floorwalker/runtime";
import { viewId } from "@floorwalker/stream";
import { goalParts } from "../../goals/goal-parts.ts";
import type { LiveHub } from "../../live-hub.ts";
import { type CellsOfGoal, Sights } from "../sight.ts";
import { BusinessDays } from "./business-days.ts";
import { Disclosures } from "./disclosure.ts";

export interface CreateSightsOptions {
  readonly hub: LiveHub;
  readonly config: () => Pick<Configuration, "sites" | "privacy">;
  /** What pseudonyms are made of, where the configuration names no other. */
  readonly privacyKey: string;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

export function createSights({ hub, config, privacyKey, clock }: CreateSightsOptions): Sights {
  const sites = () => config().sites;
  const disclosures = new Disclosures({
    key: () => config().privacy.key ?? privacyKey,
    digestBy,
    attendance: hub.attendance,
    days: new BusinessDays(sites, clock),
    sites,
    clock,
  });
  const teamOf = (site: string, agent: string): string | null => {
    const known = hub.replica.row(viewId("agent", site, agent))?.row ?? null;
    return known === null ? teamNow(sites().get(site), agent, clock()) : ((known.team as string | null) ?? null);
  };
  const cellsOfGoal: CellsOfGoal = (site, scope) =>
    goalParts(scope, sites().get(site) ?? unconfiguredSite(site), [...sites().values()]).map((part) => ({
      site: part.site.id,
      cell: part.cell,
    }));
  return new Sights({ teamOf, cellsOfGoal, disclosures, privacy: () => config().privacy });
}

/** By the configuration; null: in none, or it does not know him. */
function teamNow(site: SiteConfig | undefined, agent: string, now: number): string | null {
  const known = site?.agents.find((each) => each.agent === agent);
  return known === undefined ? null : settingAt(known.moves ?? [], "team", known.team, now);
}
