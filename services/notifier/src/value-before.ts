/**
 * A KPI one window ago: what the window of twice the length has beyond the rule's is the one before it. Only of what is made of sums
 * (neither ranks nor maxima can be taken off one another), and over 15 and 30 minutes: of others there is no window of twice the length.
 */
import { type Kpi, type KpiInput, WaitSketch, type WindowId } from "@floorwalker/domain";

const TWICE: Readonly<Partial<Record<WindowId, WindowId>>> = { "15m": "30m", "30m": "60m" };

/** Null: it cannot be told, or there was nothing to divide by. */
export function valueBefore(
  kpi: Kpi | undefined,
  window: WindowId,
  spans: ReadonlyMap<WindowId, KpiInput>,
): number | null {
  const wider = TWICE[window];
  const narrow = spans.get(window);
  const wide = wider === undefined ? undefined : spans.get(wider);
  if (kpi?.madeOf === undefined || kpi.nature === "moment" || narrow === undefined || wide === undefined) return null;
  const counters = wide.counters.map((amount, counter) => amount - narrow.counters[counter]!);
  return kpi.read({
    counters: counters as KpiInput["counters"],
    waits: new WaitSketch(),
    longestWait: null,
    // Who waits now did not then.
    live: { ...narrow.live, waiting: 0, waitingPastThreshold: 0, oldestQueuedAt: null },
    policy: narrow.policy,
    ...(narrow.spanMs === undefined ? {} : { spanMs: narrow.spanMs }),
    ...(wide.otherwise === undefined || narrow.otherwise === undefined
      ? {}
      : {
          otherwise: {
            numerator: wide.otherwise.numerator - narrow.otherwise.numerator,
            denominator: wide.otherwise.denominator - narrow.otherwise.denominator,
          },
        }),
  });
}
