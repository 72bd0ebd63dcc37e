/** Calls, chats and mails, each by itself: unlike promises make no one number. Beside them who is there. */
import type { SiteRow } from "@floorwalker/protocol";
import type { TrendsAnswer } from "../../answers/trends.ts";
import { formatCount, formatDuration, formatRatio } from "../../format/format-value.ts";
import type { ChannelSummary } from "../../model/channel-summary.ts";
import { valueIn } from "../../model/floor.ts";
import { pauseReasons } from "../../model/pause-reasons.ts";
import { spanOf, trendOf } from "../../model/trends.ts";
import { AgentsBar } from "../../ui/agents-bar.tsx";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Level } from "./level.tsx";

export function ChannelCards({
  channels,
  trends,
}: {
  readonly channels: readonly ChannelSummary[];
  readonly trends: TrendsAnswer | null;
}) {
  const { site } = useDesk();
  return (
    <div className="chan" data-testid="channels">
      {channels.map((channel) => (
        <ChannelCard key={channel.channel} summary={channel} trends={trends} />
      ))}
      {site !== null && <AgentsCard site={site} />}
    </div>
  );
}

function ChannelCard({ summary, trends }: { readonly summary: ChannelSummary; readonly trends: TrendsAnswer | null }) {
  const { window, site } = useDesk();
  const now = useNow();
  const { channel, value, target, onTarget, judged, waiting, late, oldestQueuedAt, handleTime, satisfaction, lines } =
    summary;
  const mail = channel === "email";
  const name = nameIn(words.channels, channel);
  const from = spanOf(window, site?.dayFrom ?? now, now);
  return (
    <section className="ch" aria-label={name} data-testid={`channel-${channel}`}>
      <header className="row between">
        <h2 className="row">
          <Icon name={channelIcon(channel)} />
          {name}
        </h2>
        <span className="s q">{words.floor.onTarget(formatCount(onTarget), formatCount(judged))}</span>
      </header>
      <div>
        <p className="xs qq">{words.windowSuffix(words.serviceLevel, words.windows[window])}</p>
        <p className="big">
          <Level value={value} />
        </p>
        <Sparkline
          points={trendOf(trends, lines, window, now)}
          from={from}
          to={now}
          target={target ?? 0}
          width={104}
          height={30}
          tone="plain"
          labelled={false}
        />
      </div>
      <dl className="kvs">
        <div>
          <dt>{mail ? words.floor.open : words.waiting}</dt>
          <dd data-testid="channel-waiting">
            {formatCount(waiting)}
            {late > 0 && <span className="c-watch xs nw"> {words.late(formatCount(late))}</span>}
          </dd>
        </div>
        <div>
          <dt>{mail ? words.floor.oldest : words.longestWait}</dt>
          <dd>
            <TickingWait since={oldestQueuedAt} />
          </dd>
        </div>
        <div>
          <dt>{words.floor.handleTime}</dt>
          <dd>{formatDuration(handleTime)}</dd>
        </div>
        {satisfaction !== null && (
          <div>
            <dt>{words.windowSuffix(words.csat, words.windows.day)}</dt>
            <dd>{formatRatio(satisfaction)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function AgentsCard({ site }: { readonly site: SiteRow }) {
  const { window } = useDesk();
  const reasons = pauseReasons(site.agentsPausedFor);
  const states = [
    ["b1", "onContact", site.agentsOnContact],
    ["b2", "wrapUp", site.agentsWrapUp],
    ["b3", "idle", site.agentsIdle],
    ["b4", "paused", site.agentsPaused],
  ] as const;
  return (
    <section className="ch people" aria-label={words.agents}>
      <header className="row between">
        <h2 className="row">
          <Icon name="agents" />
          {words.agents}
          <span className="s q w4">{words.agentsSignedIn(formatCount(site.agentsSignedIn))}</span>
        </h2>
        <span className="s q">
          {words.windowSuffix(words.occupancy, words.windows[window])}{" "}
          <b>{formatRatio(valueIn(site, "occupancy", window))}</b>
        </span>
      </header>
      <AgentsBar
        onContact={site.agentsOnContact}
        wrapUp={site.agentsWrapUp}
        free={site.agentsIdle}
        paused={site.agentsPaused}
      />
      <dl className="states">
        {states.map(([kind, state, count]) => (
          <div key={state}>
            <dt>
              <i className={kind} aria-hidden="true" />
              {words.agentStates[state]}
            </dt>
            <dd data-testid={`agents-${state}`}>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <p className="xs q cut" data-testid="agents-paused-for">
          {words.pausedFor(reasons.map(([reason, count]) => `${reason} ${formatCount(count)}`).join(", "))}
        </p>
      )}
    </section>
  );
}
