/** What this display shows things in. Each choice takes effect at once and stays in this browser. */
import { preferences } from "../../preferences/preferences.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, words } from "../../words/words.ts";
import { usePreferences } from "../use-spoken.ts";
import { Dialog } from "./dialog.tsx";
import { useLanguageChoice } from "./use-language-choice.tsx";

interface Choice<K extends string> {
  readonly value: K;
  readonly name: string;
}

export function Settings({ close }: { readonly close: () => void }) {
  const chosen = usePreferences();
  const { choose, said } = useLanguageChoice();
  const { settings, density } = words;
  return (
    <Dialog title={settings.title} kind="box" close={close}>
      <Choices<Language>
        name={settings.language}
        chosen={chosen.language}
        of={LANGUAGES.map((value) => ({ value, name: LANGUAGE_NAMES[value] }))}
        choose={choose}
      />
      {said}
      <Choices
        name={settings.theme}
        chosen={chosen.theme}
        of={[
          { value: "auto", name: settings.themes.auto },
          { value: "light", name: settings.themes.light },
          { value: "dark", name: settings.themes.dark },
        ]}
        choose={(theme) => preferences.choose({ theme })}
      />
      <Choices
        name={settings.zone}
        chosen={chosen.zone}
        of={[
          { value: "site", name: settings.zoneSite },
          { value: "here", name: settings.zoneHere },
        ]}
        choose={(zone) => preferences.choose({ zone })}
      />
      <Choices
        name={settings.clock}
        chosen={chosen.clock}
        of={[
          { value: "24", name: settings.clock24 },
          { value: "12", name: settings.clock12 },
        ]}
        choose={(clock) => preferences.choose({ clock })}
      />
      <Choices
        name={density.label}
        chosen={chosen.density}
        of={[
          { value: "auto", name: density.auto },
          { value: "comfortable", name: density.comfortable },
          { value: "compact", name: density.compact },
        ]}
        choose={(wanted) => preferences.choose({ density: wanted })}
      />
      <Choices
        name={settings.keys}
        chosen={chosen.keys}
        of={[
          { value: "on", name: settings.keysOn },
          { value: "off", name: settings.keysOff },
        ]}
        choose={(keys) => preferences.choose({ keys })}
      />
      <p className="s qq">{settings.kept}</p>
    </Dialog>
  );
}

interface ChoicesProps<K extends string> {
  readonly name: string;
  readonly chosen: K;
  readonly of: readonly Choice<K>[];
  readonly choose: (value: K) => void;
}

function Choices<K extends string>({ name, chosen, of, choose }: ChoicesProps<K>) {
  return (
    <fieldset className="setting">
      <legend>{name}</legend>
      <div className="seg">
        {of.map(({ value, name: title }) => (
          <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
            {title}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
