/**
 * When an agent is to work and to pause, as the configuration says it by calendars: each of their ranges is a stretch of his schedule, and
 * belongs to the date on which it begins. A pause lies in his work: what of it does not is nobody's. By dates, as policies are.
 */
import type { Calendar } from "../calendar/calendar.ts";
import { rangesOn } from "../calendar/opening-hours.ts";
import type { Dated } from "../dated.ts";
import { clockMoment } from "../zone-time.ts";
import type { Duty } from "./duty.ts";

/** In force for what begins in [from, until). */
export interface AgentPlan extends Dated {
  /** Null: he is not scheduled. */
  readonly working: Calendar | null;
  /** Null: he is to pause at no set time. */
  readonly breaks: Calendar | null;
}

/** [from, to), epoch ms. */
export interface PlannedStretch {
  readonly from: number;
  readonly to: number;
  readonly duty: Duty;
}

/** What begins on a date, in days since 1970-01-01: pauses last, as they lie on the work. */
export function plannedOn(plans: readonly AgentPlan[], date: number): readonly PlannedStretch[] {
  const today = rangesOf(plans, "working", date);
  const work = [...rangesOf(plans, "working", date - 1), ...today];
  const pauses = rangesOf(plans, "breaks", date).flatMap((pause) =>
    work
      .map(({ from, to }) => ({ from: Math.max(from, pause.from), to: Math.min(to, pause.to) }))
      .filter(({ from, to }) => from < to),
  );
  return [
    ...today.map((stretch) => ({ ...stretch, duty: "working" as const })),
    ...pauses.map((stretch) => ({ ...stretch, duty: "paused" as const })),
  ];
}

function rangesOf(plans: readonly AgentPlan[], what: "working" | "breaks", date: number) {
  return plans.flatMap((plan) => {
    const calendar = plan[what];
    if (calendar === null) return [];
    const { hours } = calendar;
    return rangesOn(hours, date)
      .map(({ from, to }) => ({
        from: clockMoment(date, from, hours.zone),
        to: clockMoment(date, to, hours.zone),
      }))
      .filter(({ from, to }) => from < to && from >= plan.from && from < plan.until);
  });
}
