/** One queue: its numbers, who waits, who is free, what may still be missed, and how its level is reckoned. */
import type { QueueRow } from "@floorwalker/protocol";
import { type GoalsAnswer, goalsPath } from "../../answers/goals.ts";
import {
  PLANNING_EVERY_MS,
  type PlanningAnswer,
  planningPath,
  planOf,
  type QueuePlan,
} from "../../answers/planning.ts";
import { formatClock, formatMoment } from "../../format/format-time.ts";
import {
  formatCount,
  formatDuration,
  formatRatio,
  formatShare,
  formatSpan,
  formatTimes,
} from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { valueIn } from "../../model/floor.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { QueueStateWord } from "../../ui/state-word.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { TimeContext, useBoardTime, useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { AlertItem } from "../alerts/alert-item.tsx";
import { sortedAlerts } from "../alerts/alert-line.ts";
import { useDesk } from "../desk-context.ts";
import { Level } from "../floor/level.tsx";
import { StaffWord } from "../floor/staff-word.tsx";
import { WindowChoice } from "../floor/window-choice.tsx";
import { Link } from "../link.tsx";
import { explainHref, queueHref } from "../queue-href.ts";
import { pathOf } from "../route.ts";
import { useLines } from "../use-lines.ts";
import { Explain } from "./explain.tsx";
import { WaitingNow } from "./waiting-now.tsx";

const GOALS_EVERY_MS = 15_000;

export default function QueuePage() {
  const { route, url, site } = useDesk();
  const { lines } = useLines();
  if (route.page !== "queue" && route.page !== "explain") return null;
  const channel = url.searchParams.get("ch");
  const line = lines.find(({ row }) => row.queue === route.queue && (channel === null || row.channel === channel));
  if (line === undefined)
    return site === null ? null : <p className="page q">{words.queuePage.noSuchQueue(route.queue)}</p>;
  return (
    <>
      <Queue line={line} />
      {route.page === "explain" && <Explain row={line.row} kpi={route.kpi} />}
    </>
  );
}

function Queue({ line }: { readonly line: QueueLine }) {
  const { window, alerts, site } = useDesk();
  const time = useBoardTime();
  const { row, state, heldAt, value, target, missesLeft } = line;
  const plans = useAnswer<PlanningAnswer>(planningPath(row.site), PLANNING_EVERY_MS).value;
  const plan = planOf(plans, row.queue, row.channel);
  const about = sortedAlerts(alerts).filter(
    (alert) =>
      alert.queue === row.queue && (alert.channel ?? row.channel) === row.channel && alert.state !== "resolved",
  );
  const span = words.windows[window];
  const facts: readonly (readonly [string, string, string])[] = [
    [words.floor.missesLeft, span, value === null ? words.noValue : formatCount(missesLeft)],
    [words.offered, span, formatCount(valueIn(row, "offered", window))],
    [words.answered, span, formatCount(valueIn(row, "answered", window))],
    [words.abandoned, span, formatCount(valueIn(row, "abandoned", window))],
    [words.floor.handleTime, span, formatDuration(valueIn(row, "averageHandleTime", window))],
    [words.csat, words.windows.day, formatRatio(valueIn(row, "csat", "day"))],
  ];
  return (
    <div className="page" data-testid="queue-page" data-state={state} data-row-of={row.id}>
      <div className="head">
        <Link className="link" href={pathOf({ page: "floor", site: row.site })}>
          {words.nav.floor}
        </Link>
        <Icon name={channelIcon(row.channel)} />
        <h1>{row.title}</h1>
        <span className="unseen">{nameIn(words.channels, row.channel)}</span>
        <QueueStateWord line={line} />
        <span className="grow" />
        <WindowChoice />
      </div>
      <dl className="tiles">
        <div className={`panel ${state}`}>
          <dt>{words.windowSuffix(words.serviceLevel, span)}</dt>
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
          <dd className="xs q">{words.targetShort(formatShare(target), formatSpan(row.thresholdSeconds))}</dd>
        </div>
        <div className="panel">
          <dt>{words.windowSuffix(words.waiting, words.now)}</dt>
          <dd data-testid="waiting">{formatCount(row.waiting)}</dd>
          {row.waitingPastThreshold > 0 && (
            <dd className="xs c-watch">{words.late(formatCount(row.waitingPastThreshold))}</dd>
          )}
        </div>
        <div className="panel">
          <dt>{words.windowSuffix(words.longestWait, words.now)}</dt>
          <dd>
            <TimeContext value={{ ...time, heldAt }}>
              <TickingWait since={row.oldestQueuedAt} />
            </TimeContext>
          </dd>
          {plan?.expected.erlangA != null && (
            <dd className="xs c-future">
              {words.queuePage.expectedWait(formatDuration(plan.expected.erlangA.waitSeconds))}
            </dd>
          )}
        </div>
        {facts.map(([name, over, text]) => (
          <div key={name} className="panel">
            <dt>{words.windowSuffix(name, over)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {plan?.staff != null && (
          <div className="panel">
            <dt>{words.windowSuffix(words.floor.staff, words.floor.next30)}</dt>
            <dd>
              <StaffWord spare={plan.spare} />
            </dd>
          </div>
        )}
      </dl>
      <div className="columns">
        <WaitingNow row={row} />
        {plan?.staff != null && <FreeNow staff={plan.staff} />}
        {about.length > 0 && (
          <section className="panel" aria-labelledby="queue-alerts">
            <header>
              <h2 id="queue-alerts">{words.alerts}</h2>
            </header>
            <ul>
              {about.map((alert) => (
                <AlertItem key={alert.id} alert={alert} href={queueHref(row, window)} />
              ))}
            </ul>
          </section>
        )}
        <Budget row={row} />
        <Passport row={row} value={value} upTo={site?.watermark ?? null} />
      </div>
    </div>
  );
}

function FreeNow({ staff }: { readonly staff: NonNullable<QueuePlan["staff"]> }) {
  const { queuePage } = words;
  return (
    <section className="panel" aria-labelledby="free-now">
      <header>
        <h2 id="free-now">{queuePage.agentsFree}</h2>
        <span className="tag">{words.floor.freeOf(formatCount(staff.free.length), formatCount(staff.signedIn))}</span>
      </header>
      {staff.free.length === 0 ? (
        <p className="body q">{queuePage.nobodyFree}</p>
      ) : (
        <ul className="body plain">
          {staff.free.map(({ agent, name, since }) => (
            <li key={agent} className="row between">
              <span className="cut">{name}</span>
              <b>
                <TickingWait since={since} />
              </b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Budget({ row }: { readonly row: QueueRow }) {
  const { queuePage } = words;
  const answer = useAnswer<GoalsAnswer>(goalsPath(row.site), GOALS_EVERY_MS).value;
  const goal = answer?.goals.find(
    ({ kpi, scope }) => kpi === "serviceLevel" && scope.queue === row.queue && scope.channel === row.channel,
  );
  if (goal === undefined || goal.missesLeft === null) return null;
  const { byClose, burn } = goal;
  return (
    <section className="panel" aria-labelledby="budget">
      <header>
        <h2 id="budget">{queuePage.budget}</h2>
        <span className="s q">{queuePage.burnHint}</span>
      </header>
      <dl className="kv body">
        <dt>{queuePage.budgetToday}</dt>
        <dd className={goal.missesLeft < 0 ? "c-watch" : undefined}>
          <b>{formatCount(goal.missesLeft)}</b>
        </dd>
        {(["5m", "30m", "60m"] as const).map((window) => (
          <BurnOf
            key={window}
            name={words.windowSuffix(queuePage.burn, words.windows[window])}
            times={burn?.[window] ?? null}
          />
        ))}
      </dl>
      {byClose?.inTimeNeeded != null && (
        <p className="body s c-future">
          {byClose.outOfReach
            ? queuePage.outOfReach
            : queuePage.needed(formatCount(byClose.inTimeNeeded), formatCount(byClose.coming))}
        </p>
      )}
    </section>
  );
}

function BurnOf({ name, times }: { readonly name: string; readonly times: number | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={times !== null && times > 1 ? "c-watch" : undefined}>{formatTimes(times)}</dd>
    </>
  );
}

function Passport({
  row,
  value,
  upTo,
}: {
  readonly row: QueueRow;
  readonly value: number | null;
  readonly upTo: number | null;
}) {
  const { window, zone } = useDesk();
  const now = useNow();
  const { queuePage } = words;
  const span = formatSpan(row.thresholdSeconds);
  return (
    <section className="panel" aria-labelledby="passport">
      <header>
        <h2 id="passport" className="grow">
          {queuePage.passport}
        </h2>
        <Link className="link s" href={explainHref(row, "serviceLevelNow", window)}>
          {queuePage.explain(formatRatio(value, row.target))}
        </Link>
      </header>
      <dl className="kv body">
        <dt>{queuePage.formula}</dt>
        <dd>{nameIn(words.policies, row.policy)}</dd>
        <dt>{queuePage.inTimeRule}</dt>
        <dd>{queuePage.inTimeValue(span)}</dd>
        <dt>{queuePage.waitingPast(span)}</dt>
        <dd>{queuePage.countsAsMiss(row.waitingPastThreshold, formatCount(row.waitingPastThreshold))}</dd>
        <dt>{queuePage.trueUpTo}</dt>
        <dd>{formatClock(upTo, zone)}</dd>
        {row.closesAt !== null && (
          <>
            <dt>{queuePage.hours}</dt>
            <dd>{queuePage.openUntil(formatMoment(row.closesAt, now, zone))}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
