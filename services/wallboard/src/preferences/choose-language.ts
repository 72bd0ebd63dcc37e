/** The language of this display: kept only when its words can be had, or the next load would be in none. */
import { type Language, loadWords } from "../words/words.ts";
import { preferences } from "./preferences.ts";

/** False: its words did not come; nothing has changed. */
export async function chooseLanguage(language: Language): Promise<boolean> {
  try {
    await loadWords(language);
  } catch {
    return false;
  }
  preferences.choose({ language });
  return true;
}
