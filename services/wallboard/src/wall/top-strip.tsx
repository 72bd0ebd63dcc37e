/** On every page: where this is, what time it is there, whether the numbers still come and how old they are. */
import type { SiteRow, SourceRow } from "@floorwalker/protocol";
import { formatClock, formatTimeOfDay } from "../format/format-time.ts";
import { formatCount } from "../format/format-value.ts";
import type { Connection } from "../live/live-source.ts";
import type { Freshness } from "../model/freshness.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { TickingAge, WallClock } from "../ui/ticking.tsx";
import { useBoardTime } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { WideNarrow } from "./wide-narrow.tsx";

export interface TopStripProps {
  readonly sites: readonly SiteRow[];
  readonly site: SiteRow | null;
  readonly onSite: (site: string) => void;
  readonly connection: Connection;
  readonly asOf: number | null;
  readonly freshness: Freshness;
  readonly sources: readonly SourceRow[];
}

const CONNECTION_ICONS: Readonly<Record<Connection, IconName>> = {
  connecting: "reconnecting",
  live: "live",
  reconnecting: "reconnecting",
  offline: "offline",
};

export function TopStrip({ sites, site, onSite, connection, asOf, freshness, sources }: TopStripProps) {
  return (
    <header className="strip">
      <h1 className="strip-site">{site?.name ?? words.appName}</h1>
      {site?.demo === true && (
        <span className="mark" title={words.demoHint} data-testid="demo">
          {words.demo}
        </span>
      )}
      {sites.length > (site === null ? 0 : 1) && (
        <select
          className="strip-sites"
          aria-label={words.site}
          value={site?.site ?? ""}
          onChange={(event) => onSite(event.target.value)}
        >
          {site === null && <option value="">{words.chooseSite}</option>}
          {sites.map((each) => (
            <option key={each.site} value={each.site}>
              {each.name}
            </option>
          ))}
        </select>
      )}
      <span className="strip-trouble">
        {connection === "live" && <SilentSources sources={sources} />}
        {site?.catchingUp === true && (
          <span className="strip-item is-warning">
            <Icon name="late" />
            {words.catchingUp}
          </span>
        )}
      </span>
      <DataAge connection={connection} asOf={asOf} freshness={freshness} />
      <span
        className={`strip-item strip-connection ${connection === "live" ? "is-ok" : "is-warning"}`}
        role="status"
        aria-label={words.connectionLabel}
        data-testid="connection"
        data-state={connection}
      >
        <Icon name={CONNECTION_ICONS[connection]} />
        {words.connection[connection]}
      </span>
      <span className="strip-clock" title={words.localTime} data-testid="clock">
        <WallClock />
      </span>
    </header>
  );
}

function DataAge({ connection, asOf, freshness }: Pick<TopStripProps, "connection" | "asOf" | "freshness">) {
  const { zone, heldAt } = useBoardTime();
  const troubled = freshness !== "fresh" || connection !== "live";
  return (
    <span
      className={`strip-item strip-age ${troubled ? "is-warning" : "is-quiet"}`}
      data-testid="data-age"
      data-freshness={freshness}
    >
      {troubled && <Icon name={freshness === "stale" ? "stale" : "late"} />}
      {asOf === null ? (
        words.dataNone
      ) : freshness === "stale" ? (
        <WideNarrow
          wide={words.noDataSince(formatTimeOfDay(asOf, zone))}
          narrow={words.noDataShort(formatTimeOfDay(asOf, zone))}
        />
      ) : heldAt !== null ? (
        <WideNarrow
          wide={words.lastValues(formatClock(asOf, zone))}
          narrow={words.lastValuesShort(formatClock(asOf, zone))}
        />
      ) : (
        <WideNarrow
          wide={<TickingAge since={asOf} text={words.dataAge} />}
          narrow={<TickingAge since={asOf} text={words.dataAgeShort} />}
        />
      )}
    </span>
  );
}

/** The one silent longest by name, the others as a number. */
function SilentSources({ sources }: { readonly sources: readonly SourceRow[] }) {
  const { zone } = useBoardTime();
  const silent = sources.filter((source) => source.silentSince !== null).sort((a, b) => a.lastEventAt - b.lastEventAt);
  const first = silent[0];
  if (first === undefined) return null;
  return (
    <span className="strip-item is-warning" data-testid="silent-source">
      <Icon name="atRisk" />
      <WideNarrow
        wide={words.silentSource(first.source, formatTimeOfDay(first.lastEventAt, zone))}
        narrow={first.source}
      />
      {silent.length > 1 && ` ${words.silentMore(formatCount(silent.length - 1))}`}
    </span>
  );
}
