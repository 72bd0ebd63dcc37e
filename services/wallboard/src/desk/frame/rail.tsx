/** The pages, each a picture over its word; on a phone the first few lie along the lower edge. */
import { Fragment } from "react";
import { formatCount } from "../../format/format-value.ts";
import { administers, looksAfterScreens, me } from "../../live/who.ts";
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf, RAIL_PAGES, type RailPage } from "../route.ts";
import type { Opened } from "./frame.tsx";

export function Rail({ open }: { readonly open: (what: Opened) => void }) {
  const { site, route, alerts } = useDesk();
  const who = me();
  const firing = alerts.filter(({ state, severity }) => state === "firing" && severity === "critical").length;
  const shown =
    RAIL_PAGES.find((page) => page === route.page) ??
    {
      report: "history",
      rules: "alerts",
      rule: "alerts",
      agent: "agents",
      anyHealth: "health",
      region: "region",
      reason: "region",
      screen: "screens",
      alert: "alerts",
      screens: "screens",
      pair: "screens",
      boards: "screens",
      boardEditor: "screens",
      admin: "admin",
    }[route.page as string] ??
    "floor";
  return (
    <nav className="rail" aria-label={words.nav.label}>
      <span className="logo" aria-hidden="true">
        <Icon name="logo" />
      </span>
      {RAIL_PAGES.map((page: RailPage) => (
        <Fragment key={page}>
          {page === "health" && site?.region != null && (
            <Link
              href={pathOf({ page: "region", region: site.region })}
              data-page="region"
              aria-current={shown === "region" ? "page" : undefined}
            >
              <Icon name="region" />
              <span>{words.regionPage.region}</span>
            </Link>
          )}
          <Link
            href={site === null ? "/" : pathOf({ page, site: site.site })}
            data-page={page}
            aria-current={page === shown ? "page" : undefined}
          >
            <Icon name={page} />
            <span>{words.nav[page]}</span>
            {page === "alerts" && firing > 0 && (
              <span className="n">
                {formatCount(firing)} <span className="unseen">{words.alertsPage.firing}</span>
              </span>
            )}
          </Link>
        </Fragment>
      ))}
      {who !== null && looksAfterScreens(who) && (
        <Link
          href={pathOf({ page: "screens" })}
          data-page="screens"
          aria-current={shown === "screens" ? "page" : undefined}
        >
          <Icon name="screens" />
          <span>{words.screens.page.title}</span>
        </Link>
      )}
      {who !== null && administers(who) && (
        <Link
          href={pathOf({ page: "admin", part: "users" })}
          data-page="admin"
          aria-current={route.page === "admin" ? "page" : undefined}
        >
          <Icon name="access" />
          <span>{words.access.admin.title}</span>
        </Link>
      )}
      <button type="button" className="rail-search" onClick={() => open("palette")}>
        <Icon name="search" />
        <span>{words.searchShort}</span>
      </button>
      <button type="button" data-page="settings" onClick={() => open("settings")}>
        <Icon name="settings" />
        <span>{words.nav.settings}</span>
      </button>
    </nav>
  );
}
