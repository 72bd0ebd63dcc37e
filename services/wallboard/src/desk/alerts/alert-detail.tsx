/** One alert, open: what is wrong in a sentence, what can be done, what has happened, how it was before, and the rule. */
import type { AlertRow, BudgetAlertRow } from "@floorwalker/protocol";
import { formatClock, formatMoment, formatTimeOfDay } from "../../format/format-time.ts";
import { formatByUnit, formatCount, formatDuration, formatLimit, formatSpan } from "../../format/format-value.ts";
import { alertNumber, isBack } from "../../model/alert-number.ts";
import { ruleOfAlert, ruleParams } from "../../model/asked-rule.ts";
import { isMuted, pastOf } from "../../model/handled.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, numberName, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import { useActing } from "./acting.tsx";
import { AlertActs } from "./alert-acts.tsx";
import { AlertOwner } from "./alert-item.tsx";
import { alertLine, ORIGINS, worstWord } from "./alert-line.ts";
import { AlertState } from "./alert-state.tsx";
import { AlertTrend, hasTrend } from "./alert-trend.tsx";
import { AroundIt } from "./around-it.tsx";
import { ExternalFacts } from "./external-facts.tsx";
import { timelineOf } from "./timeline.ts";

export function AlertDetail({ alert, href }: { readonly alert: AlertRow; readonly href: string }) {
  const { queues, zone } = useDesk();
  const now = useNow();
  const { whyNot } = useActing();
  const { who } = alertLine(alert, queues, zone);
  const { acts, alertsPage } = words;
  const row = queues.find(({ queue, channel }) => queue === alert.queue && (alert.channel ?? channel) === channel);
  return (
    <section className="panel alert-detail" aria-labelledby="alert-open" data-alert data-alert-detail>
      <header className="wrap">
        {alert.channel !== null && <Icon name={channelIcon(alert.channel)} />}
        <h2 id="alert-open" className="l" tabIndex={-1}>
          {who}
        </h2>
        <AlertState alert={alert} />
        <span className="grow" />
        <AlertActs alert={alert} what={who} short={false} />
      </header>
      <div className="body col gap">
        <p className="l">
          <Sentence alert={alert} />
        </p>
        <p className="row wrap">
          {alert.state === "firing" && <AlertOwner alert={alert} />}
          {alert.state !== "resolved" && isMuted(alert, now) && (
            <span className="s q">
              {acts.mutedBy(formatMoment(alert.snoozedUntil!, now, zone), alert.snoozedBy ?? words.noValue)}
            </span>
          )}
          {(alert.about !== "external" || alert.queue !== null) && (
            <Link className="link s" href={href}>
              {alert.about === "source" ? words.nav.health : alertsPage.openQueue}
            </Link>
          )}
        </p>
        {alert.about === "external" && <ExternalFacts alert={alert} />}
        {whyNot === "role" && (
          <p className="note" data-testid="why-not">
            {acts.needsRole}
          </p>
        )}
        {whyNot === "unknown" && (
          <p className="note" data-testid="why-not">
            {words.banner.whoUnknown} · {words.banner.whoUnknownMore}
          </p>
        )}
        <div className="alert-parts">
          <div className="col gap">
            {row !== undefined && alert.state !== "resolved" && <AroundIt row={row} />}
            <h3>{acts.timeline}</h3>
            <ol className="timeline" data-testid="timeline">
              {timelineOf(alert).map(({ at, icon, text }) => (
                <li key={`${at} ${text}`}>
                  <time dateTime={new Date(at).toISOString()}>{formatClock(at, zone)}</time>
                  <Icon name={icon} />
                  <span>{text}</span>
                </li>
              ))}
            </ol>
            <Past alert={alert} />
          </div>
          <div className="col gap">
            {row !== undefined && alert.about === "kpi" && hasTrend(alert) && <AlertTrend alert={alert} row={row} />}
            <h3>
              {alertsPage.rule} <span className="tag">{alert.rule}</span> <Rehearse alert={alert} />
            </h3>
            <Rule alert={alert} />
          </div>
        </div>
      </div>
    </section>
  );
}

