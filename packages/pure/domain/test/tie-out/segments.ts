import type { TiedSegment } from "../../src/tie-out/tied-segment.ts";

export const NINE = Date.UTC(2026, 10, 30, 9);
export const SECOND = 1000;

/** Seconds count from nine. */
export function segment(
  contact: string,
  queued: number,
  wait: number,
  more: Partial<Omit<TiedSegment, "contact">> & { readonly talk?: number } = {},
): TiedSegment {
  const { talk, ...rest } = more;
  const outcomeAt = NINE + (queued + wait) * SECOND;
  return {
    contact,
    segment: "1",
    queue: "sales",
    channel: "call",
    queuedAt: NINE + queued * SECOND,
    waitMs: wait * SECOND,
    talkMs: talk === undefined ? null : talk * SECOND,
    holdMs: talk === undefined ? null : 0,
    wrapUpMs: talk === undefined ? null : 0,
    outcome: talk === undefined ? "abandoned" : "answered",
    reason: null,
    outcomeAt,
    endedAt: outcomeAt + (talk ?? 0) * SECOND,
    thresholdMs: 20 * SECOND,
    agents: talk === undefined ? [] : ["ann"],
    transferred: false,
    ...rest,
  };
}
