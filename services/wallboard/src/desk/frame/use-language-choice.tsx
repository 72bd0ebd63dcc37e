/** Another language is chosen when its words are there: one that does not load changes nothing, and that is said. */
import { type ReactNode, useState } from "react";
import { chooseLanguage } from "../../preferences/choose-language.ts";
import { LANGUAGE_NAMES, type Language, words } from "../../words/words.ts";

export interface LanguageChoosing {
  readonly choose: (language: Language) => void;
  readonly said: ReactNode;
}

export function useLanguageChoice(): LanguageChoosing {
  const [failed, setFailed] = useState<Language | null>(null);
  return {
    choose: (language) => void chooseLanguage(language).then((done) => setFailed(done ? null : language)),
    said: failed !== null && (
      <p className="s c-watch" role="status" data-testid="language-failed">
        {words.settings.languageFailed(LANGUAGE_NAMES[failed])}
      </p>
    ),
  };
}
