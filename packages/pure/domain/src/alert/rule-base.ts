import type { Calendar } from "../calendar/calendar.ts";
import type { TellingRule } from "./step-telling.ts";

/** What every kind of rule has. */
export interface RuleBase extends TellingRule {
  readonly id: string;
  /** As people are told of it; absent: by its id. */
  readonly title?: string;
  /** Made from a target or a source, not written by anybody (rule 25). */
  readonly default: boolean;
  /** Held this long before it fires, ms. */
  readonly holdForMs: number;
  readonly severity: "warning" | "critical";
  /** Outside of it nothing is judged and nothing fires; absent: always. */
  readonly schedule?: Calendar;
}

/** Rolling windows and the business day so far. */
export type WindowId = "5m" | "15m" | "30m" | "60m" | "day";

export const WINDOW_IDS: readonly WindowId[] = ["5m", "15m", "30m", "60m", "day"];
