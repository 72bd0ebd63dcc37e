/** What needs a person now. Announced politely when it comes; a resolved alert stays for a minute and fades. */
import { memo } from "react";
import { formatTimeOfDay } from "../format/format-time.ts";
import { formatByUnit, formatShare } from "../format/format-value.ts";
import type { AlertItem, KpiAlertItem } from "../model/alert-items.ts";
import { strings } from "../strings.ts";
import { Icon } from "./icon.tsx";
import { TickingWait } from "./ticking.tsx";
import { useBoardTime } from "./time-context.ts";
import { WideNarrow } from "./wide-narrow.tsx";

export function AlertPanel({ items }: { readonly items: readonly AlertItem[] }) {
  const firing = items.filter((item) => item.state === "firing").length;
  return (
    <section className="alerts" aria-labelledby="alerts-title" data-items={items.length || undefined}>
      <h2 id="alerts-title" className="alerts-title">
        {strings.alerts}
        {firing > 0 && <span className="alerts-count">{firing}</span>}
      </h2>
      {items.length === 0 && (
        <p className="alerts-none" data-testid="no-alerts">
          <Icon name="onTarget" />
          {strings.noAlerts}
        </p>
      )}
      <ul className="alerts-list" aria-live="polite" aria-relevant="additions" data-testid="alerts">
        {items.map((item) => (
          <Alert key={`${item.id} ${item.since}`} item={item} />
        ))}
      </ul>
      {items.length > 1 && <p className="alerts-more">{strings.moreAlerts(items.length - 1)}</p>}
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
        {state === "resolved" ? strings.resolved : strings.severity[severity]}
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
          {strings.owner(item.owner)}
        </p>
      )}
      <p className="alert-since label">
        <Icon name="late" />
        <WideNarrow wide={(state === "resolved" ? strings.resolvedAt : strings.since)(time)} narrow={time} />
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
  const kpi = strings.kpis[item.kpi] ?? item.kpi;
  const window = strings.windows[item.window] ?? item.window;
  const limitText = unit === "ratio" ? formatShare(limit) : formatByUnit(limit, unit);
  return (
    <p className="alert-what">
      <span className="label alert-kpi">
        <WideNarrow
          wide={strings.windowSuffix(kpi, window)}
          narrow={strings.windowSuffix(strings.kpisShort[item.kpi] ?? kpi, window)}
        />
      </span>
      <span className="alert-value" data-testid="alert-value">
        {formatByUnit(value, unit, limit)}
      </span>
      <span className="label">
        {item.direction === "below" ? (
          <WideNarrow wide={strings.below(limitText)} narrow={strings.belowShort(limitText)} />
        ) : (
          <WideNarrow wide={strings.above(limitText)} narrow={strings.aboveShort(limitText)} />
        )}
      </span>
    </p>
  );
}

function what(item: Exclude<AlertItem, KpiAlertItem>, zone: string): string {
  switch (item.about) {
    case "source":
      return strings.noDataSince(formatTimeOfDay(item.lastEventAt, zone));
    case "agent":
      return strings.inStateSince[item.agentState](formatTimeOfDay(item.inStateSince, zone));
    case "contact":
      return strings.contactTrouble[item.when](item.contact, formatTimeOfDay(item.happenedAt, zone));
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
      return item.queueTitle ?? strings.wholeSite;
  }
}

function who(item: AlertItem): string {
  if (item.about !== "kpi" || item.queueTitle === null || item.channel === null) return whoShort(item);
  return strings.queueOnChannel(item.queueTitle, strings.channels[item.channel] ?? item.channel);
}
