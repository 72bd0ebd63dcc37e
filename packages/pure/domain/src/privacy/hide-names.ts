/**
 * A text that somebody wrote, without the names and ids of agents: also without a part of a name, as people call each other, without accents,
 * with the endings that Polish gives names, and inside of a sentence where a language writes no spaces. It hides too much rather than too
 * little; what it does not know (a nickname, a form whose stem is another) it cannot hide.
 */
import { folded } from "./folded.ts";

const HIDDEN = "…";
const SHORTEST_PART = 3;
/** Where a word is a letter or two. */
const SHORTEST_UNSPACED = 2;
const SHORTEST_INFLECTED = 4;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const SEPARATED = /[\s,;./@_-]+/;
const LETTERS = /^\p{L}+$/u;
const VOWEL = /[aeiouy]$/;
/** As folded: without ą, ę and ó. */
const ENDINGS =
  "a|e|i|o|u|y|em|ie|im|ym|om|ow|ej|owi|iem|ami|ach|ego|emu|ych|ich|ymi|imi|owie|owej|owna|ownie|owny|owska|owskiej";

/** `names`: names and ids, whole. */
export function hideNames(text: string, names: Iterable<string>): string {
  const pattern = patternOf(names);
  if (pattern === null) return text;
  const { plain, at } = folded(text);
  let shown = "";
  let from = 0;
  for (const { 0: found, index } of plain.matchAll(pattern)) {
    shown += text.slice(from, at[index]) + HIDDEN;
    from = at[index + found.length]!;
  }
  return shown + text.slice(from);
}

/** Null: there is nothing to look for. */
function patternOf(names: Iterable<string>): RegExp | null {
  const [whole, inflected, stems, unspaced] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  for (const name of names) {
    const { plain } = folded(name);
    const parts = plain.split(SEPARATED);
    for (const word of [plain, parts.join(""), ...parts]) {
      if (word === "") continue;
      const isWhole = word === plain || parts.length === 1;
      if (UNSPACED.test(word)) {
        if (isWhole || word.length >= SHORTEST_UNSPACED) unspaced.add(word);
      } else if (!isWhole && word.length < SHORTEST_PART) continue;
      else if (word.length < SHORTEST_INFLECTED || !LETTERS.test(word)) whole.add(word);
      else {
        inflected.add(word);
        if (VOWEL.test(word)) stems.add(word.slice(0, -1));
        // Marek, Marka.
        else if (/e[^aeiouy]$/.test(word)) stems.add(word.slice(0, -2) + word.at(-1)!);
      }
    }
  }
  const alternatives = [
    spaced(whole, ""),
    spaced(inflected, `(?:${ENDINGS})?`),
    spaced(stems, `(?:${ENDINGS})`),
    ...(unspaced.size === 0 ? [] : [oneOf(unspaced)]),
  ].filter((each) => each !== "");
  return alternatives.length === 0 ? null : new RegExp(alternatives.join("|"), "gu");
}

const spaced = (words: ReadonlySet<string>, ending: string): string =>
  words.size === 0 ? "" : `(?<![\\p{L}\\p{N}])${oneOf(words)}${ending}(?![\\p{L}\\p{N}])`;

const oneOf = (words: ReadonlySet<string>): string =>
  `(?:${[...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join("|")})`;

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
