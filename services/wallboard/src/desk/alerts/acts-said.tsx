/** What was done here just now, and the ten seconds in which it can be taken back. Told to a screen reader as well. */
import { useSyncExternalStore } from "react";
import { formatMoment } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import { UNREACHABLE } from "../../live/use-answer.ts";
import { type Act, isOf, isTold } from "../../model/with-acts.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { actsSnapshot, subscribeActs, takeBack, UNDO_SHOWN_MS } from "./acts.ts";

export function ActsSaid() {
  const acts = useSyncExternalStore(subscribeActs, actsSnapshot);
  return (
    <ul className="acts-said" aria-live="polite" data-testid="acts-said">
      {acts.map((act) => (
        <Said key={act.key} act={act} />
      ))}
    </ul>
  );
}

function Said({ act }: { readonly act: Act }) {
  const { alerts, zone } = useDesk();
  const now = useNow();
  const row = alerts.find((alert) => isOf(act, alert));
  const first = row !== undefined && act.verb === "acknowledge" && isTold(act, row) && row.owner !== act.by;
  const left = act.at + UNDO_SHOWN_MS - now;
  return (
    <li data-state={first ? "late" : act.state}>
      <span className="grow">{first ? words.acts.wasFirst(act.what, row.owner ?? "") : textOf(act, now, zone)}</span>
      {act.state === "done" && act.action !== null && act.refusal === null && !first && left > 0 && row && (
        <button type="button" className="btn" data-act="undo" onClick={() => void takeBack(act, row)}>
          {words.acts.undo}
          <span aria-hidden="true">{formatCount(Math.ceil(left / 1000))}</span>
        </button>
      )}
    </li>
  );
}

function textOf({ state, refusal, what, verb, until, to }: Act, now: number, zone: string): string {
  const { acts } = words;
  if (refusal !== null) return acts.notDone(what, reasonOf(refusal));
  if (state === "takenBack") return acts.takenBack(what);
  switch (verb) {
    case "acknowledge":
      return acts.youHaveIt(what);
    case "hand-over":
      return acts.handedTo(what, to ?? "");
    case "snooze":
      return acts.isMuted(what, formatMoment(until ?? now, now, zone));
    case "note":
      return acts.isNoted(what);
  }
}

function reasonOf(refusal: string): string {
  const { acts } = words;
  switch (refusal) {
    case UNREACHABLE:
      return acts.noConnection;
    case "alert_is_over":
      return acts.isOver;
    case "unknown_alert":
      return acts.otherEpisode;
    case "already_acknowledged":
      return acts.somebodyHasIt;
    case "too_late_to_undo":
      return acts.tooLate;
    case "forbidden":
      return acts.needsRole;
    default:
      return refusal;
  }
}
