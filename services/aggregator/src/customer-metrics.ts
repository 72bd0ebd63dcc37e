/** Whether there is room for what first contact resolution is told by (docs/first-contact.md). */
import type { Metrics } from "@floorwalker/runtime";

export interface CustomersKept {
  readonly contacts: number;
  /** Customers who come more often than a person. */
  readonly crowded: number;
  readonly withoutRoom: number;
}

/** Sites with a series that is not a KPI. */
const MOST_SITES = 2_000;

const GAUGES: readonly (readonly [name: string, help: string, of: keyof CustomersKept])[] = [
  ["customer_contacts", "Contacts that are kept by customer.", "contacts"],
  [
    "customers_crowded",
    "Customers with more contacts than a person has: what a source says of all whom it does not know? Their contacts are nobody's first.",
    "crowded",
  ],
  [
    "customer_contacts_without_room",
    "Times that an answered contact of a new customer found no room, since this process took the site: first contact resolution is unknown there. Raise `limits.customerContacts`.",
    "withoutRoom",
  ],
];

export function customerMetrics(
  metrics: Metrics,
  sites: () => Iterable<readonly [site: string, kept: CustomersKept]>,
): void {
  for (const [name, help, of] of GAUGES)
    metrics.gauge(name, help, ["site"], (gauge) => {
      gauge.reset();
      let left = MOST_SITES;
      for (const [site, kept] of sites()) if (left-- > 0) gauge.set({ site }, kept[of]);
    });
}
