/** The words of each language. */
import type { Language } from "@floorwalker/domain";
import type { AlertWords } from "./alert-words.ts";
import { CHINESE } from "./chinese.ts";
import { ENGLISH } from "./english.ts";
import { ITALIAN } from "./italian.ts";
import { POLISH } from "./polish.ts";

export const ALERT_WORDS: Readonly<Record<Language, AlertWords>> = {
  en: ENGLISH,
  pl: POLISH,
  it: ITALIAN,
  "zh-Hans": CHINESE,
};
