/** The words of the pages about boards: no television needs them, so they come with those pages, all languages at once. */
import { type Language, language, type Table } from "../words.ts";
import { boardsEn } from "./en.ts";
import { boardsIt } from "./it.ts";
import { boardsPl } from "./pl.ts";
import { boardsZh } from "./zh.ts";

export type BoardWords = Table<typeof boardsEn>;

const TABLES: Readonly<Record<Language, BoardWords>> = { en: boardsEn, pl: boardsPl, it: boardsIt, zh: boardsZh };

/** In the language that is spoken now. */
export const boardWords = (): BoardWords => TABLES[language];
