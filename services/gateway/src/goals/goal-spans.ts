/**
 * A goal this week and this month: what is kept of the days before today, and the day in progress as boards show it. Of closed days the
 * service level is the finished one (rule 14). What is to come is what the same weekdays of the last weeks had.
 */
import {
  type Goal,
  hasSides,
  type Interval,
  type Kpi,
  kpiById,
  mergedInput,
  type Sides,
  type SpanProgress,
  spanProgress,
  spanReached,
  type Target,
} from "@floorwalker/domain";
import type { LiveDays } from "../history/live-days.ts";
import type { GoalPart } from "./goal-parts.ts";
import type { KeptDays } from "./kept-days.ts";
import { type PartSpan, partSpan } from "./part-span.ts";

export interface GoalSpan extends SpanProgress {
  /** Dates, the last one too; of a region its first site's. */
  readonly from: string;
  readonly to: string;
  /** The first day that is counted, where history begins later than the span; else null. */
  readonly countedFrom: string | null;
  /** Why nothing is said of its end; null: something is, or it has no budget. */
  readonly unknown: "tooLittleHistory" | null;
}

export interface SpanParts {
  readonly goal: Goal;
  readonly parts: readonly GoalPart[];
  readonly kept: (site: string) => KeptDays | null;
  readonly liveDays: (site: string) => LiveDays | null;
  readonly now: number;
  /** Of all parts: in force now, so far, and still to come (null: there is no forecast). */
  readonly today: { readonly target: Target; readonly sides: Sides | null; readonly coming: number | null };
}

/** Null: the history of one of its sites cannot be read, or it is a count, whose target is a day's. */
export function goalSpan(length: "week" | "month", given: SpanParts): GoalSpan | null {
  const { goal, parts, kept, now, today } = given;
  const kpi = kpiById(goal.kpi)!;
  const spans: PartSpan[] = [];
  for (const part of parts) {
    const days = kept(part.site.id);
    if (days === null) return null;
    spans.push(partSpan(length, part, { goal, kpi, days, now }));
  }
  const [first] = spans;
  if (first === undefined || kpi.nature === "count") return null;
  const counted = Math.max(...spans.map(({ countedFrom }) => countedFrom));
  const frame = {
    from: dateText(first.first),
    to: dateText(first.next - 1),
    countedFrom: counted > first.first ? dateText(counted) : null,
  };
  if (!hasSides(kpi)) return { ...frame, ...spanReached(today.target, wholeValue(kpi, spans, given)), unknown: null };
  const ofToday = today.sides === null ? [] : [{ target: today.target, sides: today.sides }];
  const rest = today.coming ?? usualRest(spans, today.sides);
  const later = spans.some((each) => each.later === null) ? null : spans.flatMap((each) => each.later!);
  const coming = rest === null || later === null ? null : [{ target: today.target, volume: rest }, ...later];
  const progress = spanProgress({ kpi, days: [...spans.flatMap(({ days }) => days), ...ofToday], coming });
  return { ...frame, ...progress, unknown: coming === null ? "tooLittleHistory" : null };
}

/** What the weekday had beyond what today has. */
function usualRest(spans: readonly PartSpan[], soFar: Sides | null): number | null {
  let usual = 0;
  for (const { usualToday } of spans) {
    if (usualToday === null) return null;
    usual += usualToday;
  }
  return Math.max(0, usual - (soFar?.denominator ?? 0));
}

/** A rank, a maximum or a share of agents' time: of all vectors together, as history reads it. */
function wholeValue(kpi: Kpi, spans: readonly PartSpan[], { parts, liveDays }: SpanParts): number | null {
  const live = parts.flatMap(({ site, cell }) => liveDays(site.id)?.cells.get(cell) ?? []);
  const [first, ...others]: Interval[] = [...spans.flatMap(({ intervals }) => intervals), ...live];
  if (first === undefined) return null;
  const from = Math.min(first.from, ...others.map((each) => each.from));
  const to = Math.max(first.to, ...others.map((each) => each.to));
  return kpi.read(mergedInput([first, ...others], { from, to }, parts[0]!.kind === "queue"));
}

const dateText = (date: number): string => new Date(date * DAY_MS).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;
