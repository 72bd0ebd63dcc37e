/** The table of queues. A column of which nothing is known of any queue is left out; narrow screens leave out the least needed ones (`narrow.css`). */
import { Fragment, memo, useMemo } from "react";
import { type PlanningAnswer, planOf, type QueuePlan } from "../../answers/planning.ts";
import type { TrendsAnswer } from "../../answers/trends.ts";
import { formatCount, formatDuration, formatShare, formatSpan } from "../../format/format-value.ts";
import { valueIn } from "../../model/floor.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { changeOf, spanOf, trendOf } from "../../model/trends.ts";
import { AgentsBar } from "../../ui/agents-bar.tsx";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { QueueStateWord } from "../../ui/state-word.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { TimeContext, useBoardTime, useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { explainHref, queueHref } from "../queue-href.ts";
import { Change } from "./change.tsx";
import type { LineGroup } from "./floor-filter.ts";
import { Level } from "./level.tsx";
import { StaffWord } from "./staff-word.tsx";

export interface QueueRowsProps {
  readonly groups: readonly LineGroup[];
  readonly plans: PlanningAnswer | null;
  readonly trends: TrendsAnswer | null;
  readonly compact: boolean;
  readonly staffed: boolean;
}

export function QueueRows({ groups, plans, trends, compact, staffed }: QueueRowsProps) {
  const { window } = useDesk();
  const span = words.windows[window];
  const heads: readonly (readonly [string, string, string])[] = [
    ["level", words.serviceLevel, span],
    ["trend", words.floor.trend, span],
    ["num change", words.floor.change, span],
    ["num misses", words.floor.missesLeft, span],
    ["num", words.waiting, words.now],
    ["num", words.longestWait, words.now],
    ...(staffed ? ([["free", words.floor.free, words.now]] as const) : []),
    ["num handle", words.floor.handleTime, span],
    ["num gone", words.abandoned, span],
    ...(staffed ? ([["num staff", words.floor.staff, words.floor.next30]] as const) : []),
  ];
  const columns = heads.length + 1;
  return (
    <table className="qt" data-compact={compact || undefined}>
      <thead>
        <tr>
          <th scope="col">{words.queues}</th>
          {heads.map(([kind, name, over]) => (
            <th key={name} scope="col" className={kind}>
              {name}
              <small>{over}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, title, lines }) => (
          <Fragment key={key}>
            {title !== null && (
              <tr className="grp">
                <th scope="rowgroup" colSpan={columns}>
                  {title} <span className="tag">{formatCount(lines.length)}</span>
                </th>
              </tr>
            )}
            {lines.map((line) => (
              <QueueRow
                key={line.id}
                line={line}
                plan={planOf(plans, line.row.queue, line.row.channel)}
                trends={trends}
                staffed={staffed}
                compact={compact}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly line: QueueLine;
  readonly plan: QueuePlan | null;
  readonly trends: TrendsAnswer | null;
  readonly staffed: boolean;
  readonly compact: boolean;
}

const QueueRow = memo(function QueueRow({ line, plan, trends, staffed, compact }: RowProps) {
  const { window, site } = useDesk();
  const { clock, zone } = useBoardTime();
  const now = useNow();
  const { row, state, heldAt, value, target, missesLeft } = line;
  const time = useMemo(() => ({ clock, zone, heldAt }), [clock, zone, heldAt]);
  const known = heldAt ?? now;
  const from = spanOf(window, site?.dayFrom ?? now, known);
  const points = trendOf(trends, [line], window, known);
  const change = changeOf(points, window, from);
  const late = state === "stale" || state === "closed" ? 0 : row.waitingPastThreshold;
  return (
    <tr className={state} data-testid={`queue-${row.queue}-${row.channel}`} data-state={state} data-row-of={row.id}>
      <th scope="row">
        <Link href={queueHref(row, window)} className="row name" data-row>
          <Icon name={channelIcon(row.channel)} />
          <span className="unseen">{nameIn(words.channels, row.channel)}</span>
          <span className="two">
            <b className="l cut" title={row.title}>
              {row.title}
            </b>
            <QueueStateWord line={line} />
          </span>
          {!row.configured && (
            <span className="qq" title={words.unconfiguredHint} data-testid="unconfigured">
              <Icon name="unconfigured" />
              <span className="unseen">{words.unconfigured}</span>
            </span>
          )}
        </Link>
      </th>
      <td className="level">
        <Link href={explainHref(row, "serviceLevelNow", window)} data-explain className="two">
          <span className="sl" data-testid="service-level">
            <Level value={value} target={target} />
          </span>
          <span className="xs q nw">{words.targetShort(formatShare(target), formatSpan(row.thresholdSeconds))}</span>
        </Link>
      </td>
      <td className="trend">
        <Sparkline
          points={points}
          from={from}
          to={known}
          target={target}
          width={124}
          height={compact ? 24 : 34}
          tone={state === "breach" ? "act" : state === "stale" ? "old" : "plain"}
        />
      </td>
      <td className="num change s">{change === null ? words.noValue : <Change by={change} />}</td>
      <td className={`num misses l ${missesLeft < 0 && value !== null ? "c-watch" : ""}`}>
        <b>{value === null ? words.noValue : formatCount(missesLeft)}</b>
      </td>
      <td className="num l">
        <b data-testid="waiting">{formatCount(row.waiting)}</b>
        {late > 0 && (
          <span className="s c-watch nw" data-testid="late" title={words.late(formatCount(late))}>
            {" "}
            <Icon name="late" />
            <span aria-hidden="true">{formatCount(late)}</span>
            <span className="unseen">{words.late(formatCount(late))}</span>
          </span>
        )}
      </td>
      <td className={`num l ${late > 0 ? "c-watch" : ""}`}>
        <b data-testid="longest-wait">
          <TimeContext value={time}>
            <TickingWait since={row.oldestQueuedAt} />
          </TimeContext>
        </b>
      </td>
      {staffed && (
        <td className="free">
          <Free staff={plan?.staff ?? null} />
        </td>
      )}
      <td className="num handle">{formatDuration(valueIn(row, "averageHandleTime", window))}</td>
      <td className="num gone" data-testid="abandoned">
        {formatCount(valueIn(row, "abandoned", window))}
      </td>
      {staffed && (
        <td className="num staff s nw">
          <StaffWord spare={plan?.spare ?? null} />
        </td>
      )}
    </tr>
  );
});

function Free({ staff }: { readonly staff: QueuePlan["staff"] }) {
  if (staff === null) return words.noValue;
  const free = staff.freeCount;
  return (
    <span className="row">
      <b className="l two-digits">{formatCount(free)}</b>
      <AgentsBar
        onContact={Math.max(0, staff.there - free)}
        wrapUp={0}
        free={free}
        paused={staff.signedIn - staff.there}
      />
    </span>
  );
}
