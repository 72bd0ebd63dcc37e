/** Asks for what is missing: who does it where nobody has signed in, for how long, to whom, or what is to be noted. */
import { alertEpisode } from "@floorwalker/protocol";
import { type FormEvent, useState } from "react";
import { formatSpan } from "../../format/format-value.ts";
import type { Clock } from "../../live/clock.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { keepOwnName, ownName } from "../../preferences/own-name.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Dialog } from "../frame/dialog.tsx";
import type { Asking } from "./acting.tsx";
import { act } from "./acts.ts";
import { peopleIn, verbWord } from "./alert-line.ts";

const SPANS = [900, 1_800, 3_600, 7_200, 14_400, 28_800];
const MOST_NOTED = 2_000;
const MOST_NAME = 200;

export interface ActDialogProps {
  readonly asking: Asking;
  /** Who has signed in; null: nobody, and whoever does it says so. */
  readonly by: string | null;
  readonly close: () => void;
  readonly clock: Clock;
}

export function ActDialog({ asking, by, close, clock }: ActDialogProps) {
  const { alerts } = useDesk();
  const { acts } = words;
  const { verb, what, row } = asking;
  const mayHave = useAnswer<{ readonly people: readonly string[]; readonly anyName: boolean }>(
    verb === "hand-over" ? `/v1/alerts/${alertEpisode(row)}/people` : null,
    null,
  ).value;
  // Where there are no users: whose name is on an alert already.
  const people = mayHave === null ? [] : mayHave.anyName ? peopleIn(alerts) : mayHave.people;
  const [name, setName] = useState(ownName);
  const [span, setSpan] = useState(SPANS[1]!);
  const [text, setText] = useState("");
  const given = text.trim();
  const who = by ?? name.trim();
  const isWhole = who !== "" && (given !== "" || verb === "acknowledge" || verb === "snooze");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWhole) return;
    if (by === null) keepOwnName(who);
    close();
    void act({
      ...asking,
      by: who,
      named: by === null,
      now: clock.getSnapshot(),
      ...(verb === "snooze" ? { forSeconds: span } : {}),
      ...(verb === "hand-over" ? { to: given } : {}),
      ...(verb === "note" ? { text: given } : {}),
    });
  };
  return (
    <Dialog title={`${verbWord(verb)}: ${what}`} kind="box" close={close}>
      <form className="col act-form" onSubmit={send}>
        {verb === "snooze" && (
          <fieldset className="setting">
            <legend>{acts.snoozeFor}</legend>
            <div className="seg">
              {SPANS.map((seconds) => (
                <button key={seconds} type="button" aria-pressed={seconds === span} onClick={() => setSpan(seconds)}>
                  {formatSpan(seconds)}
                </button>
              ))}
            </div>
          </fieldset>
        )}
        {verb === "hand-over" && (
          <label className="col">
            {acts.handTo}
            <input
              className="field"
              list="people"
              maxLength={MOST_NAME}
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <datalist id="people">
              {people.map((person) => (
                <option key={person} value={person} />
              ))}
            </datalist>
          </label>
        )}
        {verb === "note" && (
          <label className="col">
            {acts.noteText}
            <textarea
              className="field"
              rows={3}
              maxLength={MOST_NOTED}
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        )}
        {by === null && (
          <label className="col">
            {acts.yourName}
            <input
              className="field"
              autoComplete="name"
              maxLength={MOST_NAME}
              autoFocus={verb === "acknowledge"}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <span className="s qq">{acts.yourNameHint}</span>
          </label>
        )}
        <div className="row">
          <button type="submit" className="btn primary" disabled={!isWhole}>
            {verbWord(verb)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
