/** The JSON that a webhook receives; docs/alerts.md describes it. Fields are added, never changed or removed. */
import type { AlertNotification } from "@floorwalker/ports";
import { alertHeadline } from "./describe-alert.ts";
import { episodeKey } from "./episode-key.ts";

export interface WebhookBody {
  readonly version: 1;
  /** Equal in every repetition of this message. */
  readonly key: string;
  /** Equal in the firing and the resolved message of one episode. */
  readonly episode: string;
  readonly state: "firing" | "resolved";
  /** True: sent by `floorwalker alert test`, nothing is wrong. */
  readonly test: boolean;
  readonly rule: string;
  readonly severity: "warning" | "critical";
  readonly site: string;
  /** Null: the whole site. */
  readonly queue: string | null;
  readonly channel: string | null;
  readonly kpi: string;
  readonly window: string;
  /** In `unit`, unrounded; null: unknown. */
  readonly value: number | null;
  readonly limit: number;
  readonly direction: "above" | "below";
  readonly unit: string;
  /** ISO 8601 UTC: when the value went beyond its limit, and when this state began. */
  readonly since: string;
  readonly at: string;
  /** One line for people. */
  readonly text: string;
}

export function webhookBody(notification: AlertNotification): WebhookBody {
  const { key, state, rule, severity, site, kpi, window, value, limit, direction, unit, since, at } = notification;
  return {
    version: 1,
    key,
    episode: episodeKey(notification),
    state,
    test: notification.test === true,
    rule,
    severity,
    site,
    queue: notification.queue ?? null,
    channel: notification.channel ?? null,
    kpi,
    window,
    value,
    limit,
    direction,
    unit,
    since,
    at,
    text: alertHeadline(notification),
  };
}
