/** One alert: how bad, of what, since when, value against limit, who has it, and what can be done with it. */
import type { AlertRow } from "@floorwalker/protocol";
import { formatMoment, formatTimeOfDay } from "../../format/format-time.ts";
import { formatDuration } from "../../format/format-value.ts";
import { handledState } from "../../model/handled.ts";
import { useNow } from "../../ui/time-context.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { AlertActs } from "./alert-acts.tsx";
import { alertLine, worstWord } from "./alert-line.ts";
import { AlertState } from "./alert-state.tsx";

export interface AlertItemProps {
  readonly alert: AlertRow;
  readonly href: string;
  /** It is the one that is open: what can be done with it is there. */
  readonly current?: boolean;
}

export function AlertItem({ alert, href, current = false }: AlertItemProps) {
  const { queues, zone } = useDesk();
  const now = useNow();
  const { state, severity, since, at, rule, holdForSeconds } = alert;
  const { who, what, clears } = alertLine(alert, queues, zone);
  const handled = handledState(alert, now);
  const worst = state === "resolved" ? worstWord(alert, alert.worst) : null;
  return (
    <li
      className={`al ${state === "firing" && severity === "critical" && handled !== "muted" ? "firing" : ""}`}
      data-testid="alert"
      data-alert
      data-rule={rule}
      data-state={state}
      data-handled={handled}
      data-severity={severity}
    >
      <Link href={href} data-row aria-current={current ? "true" : undefined} className="col">
        <span className="row between wrap">
          <AlertState alert={alert} />
          <span className="xs q nw">
            {state === "resolved" ? (
              words.alertsPage.resolvedAt(formatMoment(at, now, zone), formatDuration((at - since) / 1000))
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
        {worst !== null && <span className="xs q">{words.acts.worstOf(worst)}</span>}
        {state === "firing" && clears !== null && <span className="xs q">{clears}</span>}
        {state === "firing" && <AlertOwner alert={alert} />}
        {handled === "muted" && (
          <span className="s q" data-testid="muted-until">
            {words.acts.mutedBy(formatMoment(alert.snoozedUntil!, now, zone), alert.snoozedBy ?? words.noValue)}
          </span>
        )}
        {state === "pending" && <HeldBar since={since} of={holdForSeconds} />}
      </Link>
      {!current && state === "firing" && <AlertActs alert={alert} what={who} short />}
    </li>
  );
}

export function AlertOwner({ alert: { owner, ownedSince } }: { readonly alert: AlertRow }) {
  const { zone } = useDesk();
  return (
    <span className="s q" data-testid="alert-owner">
      {owner === null ? words.noOwner : words.owner(owner)}
      {ownedSince !== null && ` · ${formatTimeOfDay(ownedSince, zone)}`}
    </span>
  );
}

function Lasting({ since }: { readonly since: number }) {
  const { zone } = useDesk();
  const now = useNow();
  return words.alertsPage.sinceFor(formatMoment(since, now, zone), formatDuration((now - since) / 1000));
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
