/** The words of the page before the first event: most boards never show it, so they come with it, all languages at once. */
import { type Language, language, type Table } from "../words.ts";
import { firstRunEn } from "./en.ts";
import { firstRunIt } from "./it.ts";
import { firstRunPl } from "./pl.ts";
import { firstRunZh } from "./zh.ts";

export type FirstRunWords = Table<typeof firstRunEn>;

const TABLES: Readonly<Record<Language, FirstRunWords>> = {
  en: firstRunEn,
  pl: firstRunPl,
  it: firstRunIt,
  zh: firstRunZh,
};

/** In the language that is spoken now. */
export const firstRunWords = (): FirstRunWords => TABLES[language];
