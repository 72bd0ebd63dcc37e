/** What can be done with an alert now. Who may not act has no buttons: the page says why. */
import type { AlertRow } from "@floorwalker/protocol";
import type { MouseEvent } from "react";
import type { Verb } from "../../model/with-acts.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useActing } from "./acting.tsx";
import { verbWord } from "./alert-line.ts";

const ICONS: Readonly<Record<Verb, IconName>> = {
  acknowledge: "acknowledge",
  snooze: "muted",
  "hand-over": "handOver",
  note: "note",
};

export interface AlertActsProps {
  readonly alert: AlertRow;
  readonly what: string;
  /** In a narrow list: only what nobody has done is a word, the rest pictures. */
  readonly short: boolean;
}

export function AlertActs({ alert, what, short }: AlertActsProps) {
  const { whyNot, ask } = useActing();
  if (whyNot !== null) return null;
  const verbs = verbsFor(alert);
  const press = (verb: Verb, event: MouseEvent<HTMLButtonElement>): void => {
    // The button may be gone in a moment: whoever goes by keys stays at the alert.
    if (verb === "acknowledge")
      event.currentTarget.closest("[data-alert]")?.querySelector<HTMLElement>("[data-row], h2")?.focus();
    ask({ row: alert, what, verb });
  };
  return (
    <fieldset className="row wrap acts" aria-label={words.acts.more}>
      {verbs.map((verb) => (
        <button
          key={verb}
          type="button"
          className={`btn ${verb === "acknowledge" ? "primary" : short ? "icon-only" : ""}`}
          data-act={verb}
          title={verbWord(verb)}
          aria-label={`${verbWord(verb)}: ${what}`}
          onClick={(event) => press(verb, event)}
        >
          <Icon name={ICONS[verb]} />
          {(!short || verb === "acknowledge") && verbWord(verb)}
        </button>
      ))}
    </fieldset>
  );
}

/** Of one that is over something may still be noted. */
function verbsFor({ state, owner }: AlertRow): readonly Verb[] {
  if (state === "resolved") return ["note"];
  return owner === null ? ["acknowledge", "snooze", "hand-over", "note"] : ["snooze", "hand-over", "note"];
}
