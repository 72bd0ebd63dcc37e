/** The alerts beside the floor: those that fire, those that may, and the last that were resolved. */
import { alertEpisode } from "@floorwalker/protocol";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { AlertItem } from "./alert-item.tsx";
import { alertsOf, sortedAlerts } from "./alert-line.ts";

const RESOLVED_SHOWN = 3;
const SHOWN = 6;

export function AlertsRail() {
  const { alerts, site } = useDesk();
  const now = useNow();
  const inGroups = isInGroups(useWho());
  if (site === null) return null;
  const isFiring = alerts.some(({ state }) => state === "firing");
  const shown = sortedAlerts(alerts, now)
    .filter(({ state }) => state !== "resolved")
    .slice(0, SHOWN);
  const resolved = alertsOf(alerts, "resolved", now).slice(0, RESOLVED_SHOWN);
  return (
    <section className="panel alerts-rail" aria-labelledby="alerts-title">
      <header>
        <h2 className="l grow" id="alerts-title">
          {words.alerts}
        </h2>
        <Link className="link s" href={pathOf({ page: "alerts", site: site.site })}>
          {words.alertsPage.all}
        </Link>
      </header>
      {!isFiring && (
        <p className="al none" data-testid="no-alerts">
          <span className="st onTarget">
            <Icon name="onTarget" />
            {words.alertsPage.none}
          </span>
        </p>
      )}
      {inGroups && <p className="body q s">{words.alertsPage.notOfAgents}</p>}
      <ul aria-live="polite" aria-relevant="additions" data-testid="alerts">
        {[...shown, ...resolved].map((alert) => (
          <AlertItem
            key={`${alert.id} ${alert.since}`}
            alert={alert}
            href={pathOf({ page: "alert", site: site.site, alert: alertEpisode(alert) })}
          />
        ))}
      </ul>
    </section>
  );
}
