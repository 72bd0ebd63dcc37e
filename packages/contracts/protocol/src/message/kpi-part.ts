/** A KPI beyond its limit, or back again: the service level of a queue needs no name, any other KPI is called by its own. */
import { kpiById, type Unit } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import { kpiTitle } from "../words/kpi-titles.ts";
import type { MessagePart, Writing } from "./message-part.ts";
import { scopeTitle } from "./scope-title.ts";
import { withinLine } from "./within-line.ts";

type KpiNotification = Extract<AlertNotification, { about: "kpi" }>;

export function kpiPart(notification: KpiNotification, writing: Writing): MessagePart {
  const { words, format, clock, moment } = writing;
  const { kpi, state, value, limit, clear, direction, since, at } = notification;
  // A unit that is not known here is written as a plain number.
  const unit = notification.unit as Unit;
  const isFiring = state === "firing";
  const of = scopeTitle(notification, writing);
  const title = kpiTitle(isServiceLevel(kpi) ? "serviceLevel" : kpi, words.language);
  const window = isMomentary(kpi) ? null : words.windows[notification.window];
  const level = format.level(limit, unit);
  const shown = format.value(value, unit, isFiring ? limit : undefined);
  const compared = { title, window, value: shown, direction, level };
  const clears = words.clearsAt(format.level(clear, unit));
  const lasting = formatSeconds(Math.round((at - since) / 1_000));
  const worst = isFiring || notification.worst === null ? null : format.value(notification.worst, unit, limit);
  const inTime = inTimeOf(notification);
  const what =
    of === null ? title : isServiceLevel(kpi) ? of.title : of.title + words.comma + withinLine(title, words.language);
  const details = [...(window === null ? [] : [window]), words.limit(level)].join(words.comma);
  const more = isFiring
    ? moment === null || moment.waiting === null || moment.waiting === 0
      ? []
      : [words.waiting(moment.waiting)]
    : [...(worst === null ? [] : [words.worstWas(worst)]), words.after(lasting)];
  return {
    title: [`${what} ${shown}${words.brackets(details)}`, ...more].join(words.comma),
    sentences: isFiring
      ? [
          words.isBeyond(compared, lasting),
          ...(inTime === null ? [] : [words.inTime(...inTime)]),
          words.sentence(clears),
        ]
      : [words.isBack(compared), words.lasted(lasting, worst)],
    facts: [
      ...(of === null ? [] : [[of.label, of.title] as const]),
      ["value", `${title} ${shown}${window === null ? "" : words.brackets(window)}`],
      ["limit", words.beyond(direction, level) + words.comma + clears],
      ...(inTime === null ? [] : [["inTime", words.ofDecided(...inTime)] as const]),
      ["since", clock.time(since)],
      ...(isFiring ? [] : [["lasted", lasting] as const]),
      ...(worst === null ? [] : [["worst", worst] as const]),
    ],
  };
}

const isServiceLevel = (kpi: string): boolean => kpi === "serviceLevel" || kpi === "serviceLevelNow";

export const isMomentary = (kpi: string): boolean => kpiById(kpi)?.nature === "moment";

/** What of the decided was in time; null: it is no share of them. */
function inTimeOf({ kpi, state, value, sample }: KpiNotification): readonly [number, number] | null {
  if (state !== "firing" || !isServiceLevel(kpi) || value === null || sample === null) return null;
  return [Math.round(value * sample), sample];
}
