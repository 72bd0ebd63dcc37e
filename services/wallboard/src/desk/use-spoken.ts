/** Follows what the display chose: loads the words of another language, and says when everything has to be painted anew. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { AGAIN_MS } from "../again-wait.ts";
import { showHoursBy } from "../format/format-time.ts";
import { type Preferences, preferences } from "../preferences/preferences.ts";
import { language, speak, words } from "../words/words.ts";

const subscribe = (listener: () => void): (() => void) => preferences.subscribe(listener);
const snapshot = (): Preferences => preferences.getSnapshot();

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, snapshot);

/** A key for the whole page: another one where the words or the hours are others. */
export function useSpoken(): string {
  const chosen = usePreferences();
  // The address may have said another language than was chosen: only a change counts.
  const [first] = useState(chosen.language);
  const changed = useRef(false);
  const [spoken, setSpoken] = useState(`${language} ${chosen.clock}`);
  useEffect(() => {
    let stale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    changed.current ||= chosen.language !== first;
    const wanted = changed.current ? chosen.language : language;
    const say = async (): Promise<void> => {
      try {
        await speak(wanted);
      } catch {
        // The words before stay whole.
        if (!stale) timer = setTimeout(() => void say(), AGAIN_MS);
        return;
      }
      if (stale) return;
      showHoursBy(chosen.clock === "12" ? "h12" : "h23");
      document.documentElement.lang = words.locale;
      setSpoken(`${wanted} ${chosen.clock}`);
    };
    void say();
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [chosen.language, chosen.clock, first]);
  return spoken;
}
