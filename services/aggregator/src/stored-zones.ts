/**
 * By which clock the days of each site were cut, as the last row says that boards were shown of it. By another one days that are over would
 * be told twice, and half of one not at all: of a site that was configured before, another zone is refused, and one that is no
 * longer listed goes on by its own. What nobody had configured may be cut by any. Rows of boards are committed later than policies, so a
 * site that has just been listed is still shown as nobody's: that clock is refused to none. A row that cannot be read says nothing.
 */
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import type { StoredValue } from "@floorwalker/ports";
import { policyPrefix, viewName, viewRow } from "@floorwalker/stream";
import type { Refused } from "./read-partition.ts";

export type StoredZones = ReadonlyMap<string, string>;

export function storedZones(views: ReadonlyMap<string, Uint8Array>): StoredZones {
  const zones = new Map<string, string>();
  for (const [id, bytes] of views) {
    const { kind, site } = viewName(id);
    const zone = kind === "site" ? zoneOfRow(id, bytes) : undefined;
    if (typeof zone === "string") zones.set(site, zone);
  }
  return zones;
}

/** Undefined: of a format that this program does not know, or damaged. */
function zoneOfRow(id: string, bytes: Uint8Array): unknown {
  try {
    return viewRow(id, bytes).zone;
  } catch {
    return undefined;
  }
}

/** As the state is to be read: who is not listed keeps the clock that cut his days. */
export function inStoredZone(config: SiteConfig, isListed: boolean, zones: StoredZones): SiteConfig {
  const zone = isListed ? undefined : zones.get(config.id);
  return zone === undefined ? config : { ...config, zone };
}

export interface ZonesAsked {
  readonly zones: StoredZones;
  readonly rows: readonly StoredValue[];
  /** Sites that are configured now. */
  readonly sites: Iterable<string>;
  readonly zoneOf: (site: string) => string;
  /** Where a site stands in the file; null: nowhere. */
  readonly placeOf: (site: string) => string | null;
}

/** Null: none is another. */
export function otherZone({ zones, rows, sites, zoneOf, placeOf }: ZonesAsked): Refused | null {
  for (const site of sites) {
    const stored = zones.get(site);
    const wanted = zoneOf(site);
    if (stored === undefined || stored === wanted || stored === unconfiguredSite(site).zone) continue;
    if (!wasConfigured(rows, site)) continue;
    const place = placeOf(site);
    return {
      result: "refused",
      reason: "other_zone",
      stored: `days of ${site} that ${stored} cuts`,
      wanted: `${wanted}${place === null ? "" : ` (${place}.zone)`}`,
    };
  }
  return null;
}

function wasConfigured(rows: readonly StoredValue[], site: string): boolean {
  const prefix = policyPrefix(site);
  return rows.some(([key]) => key.startsWith(prefix));
}
