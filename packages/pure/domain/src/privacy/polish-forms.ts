/**
 * Names as Polish inflects them: Nowakowi, Anny, Marka, Janem, Ewie. Many a form is an ordinary word as well (Lina: linie; Dana: dane), so it
 * is taken for a name only where it is written as one, with a capital; long ones with a whole ending are names however they are written.
 */
import type { Folded } from "./folded.ts";

const SHORTEST = 3;
const LETTERS = /^\p{L}+$/u;
const CAPITAL = /^[\p{Lu}\p{Lt}]/u;
const VOWEL = /[aeiouy]$/;

/** As folded: without ą, ę and ó. */
const endings = (written: string): ReadonlySet<string> => new Set(written.split(" "));
const ENDINGS = endings(
  "a e i o u y em ie im ym om ow ej owi iem ami ach ego emu ych ich ymi imi owie owej owna ownie owny owska",
);
/** Of names of three letters: Jan, Lis. With more of them "Time" is a form of Tim. */
const OF_SHORT = endings("a u y em ie om ow owi ami owie");
/** Of those that lose a vowel: Ewa, Ola. */
const OF_SHORTEST = endings("e i o u y ie");
const LONGEST_ENDING = 5;
/** No ordinary word is taken for a name from here, with an ending of two letters and more. */
const UNMISTAKABLE = 5;

export class PolishForms {
  /** What stands before an ending, and which it takes. */
  readonly #stems = new Map<string, ReadonlySet<string>>();

  /** A name, or a part of one. */
  know(word: string): void {
    if (word.length < SHORTEST || !LETTERS.test(word)) return;
    const isShort = word.length === SHORTEST;
    if (VOWEL.test(word)) this.#add(word.slice(0, -1), isShort ? OF_SHORTEST : ENDINGS);
    // Marek, Marka.
    else if (!isShort && /e[^aeiouy]$/.test(word)) this.#add(word.slice(0, -2) + word.at(-1)!, ENDINGS);
    if (!isShort || !VOWEL.test(word)) this.#add(word, isShort ? OF_SHORT : ENDINGS);
  }

  /** @param index where the word begins in the folded text */
  has(word: string, index: number, { plain, at }: Folded, text: string): boolean {
    const isCapital = CAPITAL.test(text.slice(at[index], at[index]! + 2));
    for (let length = 1; length <= LONGEST_ENDING && length < word.length; length++) {
      const stem = word.length - length;
      if (!isCapital && (stem < UNMISTAKABLE || length < 2)) continue;
      if (!this.#stems.get(word.slice(0, stem))?.has(word.slice(stem))) continue;
      // Alę is Ala, "Ale" is "but".
      const last = index + word.length - 1;
      const isBare = plain[last] === "e" && text.slice(at[last], at[last + 1]).toLowerCase() === "e";
      if (stem >= SHORTEST || length > 1 || !isBare) return true;
    }
    return false;
  }

  /** What takes all endings takes those of short ones. */
  #add(stem: string, of: ReadonlySet<string>): void {
    const known = this.#stems.get(stem);
    this.#stems.set(stem, known === undefined ? of : new Set([...known, ...of]));
  }
}
