/**
 * A queue's day by half hours: what is over as it was counted, what is in progress as boards show the day less what is over, what is to come
 * as forecast. What is not known (before the history begins, behind what it has heard, while the queue's source is silent) is no zero.
 */
export type IntervalState = "done" | "running" | "expected" | "unknown";

export interface DayInterval {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly state: IntervalState;
  readonly offered: number;
  readonly inTime: number;
  readonly late: number;
  readonly abandoned: number;
  /** 0–1; null: nothing was decided, or it is not over. */
  readonly level: number | null;
  readonly handleTime: number | null;
  /** Offered, as forecast; null: not known. */
  readonly expected: number | null;
  /** How often it was told anew. */
  readonly restated: number;
  /** Versions of the policy that judged it. */
  readonly policies: readonly string[];
}

/** Of a quarter or half hour that is over; times are epoch ms. */
export interface CountedInterval {
  readonly from: number;
  readonly offered: number;
  readonly answered: number;
  readonly inTime: number;
  readonly abandoned: number;
  readonly level: number | null;
  readonly handleTime: number | null;
  readonly restated: number;
  readonly policies: readonly string[];
}

export interface DayFacts {
  readonly dayFrom: number;
  readonly now: number;
  /** Of half hours; the newest may be half over. Null: not read. */
  readonly counted: readonly CountedInterval[] | null;
  /** From where to where the history knows, epoch ms; null: nothing. */
  readonly since: number | null;
  readonly until: number | null;
  /** The day so far, as boards show it. */
  readonly soFar: {
    readonly offered: number;
    readonly answered: number;
    readonly inTime: number;
    readonly abandoned: number;
  };
  readonly forecast: readonly { readonly from: number; readonly to: number; readonly offered: number | null }[];
  /** Since when the queue's source is silent. */
  readonly staleSince: number | null;
}

export const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
/** A quarter is told some seconds after its end: until then what came is in progress. */
const TOLD_AFTER_MS = 300_000;
const LEAST_SHOWN = 8;

export function dayIntervals(facts: DayFacts): DayInterval[] {
  const { dayFrom, now, forecast } = facts;
  const end = Math.max(forecast.at(-1)?.to ?? 0, Math.min(now + HALF_HOUR_MS, dayFrom + DAY_MS));
  const rows = new Map((facts.counted ?? []).map((row) => [row.from, row]));
  const rest = restOf(facts);
  const all: DayInterval[] = [];
  let restGoesTo: number | null = rest === null ? null : Math.min(facts.until!, now);
  for (let from = dayFrom; from < end; from += HALF_HOUR_MS) {
    const to = from + HALF_HOUR_MS;
    const state = stateOf(from, to, facts, rest !== null);
    const row = state === "done" || state === "running" ? rows.get(from) : undefined;
    const takes = state === "running" && restGoesTo !== null && to > restGoesTo ? rest : null;
    if (takes !== null) restGoesTo = null;
    const answered = (row?.answered ?? 0) + (takes?.answered ?? 0);
    const inTime = (row?.inTime ?? 0) + (takes?.inTime ?? 0);
    all.push({
      from,
      to,
      state,
      offered: (row?.offered ?? 0) + (takes?.offered ?? 0),
      inTime,
      late: Math.max(0, answered - inTime),
      abandoned: (row?.abandoned ?? 0) + (takes?.abandoned ?? 0),
      level: state === "done" ? (row?.level ?? null) : null,
      handleTime: state === "done" ? (row?.handleTime ?? null) : null,
      expected: state === "expected" ? expectedIn(from, to, forecast) : null,
      restated: row?.restated ?? 0,
      policies: row?.policies ?? [],
    });
  }
  return trimmed(all, facts.soFar.offered > 0);
}

function stateOf(
  from: number,
  to: number,
  { now, since, until, staleSince }: DayFacts,
  restKnown: boolean,
): IntervalState {
  if (from > now) return "expected";
  if (staleSince !== null && to > staleSince) return "unknown";
  if (since === null || until === null || from < since) return "unknown";
  if (to <= until) return "done";
  return restKnown ? "running" : "unknown";
}

type Sums = DayFacts["soFar"];

/** What came since the newest quarter that is over; null: the history lags too far behind, or began within the day. */
function restOf({ counted, until, since, now, soFar, dayFrom }: DayFacts): Sums | null {
  if (counted === null || until === null || since === null || since > dayFrom) return null;
  if (now - until > HALF_HOUR_MS / 2 + TOLD_AFTER_MS) return null;
  const left = (of: keyof Sums): number =>
    Math.max(0, soFar[of] - counted.reduce((sum, row) => sum + (row.from < dayFrom ? 0 : row[of]), 0));
  return { offered: left("offered"), answered: left("answered"), inTime: left("inTime"), abandoned: left("abandoned") };
}

/** Null where it is not known of a part. */
function expectedIn(from: number, to: number, forecast: DayFacts["forecast"]): number | null {
  const parts = forecast.filter((part) => part.from >= from && part.to <= to);
  if (parts.length === 0 || parts.some(({ offered }) => offered === null)) return null;
  return parts.reduce((sum, { offered }) => sum + offered!, 0);
}

/** Without the hours before and after in which nothing is. `somethingCame`: where nobody knows when, it may have been then. */
function trimmed(all: readonly DayInterval[], somethingCame: boolean): DayInterval[] {
  const isSomething = ({ state, offered, inTime, abandoned, expected }: DayInterval): boolean =>
    state === "running" ||
    (state === "unknown" && somethingCame) ||
    offered + inTime + abandoned > 0 ||
    Math.round(expected ?? 0) > 0;
  const first = Math.max(0, all.findIndex(isSomething));
  const last = all.findLastIndex(isSomething);
  const shown = Math.max(last + 1, Math.min(all.length, first + LEAST_SHOWN));
  return all.slice(Math.max(0, Math.min(first, shown - LEAST_SHOWN)), shown);
}
