/**
 * A queue's next half hour: what comes, who is needed, who is there. Calls by Erlang's formulas; chats by the same, of places for chats
 * instead of agents, where the configuration says how many an agent has at once; mails by the work that waits and comes. Null where there
 * is too little to say.
 */
import {
  agentsForBacklog,
  agentsNeeded,
  C,
  erlangs,
  expectedLevel,
  type KpiInput,
  type Load,
  outlookOf,
  patienceOf,
  type QueueOutlook,
  type Staff,
  type StaffOf,
  type WindowId,
  workedOffAfter,
} from "@floorwalker/domain";
import { type LoadNow, loadAhead } from "./queue-load.ts";
import type { PlannedQueue } from "./site-forecasts.ts";

export interface ByModel<T> {
  /** Callers give up after their patience; null where that is not known. */
  readonly erlangA: T | null;
  /** Nobody gives up. */
  readonly erlangC: T | null;
}

/** Of a queue that so many agents serve. */
export interface Expectation {
  readonly serviceLevel: number | null;
  readonly waitSeconds: number;
  readonly abandonRate: number;
  readonly occupancy: number;
}

export interface QueuePlan {
  readonly queue: string;
  readonly channel: string;
  readonly title: string;
  readonly open: boolean | null;
  readonly forecast: ToldForecast | null;
  readonly load:
    | (Pick<LoadNow, "by" | "contacts"> & {
        readonly seconds: number;
        readonly handleTimeSeconds: number;
        readonly erlangs: number;
      })
    | null;
  readonly patienceSeconds: number | null;
  readonly target: number;
  readonly thresholdSeconds: number;
  /** Agents. `backlog`: of mails. */
  readonly needed: ByModel<number> & { readonly backlog: number | null };
  /** Of chats: how many an agent has at once; null: it is not configured, or it is no queue of chats. */
  readonly concurrency: number | null;
  readonly staff: Staff | null;
  /** Agents there − needed, by Erlang A where patience is known, else C: −2 is two short. */
  readonly spare: number | null;
  /** With the agents there. */
  readonly expected: ByModel<Expectation>;
  /** Of mails: who waits, and how long until the agents there have worked that off; null: of another channel. */
  readonly backlog: { readonly waiting: number; readonly workedOffSeconds: number | null } | null;
}

export interface ToldForecast {
  readonly remaining: number | null;
  readonly pace: number;
  readonly days: number;
  readonly error: number | null;
  readonly intervals: readonly {
    readonly from: number;
    readonly to: number;
    readonly offered: number | null;
    readonly handleTimeSeconds: number | null;
    readonly expected: boolean;
  }[];
}

export function queuePlan(planned: PlannedQueue, staffOf: StaffOf, now: number): QueuePlan {
  const { queue, channel, policy, held, forecast } = planned;
  const row = held?.row ?? null;
  const spans = spansOf(planned);
  const open = policy.hours === null ? null : policy.hours.isOpen(now);
  const load = loadAhead(forecast?.intervals ?? null, spans, open, now);
  const staff = staffOf?.([planned]) ?? null;
  /** How many an agent has at once: places for contacts are what Erlang's formulas reckon with. */
  const atOnce = channel === "call" ? 1 : (planned.concurrency ?? null);
  const patienceMs = atOnce === null ? null : patienceIn(spans.get("day"));
  const target = typeof row?.target === "number" ? row.target : policy.target;
  const needed = (patience: number | null): number | null => {
    const places = load === null || atOnce === null ? null : agentsNeeded(load, target, policy, patience);
    return places === null ? null : Math.ceil(places / atOnce!);
  };
  const waiting = channel === "email" && typeof row?.waiting === "number" ? row.waiting : null;
  const work =
    waiting === null || load === null ? null : agentsForBacklog({ waiting, withinMs: policy.thresholdMs }, load);
  const byModel = {
    erlangA: patienceMs === null ? null : needed(patienceMs),
    erlangC: needed(null),
    backlog: open === false ? null : work,
  };
  const best = bestOf({ needed: byModel });
  const expected = (patience: number | null): Expectation | null =>
    load === null || staff === null || atOnce === null
      ? null
      : told(outlookOf(load, staff.there * atOnce, patience), policy);
  const workedOff =
    waiting === null || load === null || staff === null ? null : workedOffAfter(waiting, load, staff.there);
  return {
    queue,
    channel,
    title: typeof row?.title === "string" ? row.title : queue,
    open,
    forecast: forecast === null ? null : toldForecast(forecast),
    load: load === null ? null : toldLoad(load),
    patienceSeconds: seconds(patienceMs),
    target,
    thresholdSeconds: policy.thresholdMs / 1000,
    needed: byModel,
    concurrency: channel === "chat" ? atOnce : null,
    staff,
    spare: staff === null || best === null ? null : staff.there - best,
    expected: { erlangA: patienceMs === null ? null : expected(patienceMs), erlangC: expected(null) },
    backlog: waiting === null ? null : { waiting, workedOffSeconds: seconds(workedOff) },
  };
}

