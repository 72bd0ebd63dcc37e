/**
 * The policies that one contact is judged by: those in force when each of its queues was first seen (rule 3). Filled for one contact
 * after the other; in its bytes they stand in the order in which the fold asked for them, and only those it asked for.
 */
import type { QueuePolicy } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { TextPlaces } from "./added-bytes.ts";

/** In stored bytes; the list only grows at its end. */
const FIELDS = [
  "thresholdMs",
  "shortAbandonMs",
  "lostAfterMs",
  "waitLostAfterMs",
  "wrapUpLostAfterMs",
] as const satisfies readonly (keyof QueuePolicy)[];
/** What never comes is stored as 0, everything else above it; −1 is a setting, too. */
const NEVER = 0;
const ABOVE = 2;

type Pinned = { -readonly [Field in keyof QueuePolicy]: QueuePolicy[Field] };

export class PinnedPolicies {
  /** Those read from the contact's bytes, then those that the fold asked for and the contact had not. */
  readonly #policies: Pinned[] = [];
  readonly #queues: number[] = [];
  #count = 0;
  /** Places of those that are kept: that were read, or, once a fold has begun, those that it asked for, in that order. */
  readonly #kept: number[] = [];

  clear(): void {
    this.#count = 0;
    this.#kept.length = 0;
  }

  /** A fold begins: it keeps what it asks for. */
  begin(): void {
    this.#kept.length = 0;
  }

  /** The queue's; what is in force now is pinned if it has none. */
  of(queue: number, inForce: (queue: number) => QueuePolicy): QueuePolicy {
    let place = 0;
    while (place < this.#count && this.#queues[place] !== queue) place++;
    if (place === this.#count) this.#pin(queue, inForce(queue));
    if (!this.#kept.includes(place)) this.#kept.push(place);
    return this.#policies[place]!;
  }

  read(reader: ByteReader, places: TextPlaces): void {
    this.clear();
    for (let left = reader.unsigned(); left > 0; left--) {
      this.#kept.push(this.#count);
      const policy = this.#next(places.nameOf(reader.unsigned()));
      const fields = reader.unsigned();
      for (let field = 0; field < fields; field++) {
        const value = reader.unsigned();
        if (field < FIELDS.length) policy[FIELDS[field]!] = value === NEVER ? Number.POSITIVE_INFINITY : value - ABOVE;
      }
    }
  }

  write(writer: ByteWriter, places: TextPlaces): void {
    writer.unsigned(this.#kept.length);
    for (const place of this.#kept) {
      const policy = this.#policies[place]!;
      writer.unsigned(places.refOf(this.#queues[place]!));
      writer.unsigned(FIELDS.length);
      for (const field of FIELDS) writer.unsigned(Number.isFinite(policy[field]) ? policy[field] + ABOVE : NEVER);
    }
  }

  #pin(queue: number, inForce: QueuePolicy): void {
    const policy = this.#next(queue);
    for (const field of FIELDS) policy[field] = inForce[field];
  }

  #next(queue: number): Pinned {
    this.#queues[this.#count] = queue;
    this.#policies[this.#count] ??= Object.fromEntries(FIELDS.map((field) => [field, 0])) as Pinned;
    return this.#policies[this.#count++]!;
  }
}
