/**
 * An alert as an event of PagerDuty's Events API v2: `dedup_key` is the episode, so that what resolves closes what fired, and what somebody
 * has, or snoozed, is acknowledged there: nobody else is called.
 * https://developer.pagerduty.com/docs/events-api-v2/trigger-events
 */
import type { AlertMessage } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

const MOST_SUMMARY = 1_024;

export function pagerdutyEvent(message: AlertMessage, routingKey: string): object {
  const { key, episode, notification, tone, handled, at, subject, place, sentences, facts, links, demo } = message;
  const { severity, rule, about } = notification;
  return {
    routing_key: routingKey,
    event_action: tone === "resolved" ? "resolve" : handled === null ? "trigger" : "acknowledge",
    dedup_key: episode,
    payload: {
      summary: cutText(subject, MOST_SUMMARY),
      source: place,
      severity,
      timestamp: new Date(at).toISOString(),
      group: notification.queue ?? notification.site,
      class: `${about}:${rule}`,
      custom_details: {
        ...Object.fromEntries(facts.map(({ label, value }) => [label, value])),
        message: sentences.join("\n"),
        key,
        ...(demo ? { demo: true } : {}),
      },
    },
    client: "Floorwalker",
    ...(links[0] === undefined ? {} : { client_url: links[0].url }),
    links: links.map(({ text, url }) => ({ href: url, text })),
  };
}
