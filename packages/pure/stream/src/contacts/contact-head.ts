/**
 * What a contact's bytes hold beside its events: what it has added to the numbers, the policies it was judged by, and where its fold
 * stands in time. It is read and written as a whole, when the contact is settled. The layout, which is stored:
 *
 *   version of the fold · flags · those of lostAsOf, nextAt, changedAt, impossible that the flags name · texts · policies ·
 *   from fold 4 on the reason for which it counts · what was added
 */
import type { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Names } from "../columns/names.ts";
import { FOLD_VERSION } from "../fold-version.ts";
import type { Added } from "./added.ts";
import {
  type AddedReach,
  KINDS_BEFORE_FOLD_4,
  reachOf,
  readAdded,
  type TextPlaces,
  writeAdded,
} from "./added-bytes.ts";
import type { ClosedWords } from "./closed-words.ts";
import { LocalTexts } from "./local-texts.ts";
import { PinnedPolicies } from "./pinned-policies.ts";

const UNFINISHED = 1;
const LOST = 2;
const NEXT = 4;
const CHANGED = 8;
const IMPOSSIBLE = 16;
const GOES_ON = 32;
const STRAYS = 64;
const OTHER_IDS = 128;
/** Earlier folds knew no reasons, nor surveys by name. */
const FIRST_WITH_REASONS = 4;

export class ContactHead implements TextPlaces {
  readonly #names: Names;
  readonly #words: ClosedWords;
  readonly #texts = new LocalTexts();
  /** Names by place, from 1; of as many as were asked for. */
  readonly #nameOf: number[] = [0];
  readonly #body = new ByteWriter();
  /** What it has added. */
  added: Added;
  readonly policies = new PinnedPolicies();
  /** Of the fold that it was settled by. */
  foldVersion = FOLD_VERSION;
  /** Something goes on, or ended only because nothing was heard of it. */
  unfinished = false;
  /** Something goes on that is not lost. */
  goesOn = false;
  /** It left memory unfinished, lost as of this moment, and stays so until an event comes; null: it did not. */
  lostAsOf: number | null = null;
  /** The next moment at which time alone changes what it adds; null: none. */
  nextAt: number | null = null;
  /** The last one at which it did; null: none. */
  changedAt: number | null = null;
  /** Events in orders that cannot be. */
  impossible = 0;
  /** It was told ends of talks that it never had (`talks/`). */
  hasStrays = false;
  /** Some of its events were told under other ids. */
  hasOtherIds = false;

  constructor(names: Names, words: ClosedWords, added: Added) {
    this.#names = names;
    this.#words = words;
    this.added = added;
  }

  /** Of a contact of which nothing is known yet. */
  clear(): this {
    this.added.clear();
    this.policies.clear();
    this.foldVersion = FOLD_VERSION;
    this.unfinished = false;
    this.goesOn = false;
    this.lostAsOf = null;
    this.nextAt = null;
    this.changedAt = null;
    this.impossible = 0;
    this.hasStrays = false;
    this.hasOtherIds = false;
    return this;
  }

  /** Everything but the policies and what was added. */
  readTimes(reader: ByteReader): this {
    this.foldVersion = reader.unsigned();
    const flags = reader.byte();
    this.unfinished = (flags & UNFINISHED) !== 0;
    this.goesOn = (flags & GOES_ON) !== 0;
    this.hasStrays = (flags & STRAYS) !== 0;
    this.hasOtherIds = (flags & OTHER_IDS) !== 0;
    this.lostAsOf = (flags & LOST) === 0 ? null : reader.signed();
    this.nextAt = (flags & NEXT) === 0 ? null : reader.signed();
    this.changedAt = (flags & CHANGED) === 0 ? null : reader.signed();
    this.impossible = (flags & IMPOSSIBLE) === 0 ? 0 : reader.unsigned();
    return this;
  }

  read(reader: ByteReader): this {
    this.readTimes(reader);
    this.#texts.read(reader);
    this.#nameOf.length = 1;
    for (let ref = 1; ref <= this.#texts.count; ref++)
      this.#nameOf[ref] = this.#names.ofBytes(reader.bytes, this.#texts.startOf(ref), this.#texts.endOf(ref));
    this.policies.read(reader, this);
    this.added.clear();
    const isOlder = this.foldVersion < FIRST_WITH_REASONS;
    if (!isOlder) this.added.reason = this.nameOf(reader.unsigned());
    readAdded(reader, this.added, this, this.#words, isOlder ? KINDS_BEFORE_FOLD_4 : undefined);
    return this;
  }

  /** Only from when to when something was added: of most contacts that is enough to pass them over. */
  readReach(reader: ByteReader, reach: AddedReach): void {
    this.readTimes(reader);
    LocalTexts.pass(reader);
    PinnedPolicies.pass(reader);
    const isOlder = this.foldVersion < FIRST_WITH_REASONS;
    if (!isOlder) reader.unsigned();
    reachOf(reader, reach, isOlder ? KINDS_BEFORE_FOLD_4 : undefined);
  }

  write(writer: ByteWriter): void {
    let flags = this.unfinished ? UNFINISHED : 0;
    if (this.goesOn) flags |= GOES_ON;
    if (this.hasStrays) flags |= STRAYS;
    if (this.hasOtherIds) flags |= OTHER_IDS;
    if (this.lostAsOf !== null) flags |= LOST;
    if (this.nextAt !== null) flags |= NEXT;
    if (this.changedAt !== null) flags |= CHANGED;
    if (this.impossible > 0) flags |= IMPOSSIBLE;
    writer.unsigned(this.foldVersion);
    writer.byte(flags);
    if (this.lostAsOf !== null) writer.signed(this.lostAsOf);
    if (this.nextAt !== null) writer.signed(this.nextAt);
    if (this.changedAt !== null) writer.signed(this.changedAt);
    if (this.impossible > 0) writer.unsigned(this.impossible);
    this.#texts.clear();
    this.#nameOf.length = 1;
    this.#body.clear();
    this.policies.write(this.#body, this);
    const isOlder = this.foldVersion < FIRST_WITH_REASONS;
    if (!isOlder) this.#body.unsigned(this.refOf(this.added.reason));
    writeAdded(this.#body, this.added, this, this.#words, isOlder ? KINDS_BEFORE_FOLD_4 : undefined);
    this.#texts.write(writer);
    writer.copy(this.#body.bytes, 0, this.#body.length);
  }

  refOf(name: number): number {
    if (name === 0) return 0;
    const known = this.#nameOf.indexOf(name, 1);
    if (known > 0) return known;
    this.#nameOf.push(name);
    return this.#texts.add(this.#names.textOf(name)!);
  }

  nameOf(ref: number): number {
    return this.#nameOf[ref]!;
  }
}
