/** What an alert says to a person, the same in every channel: one line that fits a phone, and the whole in plain text. */
import { kpiById } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/ports";
import { formatLimit, formatValue } from "./format-value.ts";

const WINDOWS: Readonly<Record<string, string>> = {
  "5m": "last 5 minutes",
  "15m": "last 15 minutes",
  "30m": "last 30 minutes",
  "60m": "last 60 minutes",
  day: "business day so far",
};

/** `Critical: Service level 71.3% is below 80% in sales (call) at krakow`. */
export function alertHeadline(notification: AlertNotification): string {
  const { state, severity, value, limit, direction, unit } = notification;
  const kpi = kpiTitle(notification);
  const beyond = `${direction} ${formatLimit(limit, unit)}`;
  const sentence =
    state === "firing"
      ? `${severity === "critical" ? "Critical" : "Warning"}: ${kpi} ${formatValue(value, unit, limit)} is ${beyond} ${where(notification)}`
      : `Resolved: ${kpi} ${formatValue(value, unit)} ${where(notification)}, no longer ${beyond}`;
  return notification.test === true ? `[TEST] ${sentence}` : sentence;
}

/** Plain text, lines ended by \n. */
export function alertText(notification: AlertNotification): string {
  const { state, rule, severity, site, queue, channel, window, value, limit, direction, unit, since, at, key } =
    notification;
  const facts: readonly (readonly [string, string])[] = [
    ["Rule", `${rule} (${severity})`],
    ["Site", site],
    ...(queue === undefined ? [] : [["Queue", channel === undefined ? queue : `${queue} (${channel})`] as const]),
    ["KPI", `${kpiTitle(notification)}, ${WINDOWS[window] ?? window}`],
    ["Value", formatValue(value, unit, state === "firing" ? limit : undefined)],
    ["Limit", `${direction} ${formatLimit(limit, unit)}`],
    ["Since", readableTime(since)],
    [state === "firing" ? "Fired" : "Resolved", readableTime(at)],
    ["Key", key],
  ];
  return [
    ...(notification.test === true ? ["This is a test of a receiver. Nothing is wrong.", ""] : []),
    `${alertHeadline(notification)}.`,
    "",
    ...facts.map(([name, fact]) => `${`${name}:`.padEnd(10)}${fact}`),
    "",
  ].join("\n");
}

const kpiTitle = ({ kpi }: AlertNotification): string => kpiById(kpi)?.title ?? kpi;

function where({ site, queue, channel }: AlertNotification): string {
  if (queue === undefined) return `at ${site}`;
  return `in ${queue}${channel === undefined ? "" : ` (${channel})`} at ${site}`;
}

/** `2026-11-21 09:00:00 UTC`: the notification does not know the site's zone. */
const readableTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
