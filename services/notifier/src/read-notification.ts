/** An outbox entry as a notification. What a newer aggregator may have added passes; what cannot be delivered is null. */
import type { AlertNotification } from "@floorwalker/ports";

const TEXTS = ["key", "rule", "site", "kpi", "window", "direction", "unit", "since", "at"] as const;

export function readNotification(payload: string): AlertNotification | null {
  const value = parse(payload) as Partial<Record<keyof AlertNotification, unknown>> | null;
  if (typeof value !== "object" || value === null) return null;
  const sound =
    TEXTS.every((field) => typeof value[field] === "string") &&
    (value.state === "firing" || value.state === "resolved") &&
    typeof value.limit === "number" &&
    (value.value === null || typeof value.value === "number") &&
    Array.isArray(value.receivers) &&
    value.receivers.every((receiver) => typeof receiver === "string");
  return sound ? (value as AlertNotification) : null;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
