/** Every alert of the site: firing, somebody's, muted, pending, resolved; the one that is open beside them. */
import { type AlertRow, alertEpisode } from "@floorwalker/protocol";
import { useState } from "react";
import { formatCount } from "../../format/format-value.ts";
import { useWho } from "../../live/use-who.ts";
import { isInGroups } from "../../live/who.ts";
import { HANDLED_STATES } from "../../model/handled.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { queueHref } from "../queue-href.ts";
import { pathOf } from "../route.ts";
import { AlertDetail } from "./alert-detail.tsx";
import { AlertItem } from "./alert-item.tsx";
import { alertsOf, handledWord, sortedAlerts } from "./alert-line.ts";

export default function AlertsPage() {
  const desk = useDesk();
  const { alerts, site, url, route } = desk;
  const now = useNow();
  const inGroups = isInGroups(useWho());
  const episode = route.page === "alert" ? route.alert : null;
  const wanted = url.searchParams.get("alert");
  const isAsked = episode !== null || wanted !== null;
  const open = useOpened(isAsked ? null : sortedAlerts(alerts, now), alerts.find(isMeant(episode, wanted)) ?? null);
  return (
    <div className="page">
      <div className="head">
        <h1>{words.alerts}</h1>
        <span className="grow" />
        {site !== null && (
          <Link className="btn" href={pathOf({ page: "rules", site: site.site })}>
            {words.rules.try}
          </Link>
        )}
      </div>
      <div className="alerts-page">
        <div className="col gap">
          {HANDLED_STATES.map((state) => {
            const of = alertsOf(alerts, state, now);
            if (of.length === 0 && state !== "firing") return null;
            return (
              <section key={state} className="panel" aria-labelledby={`alerts-${state}`}>
                <header>
                  <h2 id={`alerts-${state}`}>{handledWord(state)}</h2>
                  <span className="tag">{formatCount(of.length)}</span>
                </header>
                <ul>
                  {of.map((alert) => (
                    <AlertItem
                      key={`${alert.id} ${alert.since}`}
                      alert={alert}
                      current={alert === open}
                      href={pathOf({ page: "alert", site: site?.site ?? alert.site, alert: alertEpisode(alert) })}
                    />
                  ))}
                </ul>
                {of.length === 0 && <p className="body q">{words.alertsPage.none}</p>}
                {state === "firing" && inGroups && (
                  <p className="body q s" data-testid="not-of-agents">
                    {words.alertsPage.notOfAgents}
                  </p>
                )}
              </section>
            );
          })}
        </div>
        {open !== null ? (
          <AlertDetail key={`${open.id} ${open.since}`} alert={open} href={placeOf(open, desk)} />
        ) : (
          <p className="panel body q" data-testid="no-such-alert">
            {isAsked ? words.acts.otherEpisode : words.alertsPage.select}
          </p>
        )}
      </div>
    </div>
  );
}

/** Where none is asked for, the first; it stays open although another becomes the first, or keys would reach an alert nobody looks at. */
function useOpened(sorted: readonly AlertRow[] | null, asked: AlertRow | null): AlertRow | null {
  const [kept, setKept] = useState<string | null>(null);
  const open = sorted === null ? asked : (sorted.find((alert) => alertEpisode(alert) === kept) ?? sorted[0] ?? null);
  const key = sorted === null || open === null ? null : alertEpisode(open);
  if (key !== kept) setKept(key);
  return open;
}

/** By the key of its episode, as messages and links have it; by its row where an older link names that. */
const isMeant =
  (episode: string | null, row: string | null) =>
  (alert: AlertRow): boolean =>
    episode === null ? alert.id === row : alertEpisode(alert) === episode;

/** Where to look further: its queue, or what is heard of the sources. */
function placeOf(alert: AlertRow, { queues, site }: ReturnType<typeof useDesk>): string {
  const row = queues.find(({ queue, channel }) => queue === alert.queue && (alert.channel ?? channel) === channel);
  if (row !== undefined) return queueHref(row, null);
  return pathOf({ page: alert.about === "source" ? "health" : "floor", site: site?.site ?? alert.site });
}
