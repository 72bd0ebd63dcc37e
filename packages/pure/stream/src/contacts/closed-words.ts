/**
 * Words of lists that the program closes (types of events, counters, kinds of work) as stored bytes say them: by a number from a
 * dictionary that is stored with them. So a list may get a member anywhere, or lose one, in a later release: what is stored keeps
 * its meaning. A number is given when the dictionary is first used, in the order of the lists: what happens decides nothing.
 */
import { ENTRY_NAMES, EVENT_TYPES } from "@floorwalker/domain";
import { Names } from "../columns/names.ts";

/** No member of the list has this word: an older or newer release had. */
export const NO_MEMBER = -1;

class WordList {
  readonly #words: Int32Array;
  readonly #members: readonly number[];

  constructor(list: readonly string[], prefix: string, names: Names) {
    this.#words = Int32Array.from(list, (word) => names.of(prefix + word));
    const members: number[] = [];
    this.#words.forEach((word, member) => {
      members[word] = member;
    });
    this.#members = members;
  }

  wordOf(member: number): number {
    const word = this.#words[member];
    if (word === undefined) throw new RangeError(`the list has no member ${member}`);
    return word;
  }

  memberOf(word: number): number {
    return this.#members[word] ?? NO_MEMBER;
  }
}

export class ClosedWords {
  readonly #names = new Names();
  #types: WordList | null = null;
  #counters: WordList | null = null;

  /** Positions in EVENT_TYPES. */
  get types(): WordList {
    if (this.#types === null) this.#open();
    return this.#types!;
  }

  /** What entries count: positions in ENTRY_NAMES. */
  get counters(): WordList {
    if (this.#counters === null) this.#open();
    return this.#counters!;
  }

  /** Rows of the dictionary that are not stored yet. */
  takeRows(): ReturnType<Names["takeRows"]> {
    return this.#names.takeRows();
  }

  /** Before anything is read that says its words. */
  restore(row: number, value: Uint8Array): void {
    this.#names.restore(row, value);
  }

  #open(): void {
    this.#types = new WordList(EVENT_TYPES, "", this.#names);
    this.#counters = new WordList(ENTRY_NAMES, "counter ", this.#names);
  }
}
