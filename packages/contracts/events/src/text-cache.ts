/**
 * One string for equal bytes, as long as they come again soon: a table of fixed size in which the newest text wins its
 * place. It saves the making and the keeping of copies; a miss costs no more than a string.
 */

/** A power of two. */
const PLACES = 4096;

export class TextCache {
  readonly #texts = new Array<string>(PLACES).fill("");

  /** The text of the ASCII bytes [from, to); `hash` is any function of them. */
  get(bytes: Buffer, from: number, to: number, hash: number): string {
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const present = this.#texts[place]!;
    if (present.length === to - from && isAt(bytes, from, present)) return present;
    const text = bytes.toString("latin1", from, to);
    this.#texts[place] = text;
    return text;
  }
}

function isAt(bytes: Buffer, from: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[from + index] !== text.charCodeAt(index)) return false;
  return true;
}
