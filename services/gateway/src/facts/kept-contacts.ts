/**
 * What the history keeps of contacts that are over, and when an answer may be made of it: where none is missing in the span, and the
 * owner still lists all that left since what is kept. Else, and where the history cannot be asked, all is read from the owner's store.
 */
import type { Channel, ContactFacts, IntervalVersion } from "@floorwalker/domain";
import type { KeptFacts, StoredValue } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { type Asked, LONGEST_WRAP_UP_MS, listedSince } from "@floorwalker/stream";

export interface KeptContactsParts {
  readonly facts: KeptFacts;
  /** How long they are kept, ms; null: they are neither told nor kept. */
  readonly keptFor: () => number | null;
  /** Wall clock, epoch ms: by it they are forgotten. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn">;
}

export interface KeptReading {
  /** The commit up to which contacts that left are kept. */
  readonly upTo: IntervalVersion;
  /** Those that left with it or later, as rows are called, without the site. */
  readonly listed: ReadonlySet<string>;
  read(): AsyncIterable<readonly ContactFacts[]>;
}

/** They may be forgotten while they are read. */
const FORGOTTEN_MS = 3_600_000;

export class KeptContacts {
  readonly #parts: KeptContactsParts;

  constructor(parts: KeptContactsParts) {
    this.#parts = parts;
  }

  /** `rows`: lists of the owner, as they were read before this is asked. Null: see above. */
  async reading(
    site: string,
    asked: Pick<Asked, "from" | "to"> & { readonly channel: Channel | null },
    rows: readonly StoredValue[],
  ): Promise<KeptReading | null> {
    const { facts, keptFor, clock, logger } = this.#parts;
    const keeps = keptFor();
    if (keeps === null || asked.from < clock() - keeps + FORGOTTEN_MS) return null;
    try {
      const kept = await facts.kept(site);
      // What somebody told to be his wrap-up may count later than he left.
      if (kept === null || asked.from < kept.from + LONGEST_WRAP_UP_MS) return null;
      const listed = listedSince(kept.version, rows);
      if (listed === null) return null;
      const { channel, from } = asked;
      const to = Math.min(asked.to, Number.MAX_SAFE_INTEGER);
      return { upTo: kept.version, listed, read: () => facts.read({ site, channel, from, to }) };
    } catch (error) {
      logger.warn("kept_contacts_not_read", { site, error });
      return null;
    }
  }
}
