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
    /** All of them; `free` names those whom whoever asks may see. */
    readonly freeCount: number;
    readonly free: readonly {
      readonly agent: string;
      readonly name: string;
      readonly team: string | null;
      readonly since: number;
    }[];
    /** Where one queue was asked for. */
    readonly serving?: readonly ServingAgent[];
  } | null;
  readonly spare: number | null;
  readonly expected: {
    readonly erlangA: { readonly waitSeconds: number } | null;
    readonly erlangC: { readonly waitSeconds: number } | null;
  };
}

export interface ServingAgent {
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  readonly state: "idle" | "onContact" | "wrapUp" | "paused";
  readonly since: number;
  readonly reason: string | null;
}

/** `queue`: also who serves it. */
export const planningPath = (site: string, queue?: string): string =>
  `/v1/planning?${new URLSearchParams(queue === undefined ? { site } : { site, queue })}`;
/** How often a page asks: who is free changes by the second, Erlang's sums do not. */
export const PLANNING_EVERY_MS = 10_000;

export const planOf = (answer: PlanningAnswer | null, queue: string, channel: string): QueuePlan | null =>
  answer?.queues.find((plan) => plan.queue === queue && plan.channel === channel) ?? null;
