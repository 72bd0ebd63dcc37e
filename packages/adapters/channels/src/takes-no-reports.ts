/** A channel that shows alerts only: the configuration names none of its receivers for a report. */
import type { DeliveryResult } from "@floorwalker/ports";

export const takesNoReports = (channel: string): DeliveryResult => ({
  result: "refused",
  reason: `${channel} takes no reports`,
});
