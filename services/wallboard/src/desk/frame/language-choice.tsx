/** The languages by their own names; the one that is pressed is spoken. */
import { LANGUAGE_NAMES, LANGUAGES, words } from "../../words/words.ts";
import { usePreferences } from "../use-spoken.ts";
import { useLanguageChoice } from "./use-language-choice.tsx";

export function LanguageChoice() {
  const { language } = usePreferences();
  const { choose, said } = useLanguageChoice();
  return (
    <fieldset className="setting" aria-label={words.settings.language}>
      <div className="seg">
        {LANGUAGES.map((value) => (
          <button
            key={value}
            type="button"
            lang={value}
            aria-pressed={value === language}
            onClick={() => choose(value)}
          >
            {LANGUAGE_NAMES[value]}
          </button>
        ))}
      </div>
      {said}
    </fieldset>
  );
}
