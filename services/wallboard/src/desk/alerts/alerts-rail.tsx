/** The alerts beside the floor: those that fire, those that may, and the last that were resolved. */
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { AlertItem } from "./alert-item.tsx";
import { alertsOf } from "./alert-line.ts";

const RESOLVED_SHOWN = 3;
const SHOWN = 6;

export function AlertsRail() {
  const { alerts, site } = useDesk();
  if (site === null) return null;
  const page = pathOf({ page: "alerts", site: site.site });
  const firing = alertsOf(alerts, "firing");
  const shown = [...firing, ...alertsOf(alerts, "pending")].slice(0, SHOWN);
  const resolved = alertsOf(alerts, "resolved").slice(0, RESOLVED_SHOWN);
  return (
    <section className="panel alerts-rail" aria-labelledby="alerts-title">
      <header>
        <h2 className="l grow" id="alerts-title">
          {words.alerts}
        </h2>
        <Link className="link s" href={page}>
          {words.alertsPage.all}
        </Link>
      </header>
      {firing.length === 0 && (
        <p className="al none" data-testid="no-alerts">
          <span className="st onTarget">
            <Icon name="onTarget" />
            {words.alertsPage.none}
          </span>
        </p>
      )}
      <ul aria-live="polite" aria-relevant="additions" data-testid="alerts">
        {shown.map((alert) => (
          <AlertItem
            key={`${alert.id} ${alert.since}`}
            alert={alert}
            href={`${page}?alert=${encodeURIComponent(alert.id)}`}
          />
        ))}
        {resolved.map((alert) => (
          <AlertItem
            key={`${alert.id} ${alert.since}`}
            alert={alert}
            href={`${page}?alert=${encodeURIComponent(alert.id)}`}
          />
        ))}
      </ul>
    </section>
  );
}