/** Of the queues of calls together: who serves several is one agent, whom each of them needs a part of. */
export interface TogetherPlan {
  readonly needed: number | null;
  readonly there: number | null;
  readonly spare: number | null;
}

/** `needed` is null where it is of one of them, or there is none. */
export function togetherPlan(
  planned: readonly PlannedQueue[],
  plans: readonly QueuePlan[],
  staffOf: StaffOf,
): TogetherPlan {
  const calls = planned.filter(({ channel }) => channel === "call");
  const each = plans.flatMap((plan) => (plan.channel === "call" && plan.open !== false ? [bestOf(plan)] : []));
  const needed = each.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  const known = each.length === 0 ? null : needed;
  const there = staffOf === null || calls.length === 0 ? null : staffOf(calls).there;
  return { needed: known, there, spare: known === null || there === null ? null : there - known };
}

const bestOf = ({ needed }: Pick<QueuePlan, "needed">): number | null =>
  needed.erlangA ?? needed.erlangC ?? needed.backlog;

/** What a window counted; the counters are the visitor's own. */
function spansOf({ held }: PlannedQueue): Map<WindowId, Pick<KpiInput, "counters">> {
  const spans = new Map<WindowId, Pick<KpiInput, "counters">>();
  held?.visitSpans((window, { counters }) => spans.set(window, { counters: [...counters] }));
  return spans;
}

/** Who waits now is not told one by one: their patience so far is left out, so it is a little less than it is. */
const patienceIn = (day: Pick<KpiInput, "counters"> | undefined): number | null =>
  day === undefined
    ? null
    : patienceOf({
        answeredWaitMs: day.counters[C.answeredWait]!,
        abandonedWaitMs: day.counters[C.abandonedWait]!,
        abandoned: day.counters[C.abandoned]!,
        waitingMs: 0,
      });

const told = (outlook: QueueOutlook | null, promised: Parameters<typeof expectedLevel>[1]): Expectation | null =>
  outlook === null
    ? null
    : {
        serviceLevel: expectedLevel(outlook, promised),
        waitSeconds: outlook.expectedWaitMs / 1000,
        abandonRate: outlook.abandoned,
        occupancy: outlook.occupancy,
      };

const toldLoad = (load: LoadNow & Load): NonNullable<QueuePlan["load"]> => ({
  by: load.by,
  contacts: load.contacts,
  seconds: load.spanMs / 1000,
  handleTimeSeconds: load.handleTimeMs / 1000,
  erlangs: erlangs(load),
});

const toldForecast = ({
  remaining,
  pace,
  days,
  error,
  intervals,
}: NonNullable<PlannedQueue["forecast"]>): ToldForecast => ({
  remaining,
  pace,
  days,
  error,
  intervals: intervals.map(({ from, to, offered, handleTimeMs, expected }) => ({
    from,
    to,
    offered,
    handleTimeSeconds: seconds(handleTimeMs),
    expected,
  })),
});

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
