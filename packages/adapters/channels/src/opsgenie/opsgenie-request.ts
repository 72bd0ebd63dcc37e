/**
 * An alert as a request of Opsgenie's Alert API v2: what fires creates an alert whose `alias` is the episode, what resolves closes it,
 * and what somebody has, or snoozed, is acknowledged or snoozed there.
 * https://docs.opsgenie.com/docs/alert-api
 */
import { type AlertMessage, messageText } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

const MOST_MESSAGE = 130;
const MOST_DESCRIPTION = 15_000;
const MOST_ENTITY = 512;
const MOST_USER = 100;
const MOST_NOTE = 25_000;
/** All of them may have 8,000. */
const MOST_DETAIL = 300;
const PRIORITIES = { critical: "P1", warning: "P3" } as const;

export function opsgenieRequest(message: AlertMessage, api: string): { readonly url: URL; readonly body: object } {
  const { episode, notification, tone, handled, subject, place, facts, demo } = message;
  const alerts = `${api.replace(/\/+$/, "")}/v2/alerts`;
  const of = (verb: string): URL => new URL(`${alerts}/${episode}/${verb}?identifierType=alias`);
  if (handled !== null) {
    const { owner, snoozedUntil } = notification;
    const note = cutText(messageText(message), MOST_NOTE);
    const by = { source: "Floorwalker", note, ...(owner === null ? {} : { user: cutText(owner, MOST_USER) }) };
    return handled === "snoozed" && snoozedUntil !== null
      ? { url: of("snooze"), body: { ...by, endTime: new Date(snoozedUntil).toISOString() } }
      : { url: of("acknowledge"), body: by };
  }
  if (tone === "resolved")
    return {
      url: of("close"),
      body: { source: "Floorwalker", note: cutText(messageText(message), MOST_NOTE) },
    };
  return {
    url: new URL(alerts),
    body: {
      message: cutText(subject, MOST_MESSAGE),
      alias: episode,
      description: cutText(messageText(message), MOST_DESCRIPTION),
      priority: PRIORITIES[notification.severity],
      source: "Floorwalker",
      entity: cutText(place, MOST_ENTITY),
      tags: ["floorwalker", notification.severity, ...(demo ? ["demo"] : [])],
      details: Object.fromEntries(facts.map(({ label, value }) => [label, cutText(value, MOST_DETAIL)])),
    },
  };
}
