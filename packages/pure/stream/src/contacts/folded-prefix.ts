/**
 * The prefix of a long chat or mail: its oldest events, which no accepted event can change any more (rules 8, 17), kept as where their
 * fold stands and the hashes of their ids. So what its next event costs follows from the events within the horizon, not from the
 * years it has gone on; that it amounts to the same numbers is a law (`long-contacts.test.ts`). The layout, which is stored:
 *
 *   moment it ends at · whether the contact was known · fold (JSON) · count of ids · their hashes, the oldest first
 */
import type { CanonicalEvent, Folded } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { TextHash } from "../columns/text-hash.ts";

/** Of older ones a repetition with a new time would count again: 128 KB a contact are enough. */
const MOST_IDS = 16_384;
/** In no id and no source. */
const SEPARATOR = "\u001f";

const hash = new TextHash();

export interface PrefixParts {
  /** It holds what was told of before this moment, and nothing else. */
  readonly endsAt: number;
  /** Somebody has said where the contact is, or that it begins. */
  readonly isKnown: boolean;
  readonly folded: Folded;
}

export class FoldedPrefix implements PrefixParts {
  readonly endsAt: number;
  readonly isKnown: boolean;
  readonly folded: Folded;
  /** Two numbers each. */
  readonly #ids: Int32Array;

  constructor({ endsAt, isKnown, folded }: PrefixParts, ids: Int32Array) {
    this.endsAt = endsAt;
    this.isKnown = isKnown;
    this.folded = folded;
    this.#ids = ids;
  }

  /** `before`: what was folded already; null: nothing. */
  static of(parts: PrefixParts, before: FoldedPrefix | null, events: readonly CanonicalEvent[]): FoldedPrefix {
    const known = before?.idsKept ?? new Int32Array(0);
    const ids = new Int32Array(known.length + 2 * events.length);
    ids.set(known);
    events.forEach((event, index) => {
      const { high, low } = hashOf(event);
      ids[known.length + 2 * index] = high;
      ids[known.length + 2 * index + 1] = low;
    });
    return new FoldedPrefix(parts, ids.slice(-2 * MOST_IDS));
  }

  static read(reader: ByteReader): FoldedPrefix {
    const parts = {
      endsAt: reader.signed(),
      isKnown: reader.byte() === 1,
      folded: JSON.parse(reader.text()) as Folded,
    };
    const ids = new Int32Array(2 * reader.unsigned());
    for (let index = 0; index < ids.length; index++) ids[index] = reader.int32();
    return new FoldedPrefix(parts, ids);
  }

  get idsKept(): Int32Array {
    return this.#ids;
  }

  /** An event of this identity is among those that were folded. */
  has(event: CanonicalEvent): boolean {
    const { high, low } = hashOf(event);
    for (let index = this.#ids.length - 2; index >= 0; index -= 2)
      if (this.#ids[index] === high && this.#ids[index + 1] === low) return true;
    return false;
  }

  write(writer: ByteWriter): void {
    writer.signed(this.endsAt);
    writer.byte(this.isKnown ? 1 : 0);
    writer.text(JSON.stringify(this.folded));
    writer.unsigned(this.#ids.length / 2);
    for (const word of this.#ids) writer.int32(word);
  }
}

const hashOf = ({ source, id }: CanonicalEvent): TextHash => hash.ofText(`${source}${SEPARATOR}${id}`);
