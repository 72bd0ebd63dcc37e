import type { Metrics } from "@floorwalker/runtime";
import type { OpenScreens } from "./screens/open-screens.ts";

export type GatewayMetrics = ReturnType<typeof gatewayMetrics>;

/** What the person on call asks of a gateway. The numbers of the floor are exported by the aggregator (rule 27). */
export const gatewayMetrics = (metrics: Metrics) => ({
  clients: metrics.gauge("gateway_clients", "Boards and other clients connected over WebSocket now."),
  connections: metrics.gauge("gateway_connections", "Open connections, those of WebSockets among them."),
  sentMessages: metrics.counter("gateway_sent_messages_total", "Messages sent over WebSocket."),
  sentBytes: metrics.counter("gateway_sent_bytes_total", "Bytes of messages sent over WebSocket."),
  closed: metrics.counter(
    "gateway_closed_total",
    "Closed WebSockets by close code; 4001 is a client that read too slowly, `other` a code of the client's own.",
    ["code"],
  ),
  refused: metrics.counter(
    "gateway_refused_total",
    "Requests and connections refused by reason: host, origin, token; connections or address (too many in all, or from one address); timeout, headers or malformed (no request came of it); busy (too many bytes of requests in work).",
    ["reason"],
  ),
  accepted: metrics.counter("gateway_events_accepted_total", "Events accepted over HTTP and acknowledged by the log."),
  rejected: metrics.counter("gateway_events_rejected_total", "Events rejected over HTTP by code.", ["code"]),
  externalAlerts: metrics.counter(
    "gateway_external_alerts_total",
    "Alerts that an Alertmanager told of, by result: taken, or refused (of no site that is known, beyond the scope of the token, or too many).",
    ["result"],
  ),
  mended: metrics.counter(
    "gateway_events_mended_total",
    "Things put right in events that were taken over HTTP, by code (docs/errors.md).",
    ["code"],
  ),
});

/** Read when they are scraped. Every gateway over the store tells the same: take one, or the greatest. */
export function countScreens(metrics: Metrics, screens: Pick<OpenScreens, "count">): void {
  metrics.gauge("gateway_screens", "Televisions that are paired and not revoked.", [], (gauge) =>
    gauge.set(screens.count().paired),
  );
  metrics.gauge(
    "gateway_screens_silent",
    "Of the paired televisions, those that have painted nothing for a minute and a half: dead, or switched off.",
    [],
    (gauge) => gauge.set(screens.count().silent),
  );
}