function Sentence({ alert }: { readonly alert: AlertRow }) {
  const { queues, zone } = useDesk();
  const now = useNow();
  const { alertsPage, acts } = words;
  const { state, since, at } = alert;
  const lasted = formatDuration(((state === "resolved" ? at : now) - since) / 1000);
  if (state === "resolved") {
    const worst = worstWord(alert, alert.worst);
    return (
      alertsPage.resolvedAt(formatMoment(at, now, zone), lasted) + (worst === null ? "" : ` · ${acts.worstOf(worst)}`)
    );
  }
  if (alert.about !== "kpi" && alert.about !== "budget") return alertLine(alert, queues, zone).what;
  const number = alertNumber(alert);
  const { kpi, window, value, unit, limit, clear, direction } = number;
  const sentence = isBack(number) ? alertsPage.sentenceBack : alertsPage.sentence;
  const side = direction === "below" ? alertsPage.belowWord : alertsPage.aboveWord;
  const said = formatByUnit(value, unit, limit);
  const over = nameIn(words.windows, window);
  return (
    <>
      {sentence(numberName(kpi), over, said, formatLimit(limit, unit), side, lasted)}
      <span className="q"> · {alertsPage.clears(formatLimit(clear, unit))}</span>
      {alert.about === "budget" && <BudgetFacts alert={alert} />}
    </>
  );
}

/** What is left of the day's budget, and until when. */
function BudgetFacts({ alert }: { readonly alert: BudgetAlertRow }) {
  const { zone } = useDesk();
  const { goalsPage, queuePage } = words;
  const { missesLeft, needed, coming, outOfReach, noReturnAt } = alert;
  const facts = [
    ...(missesLeft === null ? [] : [`${goalsPage.missesLeft}: ${formatCount(missesLeft)}`]),
    ...(needed === null || coming === null || coming === 0
      ? []
      : [queuePage.needed(formatCount(needed), formatCount(coming))]),
    ...(outOfReach ? [queuePage.outOfReach] : []),
    ...(noReturnAt === null ? [] : [queuePage.noReturn(formatTimeOfDay(noReturnAt, zone))]),
  ];
  return facts.map((fact) => (
    <span key={fact} className="q" data-testid="budget-fact">
      {` · ${fact}`}
    </span>
  ));
}

function Past({ alert }: { readonly alert: AlertRow }) {
  const { zone } = useDesk();
  const now = useNow();
  const { acts } = words;
  const past = pastOf(alert);
  return (
    <>
      <h3>{acts.earlier}</h3>
      {past.length === 0 ? (
        <p className="s q">{acts.none}</p>
      ) : (
        <div className="scroll">
          <table className="plain-table" data-testid="past">
            <thead>
              <tr>
                <th scope="col">{acts.fired}</th>
                <th scope="col" className="num">
                  {acts.lasted}
                </th>
                <th scope="col" className="num">
                  {acts.worst}
                </th>
                <th scope="col">{acts.owner}</th>
              </tr>
            </thead>
            <tbody>
              {past.map(({ since, at, worst, owner }) => (
                <tr key={since}>
                  <td>{words.rangeOf(formatMoment(since, now, zone), formatMoment(at, now, zone))}</td>
                  <td className="num">{formatDuration((at - since) / 1000)}</td>
                  <td className="num">{worstWord(alert, worst) ?? words.noValue}</td>
                  <td>{owner ?? words.noOwner}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** The same rule, to be tried with another limit or another time. */
function Rehearse({ alert }: { readonly alert: AlertRow }) {
  const rule = ruleOfAlert(alert);
  if (rule === null) return null;
  const said = Object.entries(ruleParams(rule)).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return (
    <Link
      className="link in-text s"
      href={`${pathOf({ page: "rules", site: alert.site })}?${new URLSearchParams(said)}`}
    >
      {words.rules.rehearse}
    </Link>
  );
}

function Rule({ alert }: { readonly alert: AlertRow }) {
  const { alertsPage, acts } = words;
  const number = alert.about === "kpi" || alert.about === "budget" ? alertNumber(alert) : null;
  return (
    <dl className="kv">
      {(alert.about === "kpi" || alert.about === "budget") && number !== null && (
        <>
          <dt>{words.windowSuffix(numberName(number.kpi), nameIn(words.windows, number.window))}</dt>
          <dd>
            {(number.direction === "below" ? words.belowShort : words.aboveShort)(
              formatLimit(number.limit, number.unit),
            )}
          </dd>
          <dt>{alertsPage.clear}</dt>
          <dd>{formatLimit(number.clear, number.unit)}</dd>
          {alert.minimumSample > 0 && (
            <>
              <dt>{acts.counted}</dt>
              <dd>{acts.ofAtLeast(formatCount(alert.sample), formatCount(alert.minimumSample))}</dd>
            </>
          )}
        </>
      )}
      {alert.holdForSeconds > 0 && (
        <>
          <dt>{alertsPage.holdFor}</dt>
          <dd>{formatSpan(alert.holdForSeconds)}</dd>
        </>
      )}
      <dt>{acts.madeBy}</dt>
      <dd>
        {alert.about === "external"
          ? alertsPage.toldBy(ORIGINS[alert.origin])
          : alert.default
            ? alertsPage.default
            : alertsPage.written}
      </dd>
    </dl>
  );
}
