/** A site among the others of its region: how its channels do against its own targets, and what is wrong there. */
import type { SiteRow } from "@floorwalker/protocol";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../../answers/trends.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatRatio } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { alertItems } from "../../model/alert-items.ts";
import { type ChannelSummary, channelSummaries } from "../../model/channel-summary.ts";
import { readAlerts, readFloor, valueIn } from "../../model/floor.ts";
import { type QueueLine, queueLine } from "../../model/queue-line.ts";
import { spanOf, trendOf } from "../../model/trends.ts";
import { Icon } from "../../ui/icon.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { StateWord } from "../../ui/state-word.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Level } from "../floor/level.tsx";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";

const WORST = ["breach", "below", "atRisk", "onTarget"] as const;
const CHANNELS = ["call", "chat", "email"] as const;

export function RegionSite({ site }: { readonly site: SiteRow }) {
  const { everything, window } = useDesk();
  const now = useNow();
  const trends = useAnswer<TrendsAnswer>(trendsPath(site.site, window), TRENDS_EVERY_MS).value;
  const { queues } = readFloor(everything, site.site);
  const alerts = alertItems(readAlerts(everything, site.site), queues, now);
  const facts = { siteStaleSince: site.staleSince, siteHeldAt: site.staleSince, now, alerts, window };
  const lines = queues.map((row) => queueLine(row, facts));
  const channels = channelSummaries(lines, window);
  const judged = lines.filter(({ value }) => value !== null);
  const onTarget = judged.filter(({ value, target }) => value! >= target).length;
  const state =
    site.staleSince === null ? (WORST.find((each) => lines.some((line) => line.state === each)) ?? "noData") : "stale";
  const firing = alerts.filter((alert) => alert.state === "firing");
  const critical = firing.filter(({ severity }) => severity === "critical").length;
  const waitingOf = (channel: string): string =>
    formatCount(channels.find((each) => each.channel === channel)?.waiting ?? null);
  const calls = channels.find(({ channel }) => channel === "call");
  return (
    <tr className={state} data-testid={`site-${site.site}`} data-state={state}>
      <th scope="row">
        <Link href={pathOf({ page: "floor", site: site.site })} className="name" data-row>
          <span className="two">
            <b className="l cut">
              {site.name} <span className="qq xs w4">{formatTimeOfDay(now, site.zone)}</span>
            </b>
            {site.staleSince === null || site.silentSource === null ? (
              <StateWord state={state} />
            ) : (
              <span className="st stale">
                <Icon name="stale" />
                {words.silentSource(site.silentSource, formatTimeOfDay(site.staleSince, site.zone))}
              </span>
            )}
          </span>
        </Link>
      </th>
      <td className="num">
        <b>{words.floor.freeOf(formatCount(onTarget), formatCount(judged.length))}</b>
      </td>
      {CHANNELS.map((channel) => (
        <td key={channel}>
          <ChannelCell
            summary={channels.find((each) => each.channel === channel) ?? null}
            trends={trends}
            from={spanOf(window, site.dayFrom, now)}
            stale={site.staleSince !== null}
          />
        </td>
      ))}
      <td className="num nw">{CHANNELS.map(waitingOf).join(" · ")}</td>
      <td className="num">
        <b>
          <TickingWait since={calls?.oldestQueuedAt ?? null} />
        </b>
      </td>
      <td className="num">
        <b>{words.floor.freeOf(formatCount(site.agentsIdle), formatCount(site.agentsSignedIn))}</b>
      </td>
      <td className="num">{formatRatio(valueIn(site, "occupancy", window))}</td>
      <td className="nw">
        {critical > 0 && (
          <span className="st pill breach">
            <Icon name="breach" />
            {formatCount(critical)} <span className="unseen">{words.severity.critical}</span>
          </span>
        )}{" "}
        {firing.length > critical && (
          <span className="st atRisk">
            <Icon name="atRisk" />
            {formatCount(firing.length - critical)} <span className="unseen">{words.severity.warning}</span>
          </span>
        )}
        {firing.length === 0 && words.noValue}
      </td>
    </tr>
  );
}

interface ChannelCellProps {
  readonly summary: ChannelSummary | null;
  readonly trends: TrendsAnswer | null;
  readonly from: number;
  readonly stale: boolean;
}

function ChannelCell({ summary, trends, from, stale }: ChannelCellProps) {
  const { window } = useDesk();
  const now = useNow();
  if (summary === null) return words.noValue;
  const { value, target } = summary;
  const lines: readonly QueueLine[] = summary.lines;
  return (
    <span className="row">
      <b className={value !== null && target !== null && value < target ? "l c-watch" : "l"}>
        <Level value={value} />
      </b>
      {target !== null && (
        <span className="trend">
          <Sparkline
            points={trendOf(trends, lines, window, now)}
            from={from}
            to={now}
            target={target}
            width={104}
            height={34}
            tone={stale ? "old" : "plain"}
          />
        </span>
      )}
    </span>
  );
}
