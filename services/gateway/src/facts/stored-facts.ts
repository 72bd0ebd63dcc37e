/**
 * The stored contacts of a site, read through the store port by whoever does not own them, in pages: the event loop turns between two of
 * them, and no more is held than what the question keeps. As of which commit that is, is said: mostly one, and where commits came while
 * it was read, from which to which.
 */
import { type Attribution, CHANNELS, type Channel, type SiteConfig } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Position, Store, StoredValue } from "@floorwalker/ports";
import {
  type Asked,
  ContactScan,
  contactBuckets,
  contactPrefix,
  StoredSite,
  storedSitePrefixes,
} from "@floorwalker/stream";
import type { Turns } from "../turns.ts";

export interface StoredFactsParts {
  readonly store: Pick<Store, "stored" | "rows" | "bucket">;
  readonly partitions: number;
  readonly config: (site: string) => SiteConfig;
  /** Of sites that say nothing else. */
  readonly attribution: Attribution;
  readonly turns: Turns;
}

/** Between which commits it was read: mostly they are the same. */
export interface ReadBetween {
  readonly from: Position | null;
  readonly to: Position | null;
}

export interface Scanning {
  readonly asked: Asked;
  readonly take: ConstructorParameters<typeof ContactScan>[2];
  /** Contacts that ended before that moment cannot matter any more; absent: all do. */
  readonly enough?: (before: number) => boolean;
}

/** Values that are looked at between two turns of the event loop. */
const SLICE = 250;

export class StoredFacts {
  readonly #parts: StoredFactsParts;

  constructor(parts: StoredFactsParts) {
    this.#parts = parts;
  }

  async site(id: string): Promise<StoredSite> {
    const { store, partitions, config, attribution } = this.#parts;
    const partition = partitionOfSite(id, partitions);
    const rows: StoredValue[] = [];
    const read = async (prefix: string): Promise<void> => {
      for await (const chunk of store.rows(partition, prefix))
        for (const [key, value] of chunk) rows.push([key, value.slice()]);
    };
    await Promise.all(storedSitePrefixes(id).map(read));
    return new StoredSite({ config: config(id), attribution }, rows);
  }

  /** Finds every stay that counts in what is asked for. */
  async scan(site: StoredSite, { asked, take, enough = () => false }: Scanning): Promise<ReadBetween> {
    const { store, partitions } = this.#parts;
    const partition = partitionOfSite(site.config.id, partitions);
    const scan = new ContactScan(site, asked, take);
    const rows = (): Promise<void> =>
      this.#each(store.rows(partition, contactPrefix(site.config.id)), (key, value) => scan.row(key, value));
    const from = await this.#position(partition);
    await rows();
    const channels: readonly Channel[] = scan.channel === null ? CHANNELS : [scan.channel];
    for (const { bucket, endsAt } of contactBuckets(site, asked)) {
      if (enough(endsAt)) break;
      for (const recordClass of channels)
        await this.#each(store.bucket(partition, { class: recordClass, bucket }), (key, value) =>
          scan.record(key, value),
        );
    }
    let to = await this.#position(partition);
    if (!isSame(from, to)) {
      await rows();
      to = await this.#position(partition);
    }
    scan.end();
    return { from, to };
  }

  async #each(
    chunks: AsyncIterable<readonly StoredValue[]>,
    visit: (key: string, value: Uint8Array) => void,
  ): Promise<void> {
    for await (const chunk of chunks)
      for (let at = 0; at < chunk.length; at += SLICE) {
        for (const [key, value] of chunk.slice(at, at + SLICE)) visit(key, value);
        await this.#parts.turns.next();
      }
  }

  async #position(partition: number): Promise<Position | null> {
    const stored = await this.#parts.store.stored(partition);
    return stored === null ? null : { epoch: stored.checkpoint.epoch, sequence: stored.checkpoint.sequence };
  }
}

/** Of which commit it is; where commits came in between: between which. */
export function readOf({ from, to }: ReadBetween): object {
  const position = (at: ReadBetween["from"]): readonly [string, number] | null =>
    at === null ? null : [at.epoch, at.sequence];
  return { position: position(to), movedFrom: isSame(from, to) ? null : position(from) };
}

const isSame = (a: Position | null, b: Position | null): boolean =>
  a === b || (a !== null && b !== null && a.epoch === b.epoch && a.sequence === b.sequence);
