/**
 * A text that somebody wrote, without the names and ids of agents: also without a part of a name, as people call each other, without accents,
 * with the endings that Polish gives names, and inside of a sentence where a language writes no spaces. It hides too much rather than too
 * little; what it does not know (a nickname, a form whose stem is another) it cannot hide. A text is gone through word by word, whatever the
 * number of names.
 */
import { folded } from "./folded.ts";

const HIDDEN = "…";
const SHORTEST_PART = 3;
/** Where a word is a letter or two. */
const SHORTEST_UNSPACED = 2;
const SHORTEST_INFLECTED = 4;
const WORD = /[\p{L}\p{N}]+/gu;
const LETTERS = /^\p{L}+$/u;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** As folded: without ą, ę and ó. */
const ENDINGS = new Set(
  "a e i o u y em ie im ym om ow ej owi iem ami ach ego emu ych ich ymi imi owie owej owna ownie owny owska".split(" "),
);
const LONGEST_ENDING = 5;

/** Lengths of what begins with a word, the longest first. */
type Lengths = Map<string, number[]>;

export class NamesHidden {
  /** Words that are a name or a part of one. */
  readonly #words = new Set<string>();
  readonly #inflected = new Set<string>();
  /** With an ending only. */
  readonly #stems = new Set<string>();
  /** Names of several words, and by their first ones how long they are. */
  readonly #phrases = new Set<string>();
  readonly #lengths: Lengths = new Map();
  readonly #unspaced = new Set<string>();
  readonly #unspacedLengths: Lengths = new Map();

  /** `names`: names and ids, whole. */
  constructor(names: Iterable<string>) {
    for (const name of names) this.#know(folded(name).plain);
  }

  /** Without them. */
  in(text: string): string {
    const { plain, at } = folded(text);
    let shown = "";
    let from = 0;
    const hide = (begin: number, length: number): void => {
      shown += text.slice(from, at[begin]) + HIDDEN;
      from = at[begin + length]!;
    };
    let next = 0;
    for (const { 0: word, index } of plain.matchAll(WORD)) {
      if (index < next) continue;
      const length = longest(plain, index, this.#lengths.get(word) ?? [], this.#phrases) ?? this.#lengthOf(word);
      if (length !== null) {
        hide(index, length);
        next = index + length;
      } else if (this.#unspaced.size > 0 && UNSPACED.test(word))
        for (let inside = index; inside < index + word.length; ) {
          const lengths = this.#unspacedLengths.get(plain[inside]!) ?? [];
          const found = lengths.find((each) => this.#unspaced.has(plain.slice(inside, inside + each)));
          if (found !== undefined) hide(inside, found);
          inside += found ?? 1;
          next = inside;
        }
    }
    return shown + text.slice(from);
  }

  #know(plain: string): void {
    const words = plain.match(WORD) ?? [];
    const [first] = words;
    if (first === undefined) return;
    const whole = plain.slice(plain.indexOf(first)).trimEnd();
    if (whole !== first) note(this.#lengths, first, whole, this.#phrases);
    if (UNSPACED.test(plain)) for (const each of [whole, words.join(""), ...words]) this.#knowUnspaced(each);
    for (const word of words) if (word === whole || word.length >= SHORTEST_PART) this.#knowWord(word);
  }

  #knowUnspaced(word: string): void {
    if (word.length >= SHORTEST_UNSPACED && UNSPACED.test(word[0]!))
      note(this.#unspacedLengths, word[0]!, word, this.#unspaced);
  }

  #knowWord(word: string): void {
    this.#words.add(word);
    if (word.length < SHORTEST_INFLECTED || !LETTERS.test(word)) return;
    this.#inflected.add(word);
    if (/[aeiouy]$/.test(word)) this.#stems.add(word.slice(0, -1));
    // Marek, Marka.
    else if (/e[^aeiouy]$/.test(word)) this.#stems.add(word.slice(0, -2) + word.at(-1)!);
  }

  /** Null: it is no name. */
  #lengthOf(word: string): number | null {
    if (this.#words.has(word)) return word.length;
    for (let length = 1; length <= LONGEST_ENDING && length < word.length; length++) {
      const stem = word.slice(0, -length);
      if ((this.#inflected.has(stem) || this.#stems.has(stem)) && ENDINGS.has(word.slice(-length))) return word.length;
    }
    return null;
  }
}

export const hideNames = (text: string, names: Iterable<string>): string => new NamesHidden(names).in(text);

function note(lengths: Lengths, first: string, whole: string, all: Set<string>): void {
  all.add(whole);
  const known = lengths.get(first) ?? [];
  if (!known.includes(whole.length))
    lengths.set(
      first,
      [...known, whole.length].sort((a, b) => b - a),
    );
}

/** That begins there and ends with a word; null: none. */
function longest(plain: string, at: number, lengths: readonly number[], all: ReadonlySet<string>): number | null {
  const ends = (length: number): boolean => !/[\p{L}\p{N}]/u.test(plain[at + length] ?? "");
  return lengths.find((length) => all.has(plain.slice(at, at + length)) && ends(length)) ?? null;
}
