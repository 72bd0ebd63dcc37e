/** The numbers of a queue, each with its window and what it is seen against. */
import type { ReactNode } from "react";
import type { QueuePlan } from "../../answers/planning.ts";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../../answers/trends.ts";
import { formatCount, formatDuration, formatRatio, formatShare, formatSpan } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { valueIn } from "../../model/floor.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { changeOf, spanOf, trendOf } from "../../model/trends.ts";
import { TickingWait } from "../../ui/ticking.tsx";
import { TimeContext, useBoardTime, useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Change } from "../floor/change.tsx";
import { Level } from "../floor/level.tsx";
import { StaffWord } from "../floor/staff-word.tsx";
import { Link } from "../link.tsx";
import { explainHref } from "../queue-href.ts";

export function QueueTiles({ line, plan }: { readonly line: QueueLine; readonly plan: QueuePlan | null }) {
  const { window } = useDesk();
  const time = useBoardTime();
  const { row, state, heldAt, value, target } = line;
  const span = words.windows[window];
  const { queuePage, queueMore, floor } = words;
  const late = row.waitingPastThreshold;
  const satisfaction = valueIn(row, "csat", "day");
  const wait = plan?.expected.erlangA?.waitSeconds;
  const needed = plan === null ? null : (plan.needed.erlangA ?? plan.needed.erlangC ?? null);
  return (
    <dl className="tiles">
      <Tile name={words.serviceLevel} over={span} state={state}>
        <dd>
          <Link
            className="sl"
            href={explainHref(row, "serviceLevelNow", window)}
            data-explain
            data-testid="service-level"
          >
            <Level value={value} target={target} />
          </Link>
        </dd>
        <dd className="xs q">
          {words.targetShort(formatShare(target), formatSpan(row.thresholdSeconds))} <Moved line={line} />
        </dd>
      </Tile>
      <Tile name={words.waiting} over={words.now}>
        <dd data-testid="waiting">{formatCount(row.waiting)}</dd>
        <dd className={late > 0 ? "xs c-watch" : "xs q"}>{words.late(formatCount(late))}</dd>
      </Tile>
      <Tile name={words.longestWait} over={words.now}>
        <dd className={late > 0 ? "c-watch" : undefined}>
          <TimeContext value={{ ...time, heldAt }}>
            <TickingWait since={row.oldestQueuedAt} />
          </TimeContext>
        </dd>
        <dd className="xs c-future">{wait === undefined ? null : queuePage.expectedWait(formatDuration(wait))}</dd>
      </Tile>
      {plan?.staff != null && (
        <Tile name={floor.free} over={words.now}>
          <dd data-testid="free">{formatCount(plan.staff.freeCount)}</dd>
          <dd className="xs q">{floor.ofSignedIn(formatCount(plan.staff.signedIn))}</dd>
        </Tile>
      )}
      <Tile name={words.offered} over={span}>
        <dd>{formatCount(valueIn(row, "offered", window))}</dd>
        <dd className="xs q">{queueMore.answeredOf(formatCount(valueIn(row, "answered", window)))}</dd>
      </Tile>
      <Tile name={words.abandoned} over={span}>
        <dd>{formatCount(valueIn(row, "abandoned", window))}</dd>
        <dd className="xs q">{floor.ofOffered(formatRatio(valueIn(row, "abandonRate", window)))}</dd>
      </Tile>
      <Tile name={floor.handleTime} over={span}>
        <dd>{formatDuration(valueIn(row, "averageHandleTime", window))}</dd>
        <dd className="xs q">
          {typeof satisfaction === "number" && queueMore.satisfactionOf(formatRatio(satisfaction))}
        </dd>
      </Tile>
      {plan?.staff != null && (
        <Tile name={floor.staff} over={floor.next30}>
          <dd className="c-future">
            <StaffWord spare={plan.spare} />
          </dd>
          <dd className="xs q">
            {needed !== null && queueMore.needed(formatCount(plan.staff.there), formatCount(needed))}
          </dd>
        </Tile>
      )}
    </dl>
  );
}

interface TileProps {
  readonly name: string;
  readonly over: string;
  readonly state?: string;
  readonly children: ReactNode;
}

function Tile({ name, over, state = "", children }: TileProps) {
  return (
    <div className={`panel ${state}`}>
      <dt className="row between wrap">
        <span>{name}</span>
        <span className="xs qq nw">{over}</span>
      </dt>
      {children}
    </div>
  );
}

/** How far the level has moved in its window. */
function Moved({ line }: { readonly line: QueueLine }) {
  const { window, site } = useDesk();
  const now = useNow();
  const trends = useAnswer<TrendsAnswer>(trendsPath(line.row.site, window), TRENDS_EVERY_MS).value;
  const known = line.heldAt ?? now;
  const change = changeOf(trendOf(trends, [line], window, known), window, spanOf(window, site?.dayFrom ?? now, known));
  return change === null ? null : <Change by={change} />;
}
