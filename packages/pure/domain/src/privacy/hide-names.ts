/**
 * A text that somebody wrote, without the names and ids of agents: also without a part of a name, as people call each other, without accents,
 * as Polish inflects it, and inside of a sentence where a language writes no spaces. It hides too much rather than too
 * little; what it does not know (a nickname, a form whose stem is another) it cannot hide. A text is gone through word by word, whatever the
 * number of names.
 */
import { type Folded, folded } from "./folded.ts";
import { isId, partsOfMany } from "./parts-of-many.ts";
import { PolishForms } from "./polish-forms.ts";

const HIDDEN = "…";
const SHORTEST_PART = 3;
/** Where a word is a letter or two. */
const SHORTEST_UNSPACED = 2;
const WORD = /[\p{L}\p{N}]+/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const NOTHING: ReadonlySet<string> = new Set();

/** Lengths of what begins with a word, the longest first. */
type Lengths = Map<string, number[]>;

export class NamesHidden {
  /** Words that are a name or a part of one. */
  readonly #words = new Set<string>();
  readonly #forms = new PolishForms();
  /** Names of several words, and by their first ones how long they are. */
  readonly #phrases = new Set<string>();
  readonly #lengths: Lengths = new Map();
  readonly #unspaced = new Set<string>();
  readonly #unspacedLengths: Lengths = new Map();

  /** `names`: names and ids, whole. */
  constructor(names: Iterable<string>) {
    const all = Array.from(new Set(names), (name) => {
      const { plain } = folded(name);
      return { plain, words: plain.match(WORD) ?? [] };
    });
    const shared = partsOfMany(all.filter(({ plain }) => isId(plain)).map(({ words }) => words));
    for (const { plain, words } of all) this.#know(plain, words, isId(plain) ? shared : NOTHING);
  }

  /** Without them. */
  in(text: string): string {
    const looked = folded(text);
    const { plain, at } = looked;
    let shown = "";
    let from = 0;
    const hide = (begin: number, length: number): void => {
      shown += text.slice(from, at[begin]) + HIDDEN;
      from = at[begin + length]!;
    };
    let next = 0;
    for (const { 0: word, index } of plain.matchAll(WORD)) {
      if (index < next) continue;
      const length =
        longest(plain, index, this.#lengths.get(word) ?? [], this.#phrases) ??
        (this.#isName(word, index, looked, text) ? word.length : null);
      if (length !== null && isOfLetters(looked, index, length)) {
        hide(index, length);
        next = index + length;
      } else if (this.#unspaced.size > 0 && UNSPACED.test(word))
        for (let inside = index; inside < index + word.length; ) {
          const lengths = this.#unspacedLengths.get(plain[inside]!) ?? [];
          const found = lengths.find(
            (each) => this.#unspaced.has(plain.slice(inside, inside + each)) && isOfLetters(looked, inside, each),
          );
          if (found !== undefined) hide(inside, found);
          inside += found ?? 1;
          next = inside;
        }
    }
    return shown + text.slice(from);
  }

  /** @param shared words that are no part of one */
  #know(plain: string, words: readonly string[], shared: ReadonlySet<string>): void {
    const [first] = words;
    if (first === undefined) return;
    const whole = plain.slice(plain.indexOf(first)).trimEnd();
    if (whole !== first) note(this.#lengths, first, whole, this.#phrases);
    const parts = words.filter((word) => word === whole || !shared.has(word));
    if (UNSPACED.test(plain)) for (const each of [whole, words.join(""), ...parts]) this.#knowUnspaced(each);
    for (const word of parts)
      if (word === whole || word.length >= SHORTEST_PART) {
        this.#words.add(word);
        this.#forms.know(word);
      }
  }

  #knowUnspaced(word: string): void {
    if (word.length >= SHORTEST_UNSPACED && UNSPACED.test(word[0]!))
      note(this.#unspacedLengths, word[0]!, word, this.#unspaced);
  }

  #isName(word: string, index: number, looked: Folded, text: string): boolean {
    return this.#words.has(word) || this.#forms.has(word, index, looked, text);
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

/** It begins and ends where letters of the text do: one may be several when folded (㍿), and a mark in its midst would leave it there. */
const isOfLetters = ({ at }: Folded, begin: number, length: number): boolean =>
  at[begin] !== at[begin - 1] && at[begin + length] !== at[begin + length - 1];
