/** `GET /v1/goals?site=` (docs/goals.md), as far as a board shows it. */
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
  readonly burn: Readonly<Record<"5m" | "30m" | "60m", number | null>> | null;
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

export interface GoalsAnswer {
  readonly goals: readonly Goal[];
}

export const goalsPath = (site: string): string => `/v1/goals?site=${encodeURIComponent(site)}`;
