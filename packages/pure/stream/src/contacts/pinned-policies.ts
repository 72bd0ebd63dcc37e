/**
 * The versions of policies that one contact is judged by, with their limits as they were when the contact was first judged by them
 * (rules 3, 30). Filled for one contact after the other; in its bytes they stand in the order in which the fold asked for them, and
 * only those it asked for.
 */
import { defaultVersions, type QueuePolicy, sitePolicies, unconfiguredSite } from "@floorwalker/domain";
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
  "from",
] as const satisfies readonly (keyof QueuePolicy)[];
/** What never comes, or was ever, is stored as 0, everything else above it; −1 is a setting, too. */
const NEVER = 0;
const ABOVE = 2;

type Pinned = { -readonly [Field in keyof QueuePolicy]: QueuePolicy[Field] };

export class PinnedPolicies {
  /** Those read from the contact's bytes, then those that the fold asked for and the contact had not. */
  readonly #policies: Pinned[] = [];
  readonly #queues: number[] = [];
  readonly #versions: (QueuePolicy | null)[] = [];
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

  /** The queue's, by the version in force when a stay was queued: with the limits that were pinned, else with those it has. */
  of(queue: number, version: QueuePolicy): QueuePolicy {
    let place = 0;
    while (place < this.#count && !(this.#queues[place] === queue && this.#policies[place]!.from === version.from))
      place++;
    if (place === this.#count) this.#pin(queue, version);
    if (this.#versions[place] !== version) this.#complete(place, version);
    if (!this.#kept.includes(place)) this.#kept.push(place);
    return this.#policies[place]!;
  }

  /** What judges otherwise is never edited without a date: it is the version's. */
  #complete(place: number, version: QueuePolicy): void {
    const policy = this.#policies[place]!;
    const { id, until, formula, siteFormula, attribution, lowScore, firstContactMs, calendar, hours, target, first } =
      version;
    this.#versions[place] = version;
    policy.id = id;
    policy.until = until;
    policy.formula = formula;
    policy.siteFormula = siteFormula;
    policy.attribution = attribution;
    policy.lowScore = lowScore;
    policy.firstContactMs = firstContactMs;
    policy.calendar = calendar;
    policy.hours = hours;
    policy.target = target;
    policy.first = first;
  }

  read(reader: ByteReader, places: TextPlaces): void {
    this.clear();
    for (let left = reader.unsigned(); left > 0; left--) {
      this.#kept.push(this.#count);
      const policy = this.#next(places.nameOf(reader.unsigned()));
      const fields = reader.unsigned();
      policy.from = Number.NEGATIVE_INFINITY;
      for (let at = 0; at < fields; at++) {
        const value = reader.unsigned();
        const field = FIELDS[at];
        if (field !== undefined) policy[field] = value === NEVER ? never(field) : value - ABOVE;
      }
    }
  }

  static pass(reader: ByteReader): void {
    for (let left = reader.unsigned(); left > 0; left--) {
      reader.unsigned();
      for (let fields = reader.unsigned(); fields > 0; fields--) reader.unsigned();
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
    this.#versions[this.#count] = null;
    this.#policies[this.#count] ??= { ...ANY_VERSION };
    return this.#policies[this.#count++]!;
  }
}

const never = (field: (typeof FIELDS)[number]): number =>
  field === "from" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;

/** All fields in one order, so that every pinned one is of the same shape. */
const ANY_VERSION: QueuePolicy = defaultVersions("call", sitePolicies(unconfiguredSite(""), "outcome"))[0]!;
