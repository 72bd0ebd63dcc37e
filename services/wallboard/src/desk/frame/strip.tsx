/** Which site, what time it is there, and whether what is shown is true now. */
import { formatClock, formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import type { Connection } from "../../live/live-source.ts";
import { me } from "../../live/who.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { TickingAge, WallClock } from "../../ui/ticking.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { onSite, pathOf } from "../route.ts";
import type { Opened } from "./frame.tsx";

const CONNECTION_ICONS: Readonly<Record<Connection, IconName>> = {
  connecting: "reconnecting",
  live: "live",
  reconnecting: "reconnecting",
  offline: "offline",
};

export function Strip({ open }: { readonly open: (what: Opened) => void }) {
  const { site, sites, route, url, sources, connection } = useDesk();
  const go = (wanted: string): void =>
    navigate(withParams(new URL(pathOf(onSite(route, wanted)), url), { w: url.searchParams.get("w") }));
  const heard = sources.filter(({ silentSince }) => silentSince === null).length;
  return (
    <header className="strip">
      {sites.length > 1 ? (
        <select
          className="site"
          aria-label={words.site}
          value={site?.site ?? ""}
          onChange={(event) => go(event.target.value)}
        >
          {site === null && <option value="">{words.chooseSite}</option>}
          {sites.map((each) => (
            <option key={each.site} value={each.site}>
              {each.name}
            </option>
          ))}
        </select>
      ) : (
        <span className="site cut">{site?.name ?? words.appName}</span>
      )}
      {site?.demo === true && (
        <span className="tag demo" title={words.demoHint} data-testid="demo">
          {words.demo}
        </span>
      )}
      <span className="grow" />
      <button type="button" className="search" onClick={() => open("palette")}>
        <Icon name="search" />
        <span className="grow">{words.search}</span>
        <kbd>/</kbd>
      </button>
      <span className="truth">
        <span
          className={`st ${connection === "live" ? "onTarget" : "below"}`}
          role="status"
          aria-label={words.connectionLabel}
          data-testid="connection"
          data-state={connection}
        >
          <Icon name={CONNECTION_ICONS[connection]} />
          {words.connection[connection]}
        </span>
        <DataAge />
        {site !== null && sources.length > 0 && (
          <Link className="sources" href={pathOf({ page: "health", site: site.site })}>
            {words.sources(formatCount(heard), formatCount(sources.length))}
          </Link>
        )}
      </span>
      <span className="clock" title={words.localTime} data-testid="clock">
        <WallClock />
      </span>
      <Who open={open} />
    </header>
  );
}

function DataAge() {
  const { asOf, freshness, connection, zone, heldAt } = useDesk();
  const troubled = freshness === "late" || freshness === "stale" || connection !== "live";
  return (
    <span className={troubled ? "c-watch" : undefined} data-testid="data-age" data-freshness={freshness}>
      {asOf === null ? (
        words.dataNone
      ) : freshness === "stale" ? (
        words.noDataSince(formatTimeOfDay(asOf, zone))
      ) : heldAt !== null ? (
        words.lastValuesShort(formatClock(asOf, zone))
      ) : (
        <TickingAge since={asOf} text={words.dataAge} />
      )}
    </span>
  );
}

/** Whose page this is, by his initials; of an open gateway, that it is. */
function Who({ open }: { readonly open: (what: Opened) => void }) {
  const who = me();
  if (who === null) return null;
  const { account } = words.access;
  return (
    <button
      type="button"
      className={who.open ? "who tag" : "who av"}
      aria-haspopup="dialog"
      aria-label={who.open ? account.open : `${initials(who.name)}, ${account.title}: ${who.name}`}
      title={who.open ? account.openHint : who.name}
      data-testid="who"
      onClick={() => open("account")}
    >
      {who.open ? account.openShort : initials(who.name)}
    </button>
  );
}

/** At most two letters; of a name without spaces, as Chinese ones are, its first. */
const initials = (name: string): string =>
  name
    .split(/[\s._-]+/u)
    .filter((part) => part !== "")
    .slice(0, 2)
    .map((part) => (/^./u.exec(part)?.[0] ?? "").toUpperCase())
    .join("");
