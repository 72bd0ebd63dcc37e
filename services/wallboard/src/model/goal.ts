/** A goal as the view `goals` tells it (docs/goals.md), as far as a board shows it. */
import type { GoalRow } from "@floorwalker/protocol";

type State = "onTarget" | "atRisk" | "below" | "noData";

interface GoalSpan {
  readonly state: State;
  readonly value: number | null;
  readonly missesLeft: number | null;
}

export interface Goal extends GoalSpan {
  readonly kpi: string;
  readonly unit: string;
  readonly scope: { readonly kind: string } & Readonly<
    Partial<Record<"queue" | "channel" | "team" | "department" | "agent" | "region", string>>
  >;
  readonly better: "higher" | "lower";
  readonly target: number;
  readonly denominator: number | null;
  readonly misses: number | null;
  readonly burn: Readonly<Record<"5m" | "30m" | "60m", number | null>>;
  readonly byClose: {
    readonly coming: number;
    readonly value: number | null;
    readonly missesLeft: number | null;
    readonly inTimeNeeded: number | null;
    readonly outOfReach: boolean;
  } | null;
  readonly noReturnAt: number | null;
  readonly week: GoalSpan | null;
  readonly month: GoalSpan | null;
}

const NAMES = ["queue", "channel", "team", "department", "agent", "region"] as const;

export function goalOf(row: GoalRow): Goal {
  const { state, value, missesLeft, kpi, unit, better, target, denominator, misses, noReturnAt } = row;
  const named = NAMES.flatMap((name) => (row[name] === null ? [] : [[name, row[name]] as const]));
  const of = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));
  return {
    state,
    value,
    missesLeft,
    kpi,
    unit,
    better,
    target,
    denominator,
    misses,
    noReturnAt,
    scope: { kind: row.of, ...Object.fromEntries(named) },
    burn: { "5m": row["burn.5m"], "30m": row["burn.30m"], "60m": row["burn.60m"] },
    byClose: of(row.byClose),
    week: of(row.week),
    month: of(row.month),
  };
}

/** Whose it is, as an address says it. */
export const whoOf = (scope: Goal["scope"]): string =>
  [scope.kind, ...NAMES.flatMap((name) => scope[name] ?? [])].join(":");

const ORDER: readonly GoalRow["of"][] = ["queue", "site", "department", "team", "agent", "region"];

/** Those of queues first, otherwise as they are told. */
export const inOrder = (rows: readonly GoalRow[]): readonly GoalRow[] =>
  rows.toSorted((a, b) => ORDER.indexOf(a.of) - ORDER.indexOf(b.of));
