/**
 * Where the keys that begin with a prefix end, in the order of the file (by UTF-8 bytes, as by code points): the prefix with its last
 * code point raised by one. Where that is the last there is, the one before it; behind the last of all, everything that is no text.
 */
const LAST = 0x10ffff;
const [FIRST_SURROGATE, AFTER_SURROGATES] = [0xd800, 0xe000];
/** Any blob is greater than any text. */
const BEHIND_ALL_TEXTS = new Uint8Array(0);

export function endOfPrefix(prefix: string): string | Uint8Array {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!);
  while (points.at(-1) === LAST) points.pop();
  const last = points.pop();
  if (last === undefined) return BEHIND_ALL_TEXTS;
  const next = last + 1 === FIRST_SURROGATE ? AFTER_SURROGATES : last + 1;
  return String.fromCodePoint(...points, next);
}
