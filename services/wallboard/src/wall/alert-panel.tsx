/** What needs a person now. Announced politely when it comes; a resolved alert stays for a minute and fades. */
import { memo } from "react";
import { formatTimeOfDay } from "../format/format-time.ts";
import { formatByUnit, formatCount, formatLimit } from "../format/format-value.ts";
import type { AlertItem, KpiAlertItem } from "../model/alert-items.ts";
import { Icon } from "../ui/icon.tsx";
import { TickingWait } from "../ui/ticking.tsx";
import { useBoardTime } from "../ui/time-context.ts";
import { nameIn, words } from "../words/words.ts";
import { WideNarrow } from "./wide-narrow.tsx";

export function AlertPanel({ items }: { readonly items: readonly AlertItem[] }) {
  const firing = items.filter((item) => item.state === "firing").length;
  return (
    <section className="alerts" aria-labelledby="alerts-title" data-items={items.length || undefined}>
      <h2 id="alerts-title" className="alerts-title">
        {words.alerts}
        {firing > 0 && <span className="alerts-count">{firing}</span>}
      </h2>
      {items.length === 0 && (
        <p className="alerts-none" data-testid="no-alerts">
          <Icon name="onTarget" />
          {words.noAlerts}
        </p>
      )}
      <ul className="alerts-list" aria-live="polite" aria-relevant="additions" data-testid="alerts">
        {items.map((item) => (
          <Alert key={`${item.id} ${item.since}`} item={item} />
        ))}
      </ul>
      {items.length > 1 && <p className="alerts-more">{words.moreAlerts(formatCount(items.length - 1))}</p>}
    </section>
  );
}

const Alert = memo(function Alert({ item }: { readonly item: AlertItem }) {
  const { zone } = useBoardTime();
  const { severity, state } = item;
  const time = formatTimeOfDay(state === "resolved" ? item.at : item.since, zone);
  return (
    <li className="alert card" data-testid="alert" data-rule={item.rule} data-state={state} data-severity={severity}>
      <p className="alert-severity">
        <Icon name={state === "resolved" ? "onTarget" : severity === "critical" ? "breach" : "atRisk"} />
        {state === "resolved" ? words.resolved : words.severity[severity]}
      </p>
      <p className="alert-who">
        <WideNarrow wide={who(item)} narrow={whoShort(item)} />
      </p>
      {item.about === "kpi" ? (
        <KpiFacts item={item} />
      ) : (
        <p className="alert-what">
          <span className="label">{what(item, zone)}</span>
        </p>
      )}
      {item.owner !== null && (
        <p className="alert-owner label" data-testid="alert-owner">
          {words.owner(item.owner)}
        </p>
      )}
      <p className="alert-since label">
        <Icon name="late" />
        <WideNarrow wide={(state === "resolved" ? words.resolvedAt : words.since)(time)} narrow={time} />
        {state === "firing" && (
          <span className="alert-lasting" aria-hidden="true">
            <TickingWait since={item.since} />
          </span>
        )}
      </p>
    </li>
  );
});

function KpiFacts({ item }: { readonly item: KpiAlertItem }) {
  const { unit, limit, value } = item;
  const kpi = nameIn(words.kpis, item.kpi);
  const window = nameIn(words.windows, item.window);
  const limitText = formatLimit(limit, unit);
  return (
    <p className="alert-what">
      <span className="label alert-kpi">
        <WideNarrow
          wide={words.windowSuffix(kpi, window)}
          narrow={words.windowSuffix(nameIn(words.kpisShort, item.kpi), window)}
        />
      </span>
      <span className="alert-value" data-testid="alert-value">
        {formatByUnit(value, unit, limit)}
      </span>
      <span className="label">
        {item.direction === "below" ? (
          <WideNarrow wide={words.below(limitText)} narrow={words.belowShort(limitText)} />
        ) : (
          <WideNarrow wide={words.above(limitText)} narrow={words.aboveShort(limitText)} />
        )}
      </span>
    </p>
  );
}

function what(item: Exclude<AlertItem, KpiAlertItem>, zone: string): string {
  switch (item.about) {
    case "source":
      return words.noDataSince(formatTimeOfDay(item.lastEventAt, zone));
    case "agent":
      return words.inStateSince[item.agentState](formatTimeOfDay(item.inStateSince, zone));
    case "contact":
      return words.contactTrouble[item.when](item.contact, formatTimeOfDay(item.happenedAt, zone));
  }
}

function whoShort(item: AlertItem): string {
  switch (item.about) {
    case "source":
      return item.source;
    case "agent":
      return item.name;
    case "contact":
    case "kpi":
      return item.queueTitle ?? words.wholeSite;
  }
}

function who(item: AlertItem): string {
  if (item.about !== "kpi" || item.queueTitle === null || item.channel === null) return whoShort(item);
  return words.queueOnChannel(item.queueTitle, nameIn(words.channels, item.channel));
}
