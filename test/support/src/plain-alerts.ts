/** Alerts as a notifier writes them where nothing is configured. */
import { alertWriter } from "@floorwalker/notifier";

export const plainAlerts = alertWriter({
  sites: () => new Map(),
  receivers: () => new Map(),
  publicUrl: () => null,
});
