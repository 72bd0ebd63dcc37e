/** Numbers explained as a gateway does it: from rows and records that an owner has stored, or from what is kept of those that left. */
import {
  type Attribution,
  type ContactFacts,
  cellName,
  explainedBy,
  kpiById,
  latestFacts,
  type SiteConfig,
} from "@floorwalker/domain";
import {
  type Asked,
  ContactList,
  ContactScan,
  type Explained,
  Explanation,
  type ListedFact,
  type ListedOutcome,
  listedSince,
  StoredSite,
  scopeOf,
  storedSitePrefixes,
} from "@floorwalker/stream";
import type { PureOwner } from "./pure-owner.ts";

const ALL = 1_000;

export class StoredNumbers {
  readonly site: StoredSite;
  readonly #owner: PureOwner;
  readonly #kept: readonly ContactFacts[] | null;

  /** `kept`: what somebody keeps of what was told up to some commit, in its order; null: nobody does. */
  constructor(
    owner: PureOwner,
    config: SiteConfig,
    attribution: Attribution,
    kept: readonly ContactFacts[] | null = null,
  ) {
    this.#owner = owner;
    this.#kept = kept;
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
    if (this.#kept === null) this.#records(scan, asked);
    else this.#keptOnes(scan, this.#kept);
    scan.end();
  }

  #keptOnes(scan: ContactScan, kept: readonly ContactFacts[]): void {
    const upTo = kept.at(-1)?.version ?? { epoch: 0, sequence: 0 };
    for (const contact of listedSince(upTo, this.#owner.rows)!) {
      const key = `${this.site.config.id}\u001e${contact}`;
      const record = this.#owner.recordOf(key);
      if (record !== null) scan.record(key, record);
    }
    for (const each of latestFacts(kept)) scan.kept(each);
  }

  #records(scan: ContactScan, asked: Asked): void {
    for (const [place, records] of this.#owner.records) {
      const { channel } = { channel: null, ...cellName(asked.cell) };
      if (channel !== null && !place.startsWith(`${channel as string}/`)) continue;
      for (const [key, { value }] of records) scan.record(key, value);
    }
  }
}
