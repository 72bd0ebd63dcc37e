/** A state as colour, picture and word together: none of them is ever alone. */
import { formatMoment, formatTimeOfDay } from "../format/format-time.ts";
import type { QueueLine } from "../model/queue-line.ts";
import type { TileState } from "../model/tile-state.ts";
import { words } from "../words/words.ts";
import { Icon } from "./icon.tsx";
import { useBoardTime, useNow } from "./time-context.ts";

export function StateWord({ state, text }: { readonly state: TileState; readonly text?: string }) {
  return (
    <span className={`st ${state}`} data-testid="state">
      <Icon name={state} />
      {text ?? words.states[state]}
    </span>
  );
}

/** Of a queue: with since when nothing is known, when it opens, or until when nobody hears of its alert. */
export function QueueStateWord({ line: { state, staleSince, row, muted } }: { readonly line: QueueLine }) {
  const { zone } = useBoardTime();
  const now = useNow();
  if (state === "stale" && staleSince !== null)
    return <StateWord state={state} text={words.noDataSince(formatTimeOfDay(staleSince, zone))} />;
  if (state === "muted" && muted !== null && muted.mutedUntil !== null)
    return (
      <span className="row wrap">
        <StateWord state={state} />
        <span className="s q" data-testid="muted-until">
          {words.acts.until(formatMoment(muted.mutedUntil, now, zone))}
          {muted.mutedBy !== null && ` · ${muted.mutedBy}`}
        </span>
      </span>
    );
  if (state === "closed" && row.opensAt !== null)
    return (
      <span className="row wrap">
        <StateWord state={state} />
        <span className="s q" data-testid="opens">
          {words.opens(formatMoment(row.opensAt, now, zone))}
        </span>
      </span>
    );
  // To whom is told of groups: there are numbers, and no group behind them.
  if (state === "noData" && row.withheld === true) return <StateWord state={state} text={words.notTold} />;
  return <StateWord state={state} />;
}
