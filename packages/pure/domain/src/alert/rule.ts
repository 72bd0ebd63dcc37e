/**
 * What an alert watches: a KPI of a queue × channel or of the site, or whether a source is heard of. A union on `kind`,
 * so that each place that handles rules says what it does with every kind. (Its rows and messages call it `about`: there
 * `kind` is the kind of row.)
 */
import type { Channel } from "../event.ts";

export type AlertRule = KpiRule | SourceRule;

interface RuleBase {
  readonly id: string;
  /** Made from a target or a source, not written by anybody (rule 25). */
  readonly default: boolean;
  /** Held this long before it fires, ms. */
  readonly holdForMs: number;
  readonly severity: "warning" | "critical";
  readonly receivers: readonly string[];
}

/** A threshold on one KPI. */
export interface KpiRule extends RuleBase {
  readonly kind: "kpi";
  /** KPI id of the registry. */
  readonly kpi: string;
  /** Null: the whole site. */
  readonly queue: string | null;
  readonly channel: Channel | null;
  /** Which span the KPI is read over. */
  readonly window: WindowId;
  /** Fires when the value is beyond `limit` in this direction… */
  readonly direction: "above" | "below";
  /** In the KPI's own unit (seconds, ratio, count). */
  readonly limit: number;
  /** … and resolves when it is back at or beyond `clear` on the good side. */
  readonly clear: number;
  /** With a smaller sample in the window nothing is said; what is counted is the KPI's own (rule 14). */
  readonly minimumSample: number;
}

/** A source was not heard of for longer than its own `silentAfter`. */
export interface SourceRule extends RuleBase {
  readonly kind: "source";
  /** Null: every source of the site. */
  readonly source: string | null;
}

/** Rolling windows and the business day so far. */
export type WindowId = "5m" | "15m" | "30m" | "60m" | "day";

export const WINDOW_IDS: readonly WindowId[] = ["5m", "15m", "30m", "60m", "day"];
