/** On every page: where this is, what time it is there, whether the numbers still come and how old they are. */
import type { SiteRow, SourceRow } from "@floorwalker/protocol";
import { formatClock, formatTimeOfDay } from "../format/format-time.ts";
import type { Connection } from "../live/live-source.ts";
import type { Freshness } from "../model/freshness.ts";
import { strings } from "../strings.ts";
import { Icon, type IconName } from "./icon.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { TickingAge, WallClock } from "./ticking.tsx";
import { useBoardTime } from "./time-context.ts";
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
      <h1 className="strip-site">{site?.name ?? strings.appName}</h1>
      {site?.demo === true && (
        <span className="mark" title={strings.demoHint} data-testid="demo">
          {strings.demo}
        </span>
      )}
      {sites.length > (site === null ? 0 : 1) && (
        <select
          className="strip-sites"
          aria-label={strings.site}
          value={site?.site ?? ""}
          onChange={(event) => onSite(event.target.value)}
        >
          {site === null && <option value="">{strings.chooseSite}</option>}
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
            {strings.catchingUp}
          </span>
        )}
      </span>
      <DataAge connection={connection} asOf={asOf} freshness={freshness} />
      <span
        className={`strip-item strip-connection ${connection === "live" ? "is-ok" : "is-warning"}`}
        role="status"
        aria-label={strings.connectionLabel}
        data-testid="connection"
        data-state={connection}
      >
        <Icon name={CONNECTION_ICONS[connection]} />
        {strings.connection[connection]}
      </span>
      <span className="strip-clock" title={strings.localTime} data-testid="clock">
        <WallClock />
      </span>
      <ThemeToggle />
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
        strings.dataNone
      ) : freshness === "stale" ? (
        <WideNarrow
          wide={strings.noDataSince(formatTimeOfDay(asOf, zone))}
          narrow={strings.noDataShort(formatTimeOfDay(asOf, zone))}
        />
      ) : heldAt !== null ? (
        <WideNarrow
          wide={strings.lastValues(formatClock(asOf, zone))}
          narrow={strings.lastValuesShort(formatClock(asOf, zone))}
        />
      ) : (
        <WideNarrow
          wide={<TickingAge since={asOf} text={strings.dataAge} />}
          narrow={<TickingAge since={asOf} text={strings.dataAgeShort} />}
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
        wide={strings.silentSource(first.source, formatTimeOfDay(first.lastEventAt, zone))}
        narrow={strings.silentSourceShort(first.source)}
      />
      {silent.length > 1 && ` ${strings.silentMore(silent.length - 1)}`}
    </span>
  );
}
