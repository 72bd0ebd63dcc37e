/** One to three queues: a panel each, with its number large. */
import { type PlanningAnswer, planOf } from "../../answers/planning.ts";
import type { TrendsAnswer } from "../../answers/trends.ts";
import { formatCount, formatDuration, formatShare, formatSpan } from "../../format/format-value.ts";
import { valueIn } from "../../model/floor.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { spanOf, trendOf } from "../../model/trends.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { QueueStateWord } from "../../ui/state-word.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { TimeContext, useBoardTime, useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { explainHref, queueHref } from "../queue-href.ts";
import { Level } from "./level.tsx";
import { WindowChoice } from "./window-choice.tsx";

export interface QueuePanelsProps {
  readonly lines: readonly QueueLine[];
  readonly plans: PlanningAnswer | null;
  readonly trends: TrendsAnswer | null;
}

export function QueuePanels({ lines, plans, trends }: QueuePanelsProps) {
  return (
    <div className="col panels">
      <div className="row between">
        <h2 className="unseen">{words.queues}</h2>
        <span className="grow" />
        <WindowChoice />
      </div>
      {lines.length === 0 && <p className="panel body q">{words.noQueues}</p>}
      {lines.map((line) => (
        <QueuePanel key={line.id} line={line} plans={plans} trends={trends} />
      ))}
    </div>
  );
}

function QueuePanel({ line, plans, trends }: Omit<QueuePanelsProps, "lines"> & { readonly line: QueueLine }) {
  const { window, site } = useDesk();
  const time = useBoardTime();
  const now = useNow();
  const { row, state, heldAt, value, target, missesLeft } = line;
  const known = heldAt ?? now;
  const staff = planOf(plans, row.queue, row.channel)?.staff ?? null;
  const span = words.windows[window];
  const targetWords = words.target(formatShare(target), formatSpan(row.thresholdSeconds));
  return (
    <section
      className={`panel queue-panel ${state}`}
      aria-labelledby={`title-${row.id}`}
      data-testid={`queue-${row.queue}-${row.channel}`}
      data-state={state}
      data-row-of={row.id}
    >
      <header className="wrap">
        <Icon name={channelIcon(row.channel)} />
        <h3 className="panel-title" id={`title-${row.id}`}>
          <Link href={queueHref(row, window)} data-row>
            {row.title}
          </Link>
        </h3>
        <QueueStateWord line={line} />
        <span className="grow" />
        <span className="s q">{words.windowSuffix(words.windowSuffix(words.serviceLevel, span), targetWords)}</span>
      </header>
      <div className="body panel-facts">
        <Link
          className="hero"
          href={explainHref(row, "serviceLevelNow", window)}
          data-explain
          data-testid="service-level"
        >
          <Level value={value} target={target} />
        </Link>
        <Sparkline
          points={trendOf(trends, [line], window, known)}
          from={spanOf(window, site?.dayFrom ?? now, known)}
          to={known}
          target={target}
          width={230}
          height={60}
          tone={state === "breach" ? "act" : state === "stale" ? "old" : "plain"}
        />
        <dl className="facts">
          <div>
            <dt>{words.windowSuffix(words.waiting, words.now)}</dt>
            <dd data-testid="waiting">{formatCount(row.waiting)}</dd>
          </div>
          <div>
            <dt>{words.windowSuffix(words.longestWaitShort, words.now)}</dt>
            <dd data-testid="longest-wait">
              <TimeContext value={{ ...time, heldAt }}>
                <TickingWait since={row.oldestQueuedAt} />
              </TimeContext>
            </dd>
          </div>
          <div>
            <dt>{words.windowSuffix(words.floor.missesLeft, span)}</dt>
            <dd>{value === null ? words.noValue : formatCount(missesLeft)}</dd>
          </div>
          {staff !== null && (
            <div>
              <dt>{words.windowSuffix(words.floor.free, words.now)}</dt>
              <dd>{words.floor.freeOf(formatCount(staff.freeCount), formatCount(staff.signedIn))}</dd>
            </div>
          )}
          <div>
            <dt>{words.windowSuffix(words.floor.handleTime, span)}</dt>
            <dd>{formatDuration(valueIn(row, "averageHandleTime", window))}</dd>
          </div>
          {(["offered", "answered", "abandoned"] as const).map((field) => (
            <div key={field}>
              <dt>{words.windowSuffix(words[field], span)}</dt>
              <dd data-testid={field}>{formatCount(valueIn(row, field, window))}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
