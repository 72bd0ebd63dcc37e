/** A budget of misses that is spent too fast, or a day's target that will be out of reach; or that it holds again. */
import { kpiById } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import { kpiTitle } from "../words/kpi-titles.ts";
import { BUDGET_WORDS } from "./budget-words.ts";
import type { MessagePart, Writing } from "./message-part.ts";
import { scopeTitle } from "./scope-title.ts";
import { withinLine } from "./within-line.ts";

type BudgetNotification = Extract<AlertNotification, { about: "budget" }>;

export function budgetPart(notification: BudgetNotification, writing: Writing): MessagePart {
  const { words, format, clock } = writing;
  const { state, kpi, target, value, limit, since, at, decided, misses, missesLeft, noReturnAt } = notification;
  const budget = BUDGET_WORDS[words.language];
  const of = scopeTitle(notification, writing);
  const title = kpiTitle(kpi, words.language);
  const who =
    of === null
      ? title
      : kpi === "serviceLevel"
        ? of.title
        : of.title + words.comma + withinLine(title, words.language);
  const isFiring = state === "firing";
  const speed = value === null ? null : times(value);
  const level = target === null ? null : format.level(target, kpiById(kpi)?.unit ?? "ratio");
  const left = missesLeft === null ? null : budget.left(missesLeft, format.count(Math.abs(missesLeft)));
  const lost = isFiring && level !== null ? lostOf(level) : null;
  const burning = isFiring && level !== null ? burningOf(level) : null;
  const next = isFiring ? nextOf() : null;
  const soFar = decided === null || misses === null ? null : ([decided - misses, decided] as const);
  const inTime = kpi === "serviceLevel" ? soFar : null;
  const lasting = formatSeconds(Math.round((at - since) / 1_000));
  const worst = isFiring || notification.worst === null ? null : times(notification.worst);
  const limits = limit === null ? "" : words.brackets(words.limit(times(limit)));
  const what = !isFiring
    ? [budget.holds, ...(worst === null ? [] : [words.worstWas(worst)]), words.after(lasting)]
    : [
        ...(limit === null || speed === null ? [] : [budget.burns(speed) + limits]),
        ...(lost === null ? [] : [lost.short]),
        ...(left === null ? [] : [left]),
      ];
  return {
    title: [who, ...what].join(words.comma),
    sentences: isFiring
      ? [
          ...(burning === null ? [] : [budget.isBurning(burning)]),
          ...(inTime === null ? [] : [words.inTime(...inTime)]),
          ...(left === null ? [] : [words.sentence(left)]),
          ...(next === null ? [] : [next]),
          ...(lost === null ? [] : [lost.sentence]),
        ]
      : [budget.holdsAgain(title), words.lasted(lasting, worst)],
    facts: [
      ...(of === null ? [] : [[of.label, of.title] as const]),
      ["value", `${title} ${reached()}`],
      ...(limit === null || speed === null ? [] : [["burn", speed + limits] as const]),
      ...(inTime === null ? [] : [["inTime", words.ofDecided(...inTime)] as const]),
      ...(left === null ? [] : [["missesLeft", left] as const]),
      ...(isFiring && noReturnAt !== null ? [["noReturn", clock.time(noReturnAt)] as const] : []),
      ["since", clock.time(since)],
      ...(isFiring ? [] : [["lasted", lasting] as const]),
      ...(worst === null ? [] : [["worst", worst] as const]),
    ],
  };

  /** With its target. */
  function reached(): string {
    if (soFar === null || target === null) return format.value(null, "ratio");
    const [good, all] = soFar;
    const isHigher = notification.better === "higher";
    const share = all === 0 ? null : (isHigher ? good : all - good) / all;
    return format.value(share, "ratio", target) + words.brackets(`${isHigher ? "≥" : "≤"} ${level}`);
  }

  function times(burn: number): string {
    return `${format.level(Math.round(burn * 10) / 10, "number")}×`;
  }

  function lostOf(wanted: string): { readonly short: string; readonly sentence: string } | null {
    if (notification.outOfReach) return { short: budget.outOfReach, sentence: budget.isLost(title, wanted) };
    // Asked for, or not: where the day will be lost whoever acts wants to know when.
    if (noReturnAt === null) return null;
    const time = clock.time(noReturnAt);
    return { short: budget.outOfReachAt(time), sentence: budget.isLostAt(title, wanted, time) };
  }

  function burningOf(wanted: string): Parameters<typeof budget.isBurning>[0] | null {
    const { shortBurn, longBurn, shortWindow, longWindow } = notification;
    if (shortBurn === null || longBurn === null || shortWindow === null || longWindow === null) return null;
    const [short, long] = [times(shortBurn), times(longBurn)];
    return {
      title,
      target: wanted,
      short,
      shortWindow: words.windows[shortWindow],
      long,
      longWindow: words.windows[longWindow],
    };
  }

  /** "37 of the next 40 must be in time." */
  function nextOf(): string | null {
    const { needed, coming } = notification;
    if (needed === null || coming === null || coming === 0) return null;
    const count = format.count(coming);
    return kpi === "serviceLevel"
      ? budget.inTimeNeeded(format.count(needed), count)
      : budget.missesAllowed(format.count(coming - needed), count);
  }
}
