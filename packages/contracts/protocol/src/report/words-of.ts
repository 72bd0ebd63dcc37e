/** The words of each language. */
import type { Language } from "@floorwalker/domain";
import { CHINESE } from "./chinese.ts";
import { ENGLISH } from "./english.ts";
import { ITALIAN } from "./italian.ts";
import { POLISH } from "./polish.ts";
import type { ReportWords } from "./report-words.ts";

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  en: ENGLISH,
  pl: POLISH,
  it: ITALIAN,
  "zh-Hans": CHINESE,
};
