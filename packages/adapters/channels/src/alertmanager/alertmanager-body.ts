/**
 * An alert in the shape in which Alertmanager tells its webhooks (version 4), for whoever routes those already: a group of one.
 * Labels are for machines (ids), annotations for people. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
import type { AlertMessage } from "@floorwalker/protocol/message";

/** What Alertmanager says of an alert that has not ended. */
const NOT_ENDED = "0001-01-01T00:00:00Z";
const FINGERPRINT = 16;

export function alertmanagerBody({
  key,
  episode,
  notification,
  tone,
  subject,
  sentences,
  links,
  demo,
}: AlertMessage): object {
  const { rule, severity, site, queue, channel, since, at, about, test } = notification;
  const status = tone === "resolved" ? "resolved" : "firing";
  const labels = {
    alertname: rule,
    severity,
    site,
    about,
    ...(queue === null ? {} : { queue }),
    ...(channel === null ? {} : { channel }),
    ...(test === true ? { test: "true" } : {}),
    ...(demo ? { demo: "true" } : {}),
  };
  const annotations = { summary: subject, description: sentences.join("\n"), key };
  const url = links[0]?.url ?? "";
  return {
    version: "4",
    groupKey: `floorwalker:${episode}`,
    truncatedAlerts: 0,
    status,
    receiver: "floorwalker",
    groupLabels: { alertname: rule, site },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: url === "" ? "" : new URL(url).origin,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: new Date(since).toISOString(),
        endsAt: status === "resolved" ? new Date(at).toISOString() : NOT_ENDED,
        generatorURL: url,
        fingerprint: episode.slice(0, FINGERPRINT),
      },
    ],
  };
}
