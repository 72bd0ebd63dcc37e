/** Every alert of the site that the program tells of: firing, pending, resolved. */
import { formatCount } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { queueHref } from "../queue-href.ts";
import { pathOf } from "../route.ts";
import { AlertItem } from "./alert-item.tsx";
import { alertsOf } from "./alert-line.ts";

export default function AlertsPage() {
  const { alerts, queues, site, url } = useDesk();
  const chosen = url.searchParams.get("alert");
  return (
    <div className="page">
      <h1>{words.alerts}</h1>
      <div className="columns">
        {(["firing", "pending", "resolved"] as const).map((state) => {
          const of = alertsOf(alerts, state);
          return (
            <section key={state} className="panel" aria-labelledby={`alerts-${state}`}>
              <header>
                <h2 id={`alerts-${state}`}>{words.alertsPage[state]}</h2>
                <span className="tag">{formatCount(of.length)}</span>
              </header>
              <ul>
                {of.map((alert) => {
                  const row = queues.find(
                    ({ queue, channel }) => queue === alert.queue && (alert.channel ?? channel) === channel,
                  );
                  const elsewhere = pathOf({
                    page: alert.about === "source" ? "health" : "floor",
                    site: site?.site ?? alert.site,
                  });
                  return (
                    <AlertItem
                      key={`${alert.id} ${alert.since}`}
                      alert={alert}
                      current={alert.id === chosen}
                      href={row === undefined ? elsewhere : queueHref(row, null)}
                    />
                  );
                })}
              </ul>
              {of.length === 0 && (
                <p className="body q">{state === "firing" ? words.alertsPage.none : words.noAlerts}</p>
              )}
            </section>
          );
        })}
      </div>
    </div>
  );
}
