/**
 * An alert as a request of Opsgenie's Alert API v2: what fires creates an alert whose `alias` is the episode, what resolves closes it.
 * https://docs.opsgenie.com/docs/alert-api
 */
import { type AlertMessage, messageText } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

const MOST_MESSAGE = 130;
const MOST_DESCRIPTION = 15_000;
const MOST_ENTITY = 512;
const MOST_NOTE = 25_000;
const PRIORITIES = { critical: "P1", warning: "P3" } as const;

export function opsgenieRequest(message: AlertMessage, api: string): { readonly url: URL; readonly body: object } {
  const { episode, notification, tone, subject, place, facts } = message;
  const alerts = `${api.replace(/\/+$/, "")}/v2/alerts`;
  if (tone === "resolved")
    return {
      url: new URL(`${alerts}/${episode}/close?identifierType=alias`),
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
      tags: ["floorwalker", notification.severity],
      details: Object.fromEntries(facts.map(({ label, value }) => [label, value])),
    },
  };
}
