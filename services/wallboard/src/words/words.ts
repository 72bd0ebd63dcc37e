/**
 * The words in use: `words` is a live binding, the language's table that this display chose. Each language comes when it is wanted, and none
 * besides: nothing may be said before `speak` has loaded one. A table that lacks a key, or a plural form, does not compile.
 */
import type { acts } from "./acts/en.ts";
import type { deskEn } from "./desk/en.ts";
import type { en } from "./en.ts";
import type { floorEn } from "./floor/en.ts";
import type { pagesEn } from "./pages/en.ts";
import type { rulesEn } from "./rules/en.ts";
import type { siteEn } from "./site/en.ts";

/** Texts of any content, functions of the same numbers. */
export type Table<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...given: infer A) => string
      ? (...given: A) => string
      : Table<T[K]>;
};
export type BaseWords = Table<typeof en>;
/** Without those of a desk on a wall, which says none of them. */
export type Words = BaseWords & Table<typeof deskEn>;
/** Those of `acts/`. */
export type ActWords = Table<typeof acts>;
/** Those of `floor/`. */
export type FloorWords = Table<typeof floorEn>;
/** Those of `pages/`. */
export type PageWords = Table<typeof pagesEn>;
/** Those of `site/`. */
export type SiteWords = Table<typeof siteEn>;
/** Those of `rules/`. */
export type RuleWords = Table<typeof rulesEn>;

export const LANGUAGES = ["en", "pl", "it", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in itself, as whoever looks for it would. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: "English",
  pl: "Polski",
  it: "Italiano",
  zh: "简体中文",
};

const LOAD: Readonly<Record<Language, () => Promise<BaseWords>>> = {
  en: async () => (await import("./en.ts")).en,
  pl: async () => (await import("./pl.ts")).pl,
  it: async () => (await import("./it.ts")).it,
  zh: async () => (await import("./zh.ts")).zh,
};
const LOAD_DESK: Readonly<Record<Language, () => Promise<Table<typeof deskEn>>>> = {
  en: async () => (await import("./desk/en.ts")).deskEn,
  pl: async () => (await import("./desk/pl.ts")).deskPl,
  it: async () => (await import("./desk/it.ts")).deskIt,
  zh: async () => (await import("./desk/zh.ts")).deskZh,
};

export let words: Words;
export let language: Language = "en";

let asked: Language = "en";

/** Without speaking them. @throws where a part of them does not load. */
export async function loadWords(wanted: Language, on: "desk" | "wall" = "desk"): Promise<Words> {
  const [everywhere, atDesk] = await Promise.all([LOAD[wanted](), on === "desk" ? LOAD_DESK[wanted]() : {}]);
  return { ...everywhere, ...atDesk } as Words;
}

/** Of two that are asked for at once the later counts, whichever comes first. @throws where they do not load: those before stay. */
export async function speak(wanted: Language, on: "desk" | "wall" = "desk"): Promise<void> {
  asked = wanted;
  const loaded = await loadWords(wanted, on);
  if (wanted !== asked) return;
  words = loaded;
  language = wanted;
}

/** By id where the language has a name for it, else the id itself: what a newer gateway tells stays readable. */
export const nameIn = (names: object, id: string): string =>
  (names as Readonly<Record<string, string | undefined>>)[id] ?? id;

/** What an alert is about: a KPI, or what is left of the budget of one. */
export const numberName = (id: string): string =>
  id === "burn" || id === "missesLeft" ? words.goalsPage[id] : nameIn(words.kpis, id);

/** What the browser asks for, in the order in which it does. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((known) => tag.toLowerCase().split("-")[0] === known);
    if (found !== undefined) return found;
  }
  return "en";
}
