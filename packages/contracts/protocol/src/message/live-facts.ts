/** Who waits, who is free, who could help, and which way it goes. */
import type { Unit } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import type { Label } from "./alert-words.ts";
import type { LiveMoment } from "./live-moment.ts";
import type { Writing } from "./message-part.ts";

export function liveFacts(
  notification: AlertNotification,
  { words, format }: Writing,
  { waiting, late, longestWaitMs, staff, helpers, before }: LiveMoment,
): readonly (readonly [Label, string])[] {
  const helper = ({ name, state, forMs }: LiveMoment["helpers"][number]): string =>
    words.helper(name, state, duration(forMs));
  return [
    ...(waiting === null
      ? []
      : [["waiting", format.count(waiting) + (late === 0 ? "" : words.comma + words.late(late))] as const]),
    ...(longestWaitMs === null ? [] : [["longest", duration(longestWaitMs)] as const]),
    ...(staff === null ? [] : [["free", words.freeOf(staff.free, staff.signedIn)] as const]),
    ...(helpers.length === 0 ? [] : [["canHelp", helpers.map(helper).join(words.semicolon)] as const]),
    ...trend(notification),
  ];

  function trend(told: AlertNotification): readonly (readonly [Label, string])[] {
    if (told.about !== "kpi" || told.value === null || before === null) return [];
    const unit = told.unit as Unit;
    const change = format.change(told.value - before, unit, words.points);
    return [["trend", words.trend(change, format.value(before, unit), words.windows[told.window])]];
  }
}

const duration = (ms: number): string => formatSeconds(Math.floor(ms / 1_000));
