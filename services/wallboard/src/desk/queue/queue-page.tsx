/** One queue: its numbers, its day, who waits, who serves it, what may still be missed, and how its level is reckoned. */
import { alertEpisode } from "@floorwalker/protocol";
import { useEffect } from "react";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath, planOf } from "../../answers/planning.ts";
import { TRENDS_EVERY_MS, type TrendsAnswer, trendsPath } from "../../answers/trends.ts";
import { useAnswer } from "../../live/use-answer.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { QueueStateWord } from "../../ui/state-word.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { AlertItem } from "../alerts/alert-item.tsx";
import { sortedAlerts } from "../alerts/alert-line.ts";
import { useDesk } from "../desk-context.ts";
import { QueuePanels } from "../floor/queue-panels.tsx";
import { WindowChoice } from "../floor/window-choice.tsx";
import { Link } from "../link.tsx";
import { pathOf, type QueuePart } from "../route.ts";
import { useLines } from "../use-lines.ts";
import { Budget } from "./budget.tsx";
import { DayChart } from "./day-chart.tsx";
import { Explain } from "./explain.tsx";
import { Forecast } from "./forecast.tsx";
import { Passport } from "./passport.tsx";
import { QueueAgents } from "./queue-agents.tsx";
import { QueueTiles } from "./queue-tiles.tsx";
import { WaitingNow } from "./waiting-now.tsx";

export default function QueuePage() {
  const { route, url, site } = useDesk();
  const { lines } = useLines();
  const part = route.page === "waiting" || route.page === "forecast" ? route.page : null;
  if (route.page !== "queue" && route.page !== "explain" && part === null) return null;
  const { queue } = route as Extract<typeof route, { readonly queue: string }>;
  const channel = url.searchParams.get("ch");
  const found = lines.filter(({ row }) => row.queue === queue && (channel === null || row.channel === channel));
  const [line] = found;
  if (line === undefined) return site === null ? null : <p className="page q">{words.queuePage.noSuchQueue(queue)}</p>;
  if (found.length > 1) return <Channels queue={queue} lines={found} />;
  return (
    <>
      <Queue line={line} part={part} />
      {route.page === "explain" && <Explain row={line.row} kpi={route.kpi} />}
    </>
  );
}

/** A queue that is on several channels is several: none of them is taken for the others. */
function Channels({ queue, lines }: { readonly queue: string; readonly lines: readonly QueueLine[] }) {
  const { site, window } = useDesk();
  const plans = useAnswer<PlanningAnswer>(site && planningPath(site.site, queue), PLANNING_EVERY_MS).value;
  const trends = useAnswer<TrendsAnswer>(site && trendsPath(site.site, window), TRENDS_EVERY_MS).value;
  return (
    <div className="page" data-testid="queue-channels">
      <div className="head">
        <h1>{words.queueMore.channels(queue)}</h1>
        <span className="s q">{words.queueMore.channelsHint}</span>
      </div>
      <QueuePanels lines={lines} plans={plans} trends={trends} />
    </div>
  );
}

function Queue({ line, part }: { readonly line: QueueLine; readonly part: QueuePart | null }) {
  const { alerts, site } = useDesk();
  const { row, state, value } = line;
  const plans = useAnswer<PlanningAnswer>(planningPath(row.site, row.queue), PLANNING_EVERY_MS).value;
  const plan = planOf(plans, row.queue, row.channel);
  // Where the address names a part of the page one is led there, as soon as it is there.
  const isThere = part === "waiting" || plan !== null;
  useEffect(() => {
    if (part !== null && isThere) document.getElementById(`part-${part}`)?.focus();
  }, [part, isThere]);
  const about = sortedAlerts(alerts, useNow()).filter(
    (alert) =>
      alert.queue === row.queue && (alert.channel ?? row.channel) === row.channel && alert.state !== "resolved",
  );
  return (
    <div className="page" data-testid="queue-page" data-state={state} data-row-of={row.id}>
      <div className="head">
        <Link className="link" href={pathOf({ page: "floor", site: row.site })}>
          {words.nav.floor}
        </Link>
        <Icon name={channelIcon(row.channel)} />
        <h1>{row.title}</h1>
        <span className="unseen">{nameIn(words.channels, row.channel)}</span>
        <QueueStateWord line={line} />
        <span className="grow" />
        <WindowChoice />
      </div>
      <QueueTiles line={line} plan={plan} />
      <div className="beside-queue">
        <div className="col panels">
          <DayChart line={line} plan={plan} />
          {part === "forecast" && plan !== null && <Forecast row={row} plan={plan} />}
          <div className="columns">
            <Budget row={row} />
            <Passport row={row} value={value} upTo={site?.watermark ?? null} />
          </div>
        </div>
        <div className="col panels">
          {about.length > 0 && (
            <section className="panel" aria-labelledby="queue-alerts" data-alert-detail>
              <header>
                <h2 id="queue-alerts">{words.alerts}</h2>
              </header>
              <ul>
                {about.map((alert) => (
                  <AlertItem
                    key={alert.id}
                    alert={alert}
                    href={pathOf({ page: "alert", site: row.site, alert: alertEpisode(alert) })}
                  />
                ))}
              </ul>
            </section>
          )}
          <WaitingNow row={row} />
          {plan?.staff != null && <QueueAgents row={row} staff={plan.staff} />}
        </div>
      </div>
    </div>
  );
}
