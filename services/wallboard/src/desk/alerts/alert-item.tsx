/** One alert: how bad, of what, since when, value against limit. */
import type { AlertRow } from "@floorwalker/protocol";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatDuration } from "../../format/format-value.ts";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { alertLine } from "./alert-line.ts";

export function AlertItem({
  alert,
  href,
  current = false,
}: {
  readonly alert: AlertRow;
  readonly href: string;
  readonly current?: boolean;
}) {
  const { queues, zone } = useDesk();
  const { state, severity, since, at, rule, holdForSeconds } = alert;
  const { who, what, clears } = alertLine(alert, queues, zone);
  const word =
    state === "firing" ? words.severity[severity] : state === "pending" ? words.alertsPage.pending : words.resolved;
  const tone =
    state === "firing" ? (severity === "critical" ? "breach" : "below") : state === "pending" ? "noData" : "onTarget";
  return (
    <li
      className={`al ${state === "firing" && severity === "critical" ? "firing" : ""}`}
      data-testid="alert"
      data-rule={rule}
      data-state={state}
      data-severity={severity}
    >
      <Link href={href} data-row aria-current={current ? "true" : undefined} className="col">
        <span className="row between">
          <span className={`st ${tone}`}>
            <Icon name={state === "pending" ? "pending" : tone === "below" ? "atRisk" : tone} />
            {word}
          </span>
          <span className="xs q nw">
            {state === "resolved" ? (
              words.alertsPage.resolvedAt(formatTimeOfDay(at, zone), formatDuration((at - since) / 1000))
            ) : state === "pending" ? (
              <Held since={since} of={holdForSeconds} />
            ) : (
              <Lasting since={since} />
            )}
          </span>
        </span>
        <b>{who}</b>
        <span className="s" data-testid="alert-value">
          {what}
        </span>
        {state === "firing" && clears !== null && <span className="xs q">{clears}</span>}
        {state === "firing" && (
          <span className="s q" data-testid="alert-owner">
            {alert.owner === null ? words.noOwner : words.owner(alert.owner)}
          </span>
        )}
        {state === "pending" && <HeldBar since={since} of={holdForSeconds} />}
      </Link>
    </li>
  );
}

function Lasting({ since }: { readonly since: number }) {
  const { zone } = useDesk();
  const now = useNow();
  return words.alertsPage.sinceFor(formatTimeOfDay(since, zone), formatDuration((now - since) / 1000));
}

function Held({ since, of }: { readonly since: number; readonly of: number }) {
  const held = Math.min(of, Math.max(0, (useNow() - since) / 1000));
  return words.alertsPage.held(formatDuration(held), formatDuration(of));
}

function HeldBar({ since, of }: { readonly since: number; readonly of: number }) {
  const now = useNow();
  const share = of === 0 ? 1 : Math.min(1, Math.max(0, (now - since) / 1000 / of));
  return (
    <span className="cd" aria-hidden="true">
      <i style={{ width: `${share * 100}%` }} />
    </span>
  );
}
