/** The one site that a request is about, with its rows; or why there is none. What of them whoever asks may see, its route asks. */
import type { SiteConfig } from "@floorwalker/domain";
import type { Sight } from "./access/sight.ts";
import { BadQuery } from "./facts/query-fault.ts";
import type { HeldRow } from "./held-row.ts";
import type { Replica } from "./replica.ts";
import { unlistedSite } from "./unlisted-site.ts";
import { isOfSite } from "./views.ts";

export interface AskedSite {
  /** One that nobody configured has rows, and the defaults. */
  readonly site: SiteConfig;
  /** Its rows of a kind. */
  readonly rows: (kind: string) => readonly HeldRow[];
}

/** `id`: as it was asked for; null: not at all, which will do where there is one only. @throws BadQuery */
export function askedSite(
  id: string | null,
  replica: Pick<Replica, "row" | "rows">,
  sites: ReadonlyMap<string, SiteConfig>,
  sight: Sight,
): AskedSite {
  const all = [...replica.rows()].filter(({ name }) => isOfSite(name.kind));
  const known = [...new Set([...sites.keys(), ...all.map(({ name }) => name.site)])]
    .filter((site) => sight.seesSite(site))
    .sort();
  const fix = known.length === 0 ? "No site has had an event yet." : `Use one of: ${known.join(", ")}.`;
  const wanted = id ?? (known.length === 1 ? known[0]! : null);
  if (wanted === null) throw new BadQuery("site", "The request names no site.", `Add ?site=. ${fix}`, "missing_site");
  if (!known.includes(wanted)) throw new BadQuery("site", `There is no site "${wanted}".`, fix, "unknown_site", 404);
  const rows = all.filter(({ name }) => name.site === wanted);
  return {
    site: sites.get(wanted) ?? unlistedSite(wanted, replica),
    rows: (kind) => rows.filter(({ name }) => name.kind === kind),
  };
}
