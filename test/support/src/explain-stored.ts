/** Numbers explained from what an owner has stored, as a gateway does it: rows first, then records. */
import { type Attribution, cellName, explainedBy, kpiById, type SiteConfig } from "@floorwalker/domain";
import {
  type Asked,
  ContactList,
  ContactScan,
  type Explained,
  Explanation,
  type ListedFact,
  type ListedOutcome,
  StoredSite,
  scopeOf,
  storedSitePrefixes,
} from "@floorwalker/stream";
import type { PureOwner } from "./pure-owner.ts";

const ALL = 1_000;

export class StoredNumbers {
  readonly site: StoredSite;
  readonly #owner: PureOwner;

  constructor(owner: PureOwner, config: SiteConfig, attribution: Attribution) {
    this.#owner = owner;
    const prefixes = storedSitePrefixes(config.id);
    const rows = [...owner.rows].filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix)));
    this.site = new StoredSite({ config, attribution }, rows);
  }

  explain(id: string, asked: Asked): Explained {
    const kpi = kpiById(id)!;
    const policy = this.#first(asked);
    const madeOf = explainedBy(kpi, { policy, scope: scopeOf(asked.cell) })!;
    const explanation = new Explanation({
      kpi,
      madeOf,
      asked,
      policy,
      now: this.site.clock,
      most: ALL,
      after: new Map(),
    });
    this.#scan(asked, explanation.take);
    return explanation.explained();
  }

  list(outcome: ListedOutcome | null, asked: Asked): readonly ListedFact[] {
    const list = new ContactList({ outcome, asked, policy: this.#first(asked), most: ALL, after: null });
    this.#scan(asked, list.take);
    return list.page().facts;
  }

  #first({ cell }: Asked) {
    return this.site.formulaOf(cell);
  }

  #scan(asked: Asked, take: ConstructorParameters<typeof ContactScan>[2]): void {
    const scan = new ContactScan(this.site, asked, take);
    for (const [key, value] of this.#owner.rows) scan.row(key, value);
    for (const [place, records] of this.#owner.records) {
      const { channel } = { channel: null, ...cellName(asked.cell) };
      if (channel !== null && !place.startsWith(`${channel as string}/`)) continue;
      for (const [key, { value }] of records) scan.record(key, value);
    }
    scan.end();
  }
}
