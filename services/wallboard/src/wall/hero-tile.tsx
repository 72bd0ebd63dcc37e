/** The queue that is worst, in breach, in the room of four: what it is, where it goes, and who could still do something. */
import type { QueuePlan } from "../answers/planning.ts";
import { formatCount, formatPercentage, formatPoints, formatShare, formatSpan } from "../format/format-value.ts";
import { changeOf, spanOf, trendOf } from "../model/trends.ts";
import { Sparkline } from "../ui/sparkline.tsx";
import { TimeContext, useBoardTime } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { Arrow } from "./arrow.tsx";
import { WallName } from "./wall-name.tsx";
import { StateLine, type WallTileProps } from "./wall-tile.tsx";
import { WallWait } from "./wall-wait.tsx";

export interface HeroTileProps extends Omit<WallTileProps, "roomy"> {
  /** Null: nobody's queues are configured. */
  readonly staff: QueuePlan["staff"];
}

export function HeroTile({ line, isNew, trends, knownAt, window, dayFrom, place, staff }: HeroTileProps) {
  const { row, state, heldAt, value, target } = line;
  const time = { ...useBoardTime(), heldAt };
  const from = spanOf(window, dayFrom, knownAt);
  const points = trendOf(trends, [line], window, knownAt);
  const change = changeOf(points, window, from);
  return (
    <TimeContext value={time}>
      <li
        className={`wt whero ${state}`}
        data-testid={`queue-${row.queue}-${row.channel}`}
        data-state={state}
        data-new={isNew || undefined}
        style={place}
      >
        <div className="wrow">
          <WallName title={row.title} channel={row.channel} />
          <StateLine line={line} />
        </div>
        <div className="wrow">
          <span className="wvalue">
            <span className="unseen">{words.serviceLevel}</span>
            <span data-testid="service-level">{formatPercentage(value, target)}</span>
            {value !== null && <small>{words.percent("")}</small>}
          </span>
          <span className="wspark">
            <Sparkline
              points={points}
              from={from}
              to={knownAt}
              target={target}
              width={330}
              height={190}
              tone={state === "breach" ? "act" : state === "stale" ? "old" : "plain"}
              labelled={false}
            />
          </span>
        </div>
        <div className="wrow q">
          <span>{words.targetShort(formatShare(target), formatSpan(row.thresholdSeconds))}</span>
          {change !== null && (
            <span>
              <Arrow change={change} /> {formatPoints(change)}
            </span>
          )}
        </div>
        <div className="wrow wnow">
          <span>
            <b data-testid="waiting">{formatCount(row.waiting)}</b> <span className="q">{words.wall.waiting}</span>
          </span>
          {row.oldestQueuedAt !== null && (
            <b className={row.waitingPastThreshold > 0 ? "c-watch" : undefined} data-testid="longest-wait">
              <WallWait since={row.oldestQueuedAt} />
            </b>
          )}
          {staff !== null && (
            <span>
              <b>{formatCount(staff.free.length)}</b> <span className="q">{words.wall.free}</span>
            </span>
          )}
        </div>
      </li>
    </TimeContext>
  );
}
