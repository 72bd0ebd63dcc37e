/** What an agent was scheduled to do at each moment, and whether he did it (kpi.md, adherence). */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { Stretch } from "./agent-times.ts";
import { before } from "./event-order.ts";

export type Duty = "working" | "paused";

interface Planned {
  readonly event: CanonicalEvent;
  readonly from: number;
  readonly to: number;
}

/** His stretches cut where his schedule turns, and stretches in which he should have been there and was not. */
export function withDuties(
  stretches: readonly Stretch[],
  agent: string,
  events: readonly CanonicalEvent[],
  asOf: number,
): Stretch[] {
  const plan = events
    .filter((event) => event.type === "cc.agent.scheduled" && event.agent === agent)
    .map((event) => ({ event, from: Date.parse(event.data.from!), to: Date.parse(event.data.to!) }))
    .filter(({ from, to }) => from < to);
  if (plan.length === 0) return [...stretches];
  const edges = [...plan, ...stretches].flatMap(({ from, to }) => [from, to]);
  const moments = [...new Set([...edges, asOf])].filter((at) => at <= asOf).sort((a, b) => a - b);
  return moments.slice(1).flatMap((to, index): Stretch[] => {
    const from = moments[index]!;
    const there = stretches.find((stretch) => stretch.from <= from && stretch.to >= to);
    const duty = dutyAt(plan, from);
    if (there === undefined && duty === null) return [];
    return [{ state: null, signedIn: null, ...there, from, to, duty }];
  });
}

/** The one that was told last holds; of two that nobody can tell apart the shorter. */
function dutyAt(plan: readonly Planned[], at: number): Duty | null {
  const there = plan.filter(({ from, to }) => from <= at && at < to).sort(byTelling);
  const state = there.at(-1)?.event.data.state;
  return state === "working" || state === "paused" ? state : null;
}

function byTelling(a: Planned, b: Planned): number {
  const [one, other] = [a.event, b.event];
  if (one.time !== other.time) return one.time - other.time;
  if (one.source !== other.source) return one.source < other.source ? -1 : 1;
  if (one.sequence !== other.sequence) return before(one, other) ? -1 : 1;
  return b.to - b.from - (a.to - a.from) || (before(one, other) ? -1 : 1);
}

/** Of a stretch: he does what he is scheduled to do. */
export const isKept = ({ state, duty }: Stretch): boolean =>
  duty === "paused" ? state === "paused" : duty === "working" && state !== null && state !== "paused";
