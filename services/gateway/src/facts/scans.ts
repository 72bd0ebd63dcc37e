/** One reading of a site's contacts for several sums, each judged by a formula of its own: all of them are of the same contacts. */
import type { Channel, ContactFacts } from "@floorwalker/domain";
import { type Asked, ContactScan, type StoredSite } from "@floorwalker/stream";
import type { ScannedPart } from "./stored-facts.ts";

export class Scans {
  /** Of all of them. */
  readonly span: Pick<Asked, "from" | "to">;
  readonly #scans: readonly ContactScan[];

  /** `parts`: at least one, all of one span. */
  constructor(site: StoredSite, parts: readonly ScannedPart[]) {
    const { from, to } = parts[0]!.asked;
    this.span = { from, to };
    this.#scans = parts.map(({ asked, take, each }) => new ContactScan(site, asked, take, each));
  }

  /** Of which channel contacts can count; null: of several. */
  get channel(): Channel | null {
    const [{ channel }, ...others] = this.#scans as [ContactScan, ...ContactScan[]];
    return others.every((each) => each.channel === channel) ? channel : null;
  }

  row(key: string, value: Uint8Array): void {
    for (const scan of this.#scans) scan.row(key, value);
  }

  record(key: string, value: Uint8Array): void {
    for (const scan of this.#scans) scan.record(key, value);
  }

  /** Keys of records by class, as `ContactScan` says: those that one of them needs. */
  recordsOf(listed: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
    const all = new Map<string, Set<string>>();
    for (const scan of this.#scans)
      for (const [recordClass, keys] of scan.recordsOf(listed))
        all.set(recordClass, new Set([...(all.get(recordClass) ?? []), ...keys]));
    return new Map([...all].map(([recordClass, keys]) => [recordClass, [...keys]]));
  }

  kept(told: ContactFacts): void {
    for (const scan of this.#scans) scan.kept(told);
  }

  end(): void {
    for (const scan of this.#scans) scan.end();
  }
}
