/**
 * The contacts of a site, read by whoever does not own them, in pages: the event loop turns between two of them, and no more is held than
 * what the question keeps. Open ones, and those that left of late, are read as their owner has stored them; the others from the history,
 * or, where that does not have all of them, from the owner too. As of which commit that is, is said: mostly one, and where commits came
 * while it was read, from which to which.
 */
import {
  type Attribution,
  CHANNELS,
  type Channel,
  type ContactFacts,
  type IntervalVersion,
  REACH_STEPS,
  reachStepOf,
  type SiteConfig,
} from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Position, Store, StoredValue } from "@floorwalker/ports";
import {
  type Asked,
  type ContactScan,
  contactBuckets,
  contactPrefix,
  listedPrefix,
  StoredSite,
  storedSitePrefixes,
} from "@floorwalker/stream";
import type { Turns } from "../turns.ts";
import type { KeptContacts, KeptReading } from "./kept-contacts.ts";
import { Scans } from "./scans.ts";

export interface StoredFactsParts {
  readonly store: Pick<Store, "stored" | "rows" | "bucket" | "lookup">;
  /** Null: nobody keeps contacts. */
  readonly kept: KeptContacts | null;
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
  /** Contacts that left up to this commit were read from the history; null: all were read from their owner. */
  readonly kept: IntervalVersion | null;
}

export interface ScannedPart {
  readonly asked: Asked;
  readonly take: ConstructorParameters<typeof ContactScan>[2];
  /** See `ContactScan`; absent: its stays are taken. */
  readonly each?: ConstructorParameters<typeof ContactScan>[3];
}

export interface Scanning {
  /** All of one span; what counts in one of them counts in no other. */
  readonly parts: readonly ScannedPart[];
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

  /** Finds every stay that counts in what is asked for, in one reading for all parts. */
  async scan(site: StoredSite, { parts, enough = () => false }: Scanning): Promise<ReadBetween> {
    const { store, partitions } = this.#parts;
    const partition = partitionOfSite(site.config.id, partitions);
    const scans = new Scans(site, parts);
    const rows = (): Promise<void> =>
      this.#each(store.rows(partition, contactPrefix(site.config.id)), (key, value) => scans.row(key, value));
    const from = await this.#position(partition);
    await rows();
    const kept = await this.#keptFor(site, scans);
    if (kept === null) await this.#readBuckets(scans, site, enough);
    else await this.#readKept(scans, site, kept, enough);
    let to = await this.#position(partition);
    if (!isSame(from, to)) {
      await rows();
      to = await this.#position(partition);
    }
    scans.end();
    return { from, to, kept: kept?.upTo ?? null };
  }

  /** Lists first: what leaves from then on, and what is kept from then on, is found twice and not missed. */
  async #keptFor(site: StoredSite, { span, channel }: Scans): Promise<KeptReading | null> {
    const { store, partitions, kept } = this.#parts;
    if (kept === null) return null;
    const { id } = site.config;
    const rows: StoredValue[] = [];
    for await (const chunk of store.rows(partitionOfSite(id, partitions), listedPrefix(id)))
      for (const [key, value] of chunk) rows.push([key, value.slice()]);
    return kept.reading(id, { ...span, channel }, rows);
  }

  async #readKept(
    scans: Scans,
    site: StoredSite,
    kept: KeptReading,
    enough: (before: number) => boolean,
  ): Promise<void> {
    const { store, partitions, turns } = this.#parts;
    const partition = partitionOfSite(site.config.id, partitions);
    for (const [recordClass, keys] of scans.recordsOf(kept.listed)) {
      const found = await store.lookup(partition, recordClass, keys);
      for (const [key, { value }] of found) scans.record(key, value);
    }
    for await (const chunk of kept.read()) {
      for (let at = 0; at < chunk.length; at += SLICE) {
        for (const told of chunk.slice(at, at + SLICE)) scans.kept(told);
        await turns.next();
      }
      if (enough(endOf(chunk))) break;
    }
  }

  async #readBuckets(scans: Scans, site: StoredSite, enough: (before: number) => boolean): Promise<void> {
    const { store, partitions } = this.#parts;
    const partition = partitionOfSite(site.config.id, partitions);
    const channels: readonly Channel[] = scans.channel === null ? CHANNELS : [scans.channel];
    for (const { bucket, endsAt } of contactBuckets(site, scans.span)) {
      if (enough(endsAt)) break;
      for (const recordClass of channels)
        await this.#each(store.bucket(partition, { class: recordClass, bucket }), (key, value) =>
          scans.record(key, value),
        );
    }
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

/** Of which commit it is; where commits came in between: between which; and up to which it is of the history. */
export function readOf({ from, to, kept }: ReadBetween): object {
  const position = (at: ReadBetween["from"]): readonly [string, number] | null =>
    at === null ? null : [at.epoch, at.sequence];
  return {
    position: position(to),
    movedFrom: isSame(from, to) ? null : position(from),
    keptUpTo: kept && [kept.epoch, kept.sequence],
  };
}

/** What is still to come entered its queue before: after the last of the shortest step it began earlier, and went on for no longer. */
function endOf(chunk: readonly ContactFacts[]): number {
  const last = chunk.at(-1);
  return last === undefined || reachStepOf(last) > 0 ? Number.POSITIVE_INFINITY : last.from + REACH_STEPS[0]! + 1;
}

const isSame = (a: Position | null, b: Position | null): boolean =>
  a === b || (a !== null && b !== null && a.epoch === b.epoch && a.sequence === b.sequence);
