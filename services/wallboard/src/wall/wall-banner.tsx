/** The last line: what is wrong by name, since when and whose it is; else that all is well. A screen reader hears of breaches and their owners. */
import type { SiteRow, SourceRow } from "@floorwalker/protocol";
import type { ReactNode } from "react";
import { formatClock, formatTimeOfDay } from "../format/format-time.ts";
import { formatByUnit, formatCount, formatLimit } from "../format/format-value.ts";
import type { Connection } from "../live/live-source.ts";
import type { AlertItem, KpiAlertItem } from "../model/alert-items.ts";
import { calmFacts } from "../model/calm-facts.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { shortName } from "../model/short-name.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { TickingWait } from "../ui/ticking.tsx";
import { useBoardTime } from "../ui/time-context.ts";
import { nameIn, numberName, words } from "../words/words.ts";
import { Fit } from "./fit.tsx";
import type { Turns } from "./use-turns.ts";

export interface WallBannerProps {
  readonly lines: readonly QueueLine[];
  readonly items: readonly AlertItem[];
  readonly sources: readonly SourceRow[];
  readonly site: SiteRow | null;
  readonly connection: Connection;
  readonly asOf: number | null;
  readonly turns: Turns;
}

export function WallBanner(props: WallBannerProps) {
  return (
    <footer>
      <Banner {...props} />
      <p className="unseen" aria-live="polite">
        {breachesOf(props.items)
          .map((item) => `${words.severity.critical}: ${nameOf(item)}, ${ownerOf(item)}`)
          .join(". ")}
      </p>
    </footer>
  );
}

function Banner({ lines, items, sources, site, connection, asOf, turns }: WallBannerProps) {
  const { zone } = useBoardTime();
  const breaches = breachesOf(items);
  const warnings = heardOf(items).filter(({ severity, about }) => severity === "warning" && about !== "source");
  const silent = sources
    .filter(({ silentSince }) => silentSince !== null)
    .sort((a, b) => a.lastEventAt - b.lastEventAt);
  if (connection !== "live")
    return (
      <Line tone="watch" icon="offline">
        <b>{asOf === null ? words.dataNone : words.lastValues(formatClock(asOf, zone))}</b>
      </Line>
    );
  if (breaches.length > 1 && turns.number > 1)
    return (
      <Line tone="breach" icon="breach">
        <b>{words.wall.breaches(breaches.length, formatCount(breaches.length))}</b>
        <Fit text={[...new Set(breaches.map(nameOf))].join(", ")} />
      </Line>
    );
  if (breaches.length > 0)
    return <AlertLine item={breaches[0]!} others={breaches.length - 1} tone="breach" icon="breach" />;
  if (silent.length > 0)
    return (
      <Line tone="watch" icon="stale">
        <b className="c-watch" data-testid="silent-source">
          <Fit text={words.silentSource(silent[0]!.source, formatTimeOfDay(silent[0]!.lastEventAt, zone))} />
        </b>
        {silent.length > 1 && <span>{words.silentMore(formatCount(silent.length - 1))}</span>}
      </Line>
    );
  if (site?.catchingUp === true)
    return (
      <Line tone="watch" icon="late">
        <b className="c-watch">{words.catchingUp}</b>
      </Line>
    );
  if (warnings.length > 0)
    return <AlertLine item={warnings[0]!} others={warnings.length - 1} tone="watch" icon="atRisk" />;
  const said = quietly(lines);
  return (
    <Line tone="calm" icon={said.icon}>
      <b className={said.icon === "onTarget" ? "c-ok" : said.icon === "below" ? "c-watch" : "q"} data-testid="all-well">
        {said.text}
      </b>
      <span className="grow q" data-testid="besides">
        {said.besides.length > 0 && <Fit text={said.besides.join(" · ")} />}
      </span>
      {site !== null && (
        <span className="q">
          <b>{formatCount(site.waiting)}</b> {words.wall.waiting} · <b>{formatCount(site.agentsIdle)}</b>{" "}
          {words.wall.free}
        </span>
      )}
    </Line>
  );
}

/** What a name of so many letters needs at most is there. */
const MOST_NAME = 28;
const MOST_OWNER = 20;

/** What is so without an alert: some are below, some muted, or all is well of that which is known. */
function quietly(lines: readonly QueueLine[]): {
  readonly icon: IconName;
  readonly text: string;
  readonly besides: readonly string[];
} {
  const { below, muted, well, ...rest } = calmFacts(lines);
  if (below > 0) return { icon: "below", text: words.wall.below(below, formatCount(below)), besides: [] };
  if (muted > 0) return { icon: "muted", text: `${words.states.muted}: ${formatCount(muted)}`, besides: [] };
  if (well === 0) return { icon: "noData", text: words.noAlerts, besides: [] };
  const besides = (["withoutData", "notTold", "closed"] as const)
    .filter((state) => rest[state] > 0)
    .map((state) => words.wall[state](rest[state], formatCount(rest[state])));
  return { icon: "onTarget", text: besides.length === 0 ? words.wall.allOnTarget : words.wall.othersOnTarget, besides };
}

export const heardOf = (items: readonly AlertItem[]): readonly AlertItem[] =>
  items.filter(({ state, mutedUntil }) => state === "firing" && mutedUntil === null);

/** Those that nobody has before the others, then the newest. */
export const breachesOf = (items: readonly AlertItem[]): readonly AlertItem[] =>
  heardOf(items)
    .filter(({ severity }) => severity === "critical")
    .sort((a, b) => Number(a.owner !== null) - Number(b.owner !== null) || b.since - a.since);

interface AlertLineProps {
  readonly item: AlertItem;
  readonly others: number;
  readonly tone: "breach" | "watch";
  readonly icon: IconName;
}

function AlertLine({ item, others, tone, icon }: AlertLineProps) {
  return (
    <Line tone={tone} icon={icon} rule={item.rule}>
      <b className="wban-who">
        <Fit text={shortName(nameOf(item), MOST_NAME)} />
      </b>
      {(item.about === "kpi" || item.about === "budget") && <span className="wban-what">{whatOf(item)}</span>}
      <span className="grow" />
      <b>
        <TickingWait since={item.since} />
      </b>
      <span className="wban-owner" data-testid="alert-owner">
        <Fit text={shortName(ownerOf(item), MOST_OWNER)} />
      </span>
      {others > 0 && <b>{words.moreAlerts(formatCount(others))}</b>}
    </Line>
  );
}

export function nameOf(item: AlertItem): string {
  switch (item.about) {
    case "source":
      return item.source;
    case "agent":
      return item.name;
    case "external":
      return item.title;
    default:
      return item.queueTitle ?? words.wholeSite;
  }
}

export const ownerOf = ({ owner }: AlertItem): string => owner ?? words.wall.noOwner;

function whatOf({ kpi, window, unit, limit, value }: KpiAlertItem): string {
  const name = kpi.startsWith("serviceLevel") ? "" : `${numberName(kpi)} `;
  return `${name}${nameIn(words.windows, window)} ${formatByUnit(value, unit, limit)}, ${words.wall.limit(formatLimit(limit, unit))}`;
}

function Line({
  tone,
  icon,
  rule,
  children,
}: {
  readonly tone: "breach" | "watch" | "calm";
  readonly icon: IconName;
  readonly rule?: string;
  readonly children: ReactNode;
}) {
  return (
    <p
      className={`wban ${tone}`}
      data-testid={tone === "calm" ? "no-alerts" : "alert"}
      data-tone={tone}
      data-rule={rule}
    >
      <Icon name={icon} />
      {children}
    </p>
  );
}
