/** Which business day it is at each site: asked for every row, so kept until it is over. */
import { dayStart, localDate, nextDayStart, type SiteConfig } from "@floorwalker/domain";

export interface BusinessDay {
  /** In days since 1970-01-01. */
  readonly date: number;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

const UNCONFIGURED = "UTC";

export class BusinessDays {
  readonly #sites: () => ReadonlyMap<string, Pick<SiteConfig, "zone">>;
  readonly #clock: () => number;
  readonly #days = new Map<string, BusinessDay>();

  constructor(sites: () => ReadonlyMap<string, Pick<SiteConfig, "zone">>, clock: () => number) {
    this.#sites = sites;
    this.#clock = clock;
  }

  of(site: string): BusinessDay {
    return this.#in(this.#sites().get(site)?.zone ?? UNCONFIGURED, this.#clock());
  }

  /** Another text whenever a day has begun somewhere. */
  stamp(): string {
    const now = this.#clock();
    const zones = new Set([UNCONFIGURED, ...[...this.#sites().values()].map(({ zone }) => zone)]);
    return [...zones].map((zone) => this.#in(zone, now).date).join(" ");
  }

  #in(zone: string, now: number): BusinessDay {
    const known = this.#days.get(zone);
    if (known !== undefined && now >= known.from && now < known.to) return known;
    const from = dayStart(now, zone);
    const day = { date: localDate(from, zone), from, to: nextDayStart(now, zone) };
    this.#days.set(zone, day);
    return day;
  }
}
