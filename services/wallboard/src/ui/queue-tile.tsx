/** One queue on one channel. Everything it shows comes in as props, so that it paints only when one of them changed. */
import type { QueueRow } from "@floorwalker/protocol";
import { memo } from "react";
import { formatClock, formatTimeOfDay } from "../format/format-time.ts";
import { formatCount, formatRatio, formatShare, formatSpan } from "../format/format-value.ts";
import { serviceLevelOf, valueIn } from "../model/floor.ts";
import type { Freshness } from "../model/freshness.ts";
import type { TileState } from "../model/tile-state.ts";
import { strings } from "../strings.ts";
import { channelIcon, Icon } from "./icon.tsx";
import { TickingAge, TickingWait } from "./ticking.tsx";
import { useBoardTime } from "./time-context.ts";
import { WideNarrow } from "./wide-narrow.tsx";

export interface QueueTileProps {
  readonly row: QueueRow;
  readonly state: TileState;
  readonly freshness: Freshness;
  readonly asOf: number | null;
}

export const TILE_WINDOW = "60m";

export const QueueTile = memo(function QueueTile({ row, state, freshness, asOf }: QueueTileProps) {
  const { heldAt } = useBoardTime();
  const share = formatShare(row.target);
  const span = formatSpan(row.thresholdSeconds);
  const titleId = `title-${row.id}`;
  return (
    <li>
      <article
        className="tile card"
        aria-labelledby={titleId}
        data-testid={`queue-${row.queue}-${row.channel}`}
        data-state={state}
        data-freshness={freshness}
      >
        <h3 className="tile-title" id={titleId}>
          <Icon name={channelIcon(row.channel)} />
          <span className="tile-name" title={row.title}>
            {row.title}
          </span>
          <span className="unseen">{strings.channels[row.channel] ?? row.channel}</span>
          {!row.configured && (
            <span className="tile-unconfigured" title={strings.unconfiguredHint} data-testid="unconfigured">
              <Icon name="unconfigured" />
              <span>{strings.unconfigured}</span>
            </span>
          )}
        </h3>
        <p className="tile-state" data-testid="state">
          <Icon name={state} />
          <span>{strings.states[state]}</span>
        </p>
        <p className="tile-level">
          <span className="unseen">{strings.serviceLevel}</span>
          <span data-testid="service-level">{formatRatio(serviceLevelOf(row, TILE_WINDOW), row.target)}</span>
        </p>
        {asOf !== null && (freshness === "stale" || freshness === "late" || heldAt !== null) ? (
          <Age freshness={freshness} asOf={asOf} />
        ) : (
          <p className="tile-target label" title={strings.definition(strings.policies[row.policy] ?? row.policy)}>
            <WideNarrow
              wide={strings.target(share, span, strings.windows[TILE_WINDOW]!)}
              narrow={strings.targetShort(share, span)}
            />
          </p>
        )}
        <dl className="tile-now">
          <div className="tile-waiting">
            <dt className="label">
              <Icon name={channelIcon(row.channel)} />
              <span>{strings.waiting}</span>
            </dt>
            <dd data-testid="waiting">{formatCount(row.waiting)}</dd>
          </div>
          <div className="tile-longest">
            <dt className="label">
              <Icon name="late" />
              <span>{strings.longestWait}</span>
            </dt>
            <dd data-testid="longest-wait">
              <TickingWait since={row.oldestQueuedAt} />
            </dd>
          </div>
        </dl>
        <dl className="tile-day" aria-label={strings.today}>
          {(["offered", "answered", "abandoned"] as const).map((field) => (
            <div key={field}>
              <dt className="label">{strings[field]}</dt>
              <dd data-testid={field}>{formatCount(valueIn(row, field, "day"))}</dd>
            </div>
          ))}
        </dl>
      </article>
    </li>
  );
});

/** In the place of the target while the numbers are old or no longer told: since when. */
function Age({ freshness, asOf }: { readonly freshness: Freshness; readonly asOf: number }) {
  const { zone } = useBoardTime();
  const since = formatTimeOfDay(asOf, zone);
  return (
    <p className="tile-age" data-testid="age">
      <Icon name={freshness === "stale" ? "stale" : "late"} />
      {freshness === "stale" ? (
        <WideNarrow wide={strings.noDataSince(since)} narrow={strings.noDataSinceShort(since)} />
      ) : freshness === "late" ? (
        <TickingAge since={asOf} text={strings.dataAge} />
      ) : (
        strings.lastValues(formatClock(asOf, zone))
      )}
    </p>
  );
}
