/**
 * A text as names are looked for in it: small letters without accents and marks, in one form whatever keyboard, phone or program wrote it, and
 * without what nobody sees. Of each of its letters it is known where in the text it stands.
 */
export interface Folded {
  readonly plain: string;
  /** Of each letter of `plain`, and of its end, where in the text it begins. */
  readonly at: readonly number[];
}

/** Letters that are no others with a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: "l",
  đ: "d",
  ð: "d",
  ø: "o",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ı: "i",
  ħ: "h",
  "’": "'",
  "‐": "-",
  "–": "-",
  "—": "-",
};
const ASCII = /^[\0-\x7f]*$/;
/** Accents, and what has no width: soft hyphens, joiners, marks of direction. */
const UNSEEN = /[\p{M}\p{Cf}]/gu;
/** A syllable of Hangul is one letter, however it is written: 한, or its three parts. */
const LETTER =
  /(?:[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]+|[\uac00-\ud7a3])[\u11a8-\u11ff\ud7cb-\ud7fb]*|./gsu;

export function folded(text: string): Folded {
  if (ASCII.test(text))
    return { plain: text.toLowerCase(), at: Array.from({ length: text.length + 1 }, (_, at) => at) };
  let plain = "";
  const at: number[] = [];
  let index = 0;
  for (const [letter] of text.matchAll(LETTER)) {
    const seen = letter.normalize("NFKD").toLowerCase().normalize("NFKD").replace(UNSEEN, "").normalize("NFC");
    for (const each of seen) {
      const written = PLAIN[each] ?? each;
      plain += written;
      for (let unit = 0; unit < written.length; unit++) at.push(index);
    }
    index += letter.length;
  }
  at.push(index);
  return { plain, at };
}
