/** `GET /v1/planning?site=` (docs/planning.md), as far as a board shows it. */
export interface PlanningAnswer {
  readonly queues: readonly QueuePlan[];
}

export interface QueuePlan {
  readonly queue: string;
  readonly channel: string;
  readonly forecast: {
    readonly remaining: number | null;
    readonly intervals: readonly {
      readonly from: number;
      readonly to: number;
      readonly offered: number | null;
      readonly expected: boolean;
    }[];
  } | null;
  readonly needed: { readonly erlangA: number | null; readonly erlangC: number | null };
  /** Null: nobody's queues are configured. */
  readonly staff: {
    readonly signedIn: number;
    readonly there: number;
    readonly free: readonly {
      readonly agent: string;
      readonly name: string;
      readonly team: string | null;
      readonly since: number;
    }[];
  } | null;
  readonly spare: number | null;
  readonly expected: {
    readonly erlangA: { readonly waitSeconds: number } | null;
    readonly erlangC: { readonly waitSeconds: number } | null;
  };
}

export const planningPath = (site: string): string => `/v1/planning?site=${encodeURIComponent(site)}`;
/** How often a page asks: who is free changes by the second, Erlang's sums do not. */
export const PLANNING_EVERY_MS = 10_000;

export const planOf = (answer: PlanningAnswer | null, queue: string, channel: string): QueuePlan | null =>
  answer?.queues.find((plan) => plan.queue === queue && plan.channel === channel) ?? null;
