/** The one site that a request is about, with its rows; or why there is none. What of them whoever asks may see, its route asks. */
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import type { Sight } from "./access/sight.ts";
import type { HeldRow } from "./held-row.ts";
import type { Replica } from "./replica.ts";

export interface AskedSite {
  /** One that nobody configured has rows, and the defaults. */
  readonly site: SiteConfig;
  /** Its rows of a kind. */
  readonly rows: (kind: string) => readonly HeldRow[];
}

export interface SiteRefusal {
  readonly status: 400 | 403 | 404;
  readonly refusal: { readonly code: string; readonly message: string; readonly fix: string };
}

export function askedSite(
  query: Readonly<Record<string, unknown>>,
  replica: Pick<Replica, "rows">,
  sites: ReadonlyMap<string, SiteConfig>,
  sight: Sight,
): AskedSite | SiteRefusal {
  const all = [...replica.rows()].filter(({ name }) => name.kind !== "partition");
  const known = [...new Set([...sites.keys(), ...all.map(({ name }) => name.site)])]
    .filter((site) => sight.seesSite(site))
    .sort();
  const fix = known.length === 0 ? "No site has had an event yet." : `Use one of: ${known.join(", ")}.`;
  const { site: id } = query;
  if (typeof id !== "string")
    return {
      status: 400,
      refusal: { code: "missing_site", message: "The request names no site.", fix: `Add ?site=. ${fix}` },
    };
  if (!known.includes(id))
    return { status: 404, refusal: { code: "unknown_site", message: `There is no site "${id}".`, fix } };
  const rows = all.filter(({ name }) => name.site === id);
  return {
    site: sites.get(id) ?? unconfiguredSite(id),
    rows: (kind) => rows.filter(({ name }) => name.kind === kind),
  };
}
