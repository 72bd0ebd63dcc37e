/** What is wrong with the numbers as a whole, in one line each, above every page. */
import { formatClock, formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import { useWho } from "../../live/use-who.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";

export function Banners() {
  const { connection, lostAt, asOf, site, sources, zone } = useDesk();
  const silent = sources
    .filter(({ silentSince }) => silentSince !== null)
    .sort((a, b) => a.lastEventAt - b.lastEventAt);
  const first = silent[0];
  const lost = connection !== "live" && lostAt !== null;
  const who = useWho();
  return (
    <div className="banners" aria-live="polite">
      {lost && (
        <p className="banner">
          <Icon name={connection === "offline" ? "offline" : "reconnecting"} />
          <b>{words.connection[connection]}</b>
          <span className="q">{words.banner.lost(formatClock(asOf ?? lostAt, zone))}</span>
        </p>
      )}
      {!lost && first !== undefined && (
        <p className="banner" data-testid="silent-source">
          <Icon name="stale" />
          <b>{words.banner.silent(first.source, formatTimeOfDay(first.lastEventAt, zone))}</b>
          <span className="q grow">
            {silent.length > 1 && `${words.silentMore(formatCount(silent.length - 1))} · `}
            {words.banner.silentMore}
          </span>
          <Link className="btn" href={pathOf({ page: "health", site: first.site })}>
            {words.banner.health}
          </Link>
        </p>
      )}
      {!lost && who === null && (
        <p className="banner" data-testid="who-unknown">
          <Icon name="reconnecting" />
          <b>{words.banner.whoUnknown}</b>
          <span className="q">{words.banner.whoUnknownMore}</span>
        </p>
      )}
      {!lost && site?.catchingUp === true && (
        <p className="banner">
          <Icon name="late" />
          <b>{words.catchingUp}</b>
          <span className="q">{words.banner.catchingUp}</span>
        </p>
      )}
    </div>
  );
}
