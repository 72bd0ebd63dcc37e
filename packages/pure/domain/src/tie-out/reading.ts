/**
 * How a report reads segments: what it calls them, when it counts them, what it takes for in time, and its service-level formula.
 * A vendor has one; other readings are tried where its numbers differ, because a difference that another reading makes vanish is explained by
 * the contacts which the two count differently.
 */
import { SERVICE_LEVEL_POLICIES, type ServiceLevelPolicyId } from "../kpi/service-level.ts";
import { type Moment, momentOf, type TiedSegment } from "./tied-segment.ts";

/** `short`: an abandon within the limit. Null: it is in none of these. */
export type How = "answered" | "abandoned" | "short" | "flowedOut" | null;

export interface Reading {
  readonly how: (segment: TiedSegment) => How;
  /** Null: it does not count yet. */
  readonly at: (segment: TiedSegment, moment: Moment) => number | null;
  readonly isWithin: (waitMs: number, thresholdMs: number) => boolean;
  readonly formula: ServiceLevelPolicyId;
}

/** By outcome, in time up to the threshold itself (rule 3). */
export const plainReading = (formula: ServiceLevelPolicyId): Reading => ({
  how: ({ outcome }) =>
    outcome === "answered" || outcome === "abandoned" || outcome === "short" || outcome === "flowedOut"
      ? outcome
      : null,
  at: momentOf,
  isWithin: (waitMs, thresholdMs) => waitMs <= thresholdMs,
  formula,
});

export interface OtherReading {
  readonly id: string;
  /** What the report would have to do: the rest of a sentence that begins "equal, if". */
  readonly text: string;
  readonly reading: Reading;
}

const SECOND_MS = 1000;

/** Of the vendor's own, each with one thing read otherwise. */
export function otherReadings(own: Reading): readonly OtherReading[] {
  const always = (moment: Moment): Reading => ({ ...own, at: (segment) => momentOf(segment, moment) });
  const called = (from: readonly How[], to: How): Reading => ({
    ...own,
    how: (segment) => {
      const how = own.how(segment);
      return from.includes(how) ? to : how;
    },
  });
  const other = (id: string, text: string, reading: Reading): OtherReading => ({ id, text, reading });
  return [
    other("whole_seconds", "waits are cut to whole seconds", {
      ...own,
      isWithin: (waitMs, thresholdMs) => Math.floor(waitMs / SECOND_MS) * SECOND_MS <= thresholdMs,
    }),
    other("before_threshold", "in time means before the threshold, not at it", {
      ...own,
      isWithin: (waitMs, thresholdMs) => waitMs < thresholdMs,
    }),
    other("by_queued", "segments count when they entered the queue", always("queued")),
    other("by_left", "segments count when they left the queue", always("left")),
    other("by_ended", "segments count when their talk was over", always("ended")),
    other("short_left_out", "short abandons are left out", called(["short"], null)),
    other("abandons_left_out", "abandons are left out", called(["abandoned", "short"], null)),
    other("flow_outs_abandon", "flow-outs count as abandons", called(["flowedOut"], "abandoned")),
    other("flow_outs_left_out", "flow-outs are left out", called(["flowedOut"], null)),
    ...SERVICE_LEVEL_POLICIES.filter((formula) => formula !== own.formula).map((formula) =>
      other(`formula_${formula}`, `its formula is ${formula}`, { ...own, formula }),
    ),
  ];
}
