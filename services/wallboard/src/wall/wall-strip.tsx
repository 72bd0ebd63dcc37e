/** On every page: where this is, what time it is there, whether the numbers still come, and which page of how many it is. */
import type { SiteRow } from "@floorwalker/protocol";
import { formatCount } from "../format/format-value.ts";
import type { Connection } from "../live/live-source.ts";
import type { Freshness } from "../model/freshness.ts";
import type { ViewWindow } from "../model/service-level-facts.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { TickingAge, WallClock } from "../ui/ticking.tsx";
import { words } from "../words/words.ts";
import { Fit } from "./fit.tsx";
import type { Turns } from "./use-turns.ts";

/** More pages than this are told by their number. */
const MOST_DOTS = 6;

export interface WallStripProps {
  readonly site: SiteRow | null;
  readonly connection: Connection;
  readonly asOf: number | null;
  readonly freshness: Freshness;
  readonly turns: Turns;
  readonly held: boolean;
  readonly window: ViewWindow;
}

const CONNECTION_ICONS: Readonly<Record<Connection, IconName>> = {
  connecting: "reconnecting",
  live: "live",
  reconnecting: "reconnecting",
  offline: "offline",
};

export function WallStrip({ site, connection, asOf, freshness, turns, held, window }: WallStripProps) {
  return (
    <header className="wstrip">
      <h1>
        <Fit text={site?.name ?? words.appName} />
      </h1>
      {site?.demo === true && (
        <span className="wdemo" title={words.demoHint} data-testid="demo">
          {words.demo}
        </span>
      )}
      <span className="q grow">
        <Fit text={`${words.serviceLevel} ${words.windows[window]}`} />
      </span>
      {connection === "live" && freshness === "late" && asOf !== null && (
        <span className="c-watch" data-testid="data-age">
          <TickingAge since={asOf} text={words.dataAgeShort} />
        </span>
      )}
      <span
        className={connection === "live" ? "c-ok wlive" : "c-watch wlive"}
        role="status"
        aria-label={words.connectionLabel}
        data-testid="connection"
        data-state={connection}
      >
        <Icon name={CONNECTION_ICONS[connection]} />
        {words.connection[connection]}
      </span>
      <b className="wclock" title={words.localTime} data-testid="clock">
        <WallClock />
      </b>
      {turns.left !== null && (
        <span className="wpages" data-testid="pages">
          <span className="unseen">{words.pages(formatCount(turns.number), formatCount(turns.of))}</span>
          {held ? <Icon name="paused" /> : <span data-testid="countdown">{formatCount(turns.left)}</span>}
          <span aria-hidden="true" className="wdots">
            {turns.of > MOST_DOTS
              ? `${formatCount(turns.number)}/${formatCount(turns.of)}`
              : Array.from({ length: turns.of }, (_, before) => before + 1).map((page) => (
                  <i key={page} data-current={page === turns.number || undefined} />
                ))}
          </span>
        </span>
      )}
    </header>
  );
}
