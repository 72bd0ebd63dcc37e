/** The window of every value on the page, kept in the address. */
import { VIEW_WINDOW, VIEW_WINDOWS } from "../../model/service-level-facts.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";

export function WindowChoice() {
  const { url, window } = useDesk();
  return (
    <fieldset className="seg" aria-label={words.window}>
      {VIEW_WINDOWS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === window}
          onClick={() => navigate(withParams(url, { w: each === VIEW_WINDOW ? null : each }), "replace")}
        >
          {each === "day" ? words.today : words.windows[each]}
        </button>
      ))}
    </fieldset>
  );
}
