/** One queue on one channel. Everything it shows comes in as props, so that it paints only when one of them changed. */
import type { QueueRow } from "@floorwalker/protocol";
import { memo, useMemo } from "react";
import { formatClock, formatMoment, formatTimeOfDay } from "../format/format-time.ts";
import {
  formatByUnit,
  formatCount,
  formatLimit,
  formatRatio,
  formatShare,
  formatSpan,
} from "../format/format-value.ts";
import type { KpiAlertItem } from "../model/alert-items.ts";
import { serviceLevelOf, valueIn } from "../model/floor.ts";
import { VIEW_WINDOW } from "../model/service-level-facts.ts";
import type { TileState } from "../model/tile-state.ts";
import { channelIcon, Icon } from "../ui/icon.tsx";
import { TickingAge, TickingWait } from "../ui/ticking.tsx";
import { TimeContext, useBoardTime, useNow } from "../ui/time-context.ts";
import { nameIn, words } from "../words/words.ts";
import { WideNarrow } from "./wide-narrow.tsx";

export interface QueueTileProps {
  readonly row: QueueRow;
  readonly state: TileState;
  /** Since when its numbers are old, epoch ms; null: they are not. */
  readonly staleSince: number | null;
  /** Its wait stands still at this time; null: it ticks. */
  readonly heldAt: number | null;
  /** The site's numbers are older than usual: as of when. */
  readonly lateSince: number | null;
  /** The connection is gone: as of when the values are. */
  readonly lostAsOf: number | null;
  /** The worst alert firing for this queue. */
  readonly alert: KpiAlertItem | null;
}

export const QueueTile = memo(function QueueTile(props: QueueTileProps) {
  const { row, state, heldAt } = props;
  const { clock, zone } = useBoardTime();
  const time = useMemo(() => ({ clock, zone, heldAt }), [clock, zone, heldAt]);
  const titleId = `title-${row.id}`;
  const window = words.windows[VIEW_WINDOW];
  return (
    <li>
      <article
        className="tile card"
        aria-labelledby={titleId}
        data-testid={`queue-${row.queue}-${row.channel}`}
        data-state={state}
        data-late={props.lateSince !== null || undefined}
      >
        <h3 className="tile-title" id={titleId}>
          <Icon name={channelIcon(row.channel)} />
          <span className="tile-name" title={row.title}>
            {row.title}
          </span>
          <span className="unseen">{nameIn(words.channels, row.channel)}</span>
          {!row.configured && (
            <span className="tile-unconfigured" title={words.unconfiguredHint} data-testid="unconfigured">
              <Icon name="unconfigured" />
              <span className="unseen">{words.unconfigured}</span>
            </span>
          )}
          <span className="tile-window label">{window}</span>
        </h3>
        <p className="tile-state" data-testid="state">
          <Icon name={state} />
          <WideNarrow
            wide={words.states[state]}
            narrow={
              state === "closed" && row.opensAt !== null ? <Opens at={row.opensAt} text={asItIs} /> : shortState(state)
            }
          />
        </p>
        <p className="tile-level">
          <span className="unseen">{words.serviceLevel}</span>
          <span data-testid="service-level">{formatRatio(serviceLevelOf(row, VIEW_WINDOW), row.target)}</span>
        </p>
        <TileLine {...props} />
        <dl className="tile-now">
          <div className="tile-waiting">
            <dt className="label">
              <Icon name={channelIcon(row.channel)} />
              <span>
                {words.waiting}
                {row.waitingPastThreshold > 0 && state !== "stale" && (
                  <strong className="tile-late" data-testid="late">
                    {words.late(formatCount(row.waitingPastThreshold))}
                  </strong>
                )}
              </span>
            </dt>
            <dd data-testid="waiting">{formatCount(row.waiting)}</dd>
          </div>
          <div className="tile-longest">
            <dt className="label">
              <Icon name="late" />
              <span>{words.longestWait}</span>
            </dt>
            <dd data-testid="longest-wait">
              <TimeContext value={time}>
                <TickingWait since={row.oldestQueuedAt} />
              </TimeContext>
            </dd>
          </div>
        </dl>
        <dl className="tile-counts" aria-label={window}>
          {(["offered", "answered", "abandoned"] as const).map((field) => (
            <div key={field}>
              <dt className="label">{words[field]}</dt>
              <dd data-testid={field}>{formatCount(valueIn(row, field, VIEW_WINDOW))}</dd>
            </div>
          ))}
        </dl>
      </article>
    </li>
  );
});

/** One line of room: how old the numbers are, else the alert that fires (its own window, value and limit), else when it opens, else the target. */
function TileLine({ row, state, staleSince, lateSince, lostAsOf, alert }: QueueTileProps) {
  const { zone } = useBoardTime();
  if (staleSince !== null)
    return (
      <p className="tile-age" data-testid="age" title={row.silentSource ?? undefined}>
        <Icon name="stale" />
        <WideNarrow
          wide={words.noDataSince(formatTimeOfDay(staleSince, zone))}
          narrow={words.noDataSinceShort(formatTimeOfDay(staleSince, zone))}
        />
      </p>
    );
  if (lostAsOf !== null || lateSince !== null)
    return (
      <p className="tile-age" data-testid="age">
        <Icon name="late" />
        {lostAsOf !== null ? (
          words.lastValues(formatClock(lostAsOf, zone))
        ) : (
          <TickingAge since={lateSince!} text={words.dataAge} />
        )}
      </p>
    );
  if (alert !== null) return <AlertLine alert={alert} />;
  if (state === "closed" && row.opensAt !== null)
    return (
      <p className="tile-target label" data-testid="opens">
        <Opens at={row.opensAt} text={words.opens} />
      </p>
    );
  const share = formatShare(row.target);
  const span = formatSpan(row.thresholdSeconds);
  return (
    <p className="tile-target label" title={words.definition(nameIn(words.policies, row.policy))}>
      <WideNarrow wide={words.target(share, span)} narrow={words.targetShort(share, span)} />
    </p>
  );
}

function Opens({ at, text }: { readonly at: number; readonly text: (time: string) => string }) {
  const { zone } = useBoardTime();
  return text(formatMoment(at, useNow(), zone));
}

function AlertLine({ alert }: { readonly alert: KpiAlertItem }) {
  const { unit, limit, window, direction, severity } = alert;
  // The short name: value and limit are what the line is for.
  const kpi = shortKpi(alert.kpi);
  const value = formatByUnit(alert.value, unit, limit);
  const limitText = formatLimit(limit, unit);
  const span = nameIn(words.windows, window);
  return (
    <p className="tile-alert" data-testid="tile-alert" data-severity={severity}>
      <WideNarrow
        wide={words.tileAlert(words.windowSuffix(kpi, span), value, limitText)}
        narrow={`${span} ${value} ${(direction === "below" ? words.belowShort : words.aboveShort)(limitText)}`}
      />
    </p>
  );
}

const shortKpi = (kpi: string): string =>
  kpi in words.kpisShort ? nameIn(words.kpisShort, kpi) : nameIn(words.kpis, kpi);
const asItIs = (time: string): string => time;
const shortState = (state: TileState): string => (state === "below" ? words.statesShort.below : words.states[state]);
