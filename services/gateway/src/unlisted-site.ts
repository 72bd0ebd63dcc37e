/** A site that is not, or no longer, in the configuration: it has the defaults, and the clock by which its owner cuts its days. */
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { viewId } from "@floorwalker/stream";
import type { KnownRows } from "./known-names.ts";

export function unlistedSite(id: string, known: Pick<KnownRows, "row">): SiteConfig {
  const zone = known.row(viewId("site", id))?.row?.zone;
  const site = unconfiguredSite(id);
  return typeof zone === "string" ? { ...site, zone } : site;
}
