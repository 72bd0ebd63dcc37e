/**
 * What is known of a file or stream of lines whose stamps are whole seconds and which have no ids: the lines of its newest
 * second (rule 24). A line's place among them is its order, its number among identical ones a part of its id. Both are counted
 * in an unbroken run of one second, so that a reading that begins where the run begins counts the same, and so does a copy.
 * Where a reading stands is therefore told by two offsets: how far it got, and where its newest second begins.
 */
/** Different lines that are told apart in one second; beyond, counting begins anew: a file of one stamp must not fill the memory. */
const MOST_DIFFERENT = 65_536;

export class SecondOfLines {
  #second: number | null = null;
  #places = 0;
  #begins: number | null = null;
  #offset = 0;
  /** How often each content came so far. */
  readonly #identical = new Map<string, number>();

  /** Offset of the first line of the newest second; null: no stamp was read yet. */
  get begins(): number | null {
    return this.#begins;
  }

  /** The next line lies at this offset of its file or stream. */
  at(offset: number): this {
    this.#offset = offset;
    return this;
  }

  /** The next line is stamped in this second (whole seconds since the epoch). Its place there, from 1. */
  place(second: number): number {
    if (second !== this.#second) {
      this.#second = second;
      this.#places = 0;
      this.#begins = this.#offset;
      this.#identical.clear();
    }
    return ++this.#places;
  }

  /** Which of the identical lines of its second the line in hand is, from 1. `content`: what makes lines identical. */
  number(content: string): number {
    if (this.#identical.size >= MOST_DIFFERENT) this.#identical.clear();
    const number = (this.#identical.get(content) ?? 0) + 1;
    this.#identical.set(content, number);
    return number;
  }

  /** Goes on from here without touching this one: what is read on approval. */
  copy(): SecondOfLines {
    const copy = new SecondOfLines();
    copy.#second = this.#second;
    copy.#places = this.#places;
    copy.#begins = this.#begins;
    for (const [content, number] of this.#identical) copy.#identical.set(content, number);
    return copy;
  }
}
