/** The languages by their own names; the one that is pressed is spoken. */
import { preferences } from "../../preferences/preferences.ts";
import { LANGUAGE_NAMES, LANGUAGES, words } from "../../words/words.ts";
import { usePreferences } from "../use-spoken.ts";

export function LanguageChoice() {
  const { language } = usePreferences();
  return (
    <fieldset className="setting" aria-label={words.settings.language}>
      <div className="seg">
        {LANGUAGES.map((value) => (
          <button
            key={value}
            type="button"
            lang={value}
            aria-pressed={value === language}
            onClick={() => preferences.choose({ language: value })}
          >
            {LANGUAGE_NAMES[value]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
