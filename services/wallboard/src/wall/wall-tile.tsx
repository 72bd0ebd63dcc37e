/** One queue on a wall: its level against its target, who waits and how long, and its state in colour, picture and word. */
import type { CSSProperties } from "react";
import type { TrendsAnswer } from "../answers/trends.ts";
import { formatMoment, formatTimeOfDay } from "../format/format-time.ts";
import { formatCount, formatPercentage } from "../format/format-value.ts";
import type { QueueLine } from "../model/queue-line.ts";
import type { ViewWindow } from "../model/service-level-facts.ts";
import { isLongName } from "../model/short-name.ts";
import { changeOf, spanOf, trendOf } from "../model/trends.ts";
import { Icon } from "../ui/icon.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { TimeContext, useBoardTime, useNow } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { Arrow } from "./arrow.tsx";
import { Fit } from "./fit.tsx";
import { WallName } from "./wall-name.tsx";
import { WallWait } from "./wall-wait.tsx";

export interface WallTileProps {
  readonly line: QueueLine;
  /** Its state became another not long ago. */
  readonly isNew: boolean;
  /** There is room for its trend. */
  readonly roomy: boolean;
  readonly trends: TrendsAnswer | null;
  /** As of when the numbers are, epoch ms. */
  readonly knownAt: number;
  readonly window: ViewWindow;
  /** When the site's day began, epoch ms. */
  readonly dayFrom: number;
  /** Where on a page that somebody made; absent: in its turn. */
  readonly place?: CSSProperties;
}

const SPARK = { width: 360, height: 90 };

export function WallTile({ line, isNew, roomy, trends, knownAt, window, dayFrom, place }: WallTileProps) {
  const { row, state, heldAt, value, target } = line;
  const time = { ...useBoardTime(), heldAt };
  const from = spanOf(window, dayFrom, knownAt);
  const points = trendOf(trends, [line], window, knownAt);
  const change = state === "stale" || state === "closed" ? null : changeOf(points, window, from);
  const isLong = isLongName(row.title);
  return (
    <TimeContext value={time}>
      <li
        className={`wt ${state}`}
        data-testid={`queue-${row.queue}-${row.channel}`}
        data-state={state}
        data-long={isLong || undefined}
        data-new={isNew || undefined}
        style={place}
      >
        <WallName title={row.title} channel={row.channel} />
        {state !== "closed" && (
          <div className="wrow">
            <span className="wvalue">
              <span className="unseen">{words.serviceLevel}</span>
              <span data-testid="service-level">{formatPercentage(value, target)}</span>
              <Arrow change={change} />
            </span>
            <Waits line={line} />
          </div>
        )}
        {roomy && state !== "closed" ? (
          <Sparkline
            points={points}
            from={from}
            to={knownAt}
            target={target}
            {...SPARK}
            tone={state === "stale" ? "old" : "plain"}
            labelled={false}
          />
        ) : (
          state !== "closed" && !isLong && <LevelBar value={value} target={target} />
        )}
        <StateLine line={line} />
      </li>
    </TimeContext>
  );
}

function Waits({ line: { row, state, staleSince } }: { readonly line: QueueLine }) {
  const { zone } = useBoardTime();
  if (state === "stale")
    return (
      <span className="q" data-testid="age">
        {formatTimeOfDay(staleSince, zone)}
      </span>
    );
  const late = row.waitingPastThreshold;
  return (
    <span className="wwaits">
      <span>
        <Icon name="waiting" />
        <span className="unseen">{words.waiting}</span>
        <b data-testid="waiting">{formatCount(row.waiting)}</b>
        {late > 0 && (
          <span className="unseen" data-testid="late">
            {words.late(formatCount(late))}
          </span>
        )}
      </span>
      <span className={late > 0 ? "wlong c-watch" : "wlong q"} data-testid="longest-wait">
        <WallWait since={row.oldestQueuedAt} fits />
      </span>
    </span>
  );
}

export function StateLine({ line: { state, row, muted } }: { readonly line: QueueLine }) {
  const now = useNow();
  const { zone } = useBoardTime();
  return (
    <p className="wstate" data-testid="state">
      <Icon name={state} />
      <span>
        {state === "stale"
          ? words.states.noData
          : state === "noData" && row.withheld === true
            ? words.notTold
            : words.states[state]}
        {state === "closed" && row.opensAt !== null && (
          <span className="q wopens" data-testid="opens">
            <Fit text={words.opens(formatMoment(row.opensAt, now, zone))} />
          </span>
        )}
        {state === "muted" && muted?.mutedUntil != null && (
          <span className="q">
            <span className="unseen">{words.acts.until("")}</span> {formatMoment(muted.mutedUntil, now, zone)}
          </span>
        )}
      </span>
    </p>
  );
}

/** 50–100 %, the target as a tick: below half nobody needs to know how far. */
export function LevelBar({ value, target }: { readonly value: number | null; readonly target: number }) {
  const at = (share: number): string => `${Math.min(100, Math.max(0, (share - 0.5) * 200))}%`;
  return (
    <span className="wbar" aria-hidden="true">
      {value !== null && <i style={{ width: at(value) }} />}
      <b style={{ left: at(target) }} />
    </span>
  );
}
