/** Numbers explained as a gateway does it: from rows and records that an owner has stored, or from what is kept of those that left. */
import {
  type Attribution,
  type ContactFacts,
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
    return explainTogether(id, [{ numbers: this, asked: [asked] }]);
  }

  list(outcome: ListedOutcome | null, asked: Asked): readonly ListedFact[] {
    const list = new ContactList({ outcome, scope: scopeOf(asked.cell), contact: null, most: ALL, after: null });
    this.scan(asked, list.takeOf(this.site.formulaOf(asked.cell)));
    return list.page().facts;
  }

  scan(asked: Asked, take: ConstructorParameters<typeof ContactScan>[2]): void {
    const scan = new ContactScan(this.site, asked, take);
    for (const [key, value] of this.#owner.rows) if (this.#isOfSite(key)) scan.row(key, value);
    if (this.#kept === null) this.#records(scan);
    else this.#keptOnes(scan, this.#kept);
    scan.end();
  }

  #isOfSite(key: string): boolean {
    return key.startsWith(`${this.site.config.id}\u001e`);
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

  #records(scan: ContactScan): void {
    for (const [place, records] of this.#owner.records) {
      if (scan.channel !== null && !place.startsWith(`${scan.channel}/`)) continue;
      for (const [key, { value }] of records) if (this.#isOfSite(key)) scan.record(key, value);
    }
  }
}

export interface TogetherPart {
  readonly numbers: StoredNumbers;
  /** What each formula judges. */
  readonly asked: readonly Asked[];
}

/** A number of several sites, or queues with formulas of their own. */
export function explainTogether(id: string, together: readonly TogetherPart[]): Explained {
  const kpi = kpiById(id)!;
  const scope = scopeOf(together[0]!.asked[0]!.cell);
  const all = together.flatMap(({ numbers, asked }) => asked.map((each) => ({ numbers, asked: each })));
  const parts = all.map(({ numbers, asked: { cell } }) => {
    const policy = numbers.site.formulaOf(cell);
    return { policy, madeOf: explainedBy(kpi, { policy, scope })! };
  });
  const now = Math.min(...all.map(({ numbers }) => numbers.site.clock));
  const asksBacklog = kpi.ticking === "atBounds" && all.every(({ asked: { live } }) => live);
  const explanation = new Explanation({ kpi, scope, parts, now, asksBacklog, most: ALL, after: new Map() });
  for (const [part, { numbers, asked }] of all.entries()) {
    const backlogAt = asked.backlogAt ?? numbers.site.clock;
    numbers.scan(asksBacklog ? { ...asked, backlogAt } : asked, explanation.takeOf(part));
  }
  return explanation.explained();
}
