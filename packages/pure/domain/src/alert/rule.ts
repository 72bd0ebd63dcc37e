/** A threshold on one KPI of a queue × channel or of the site. */
export interface AlertRule {
  readonly id: string;
  /** KPI id of the registry, or `serviceLevel`. */
  readonly kpi: string;
  /** Null: the whole site. */
  readonly queue: string | null;
  readonly channel: "call" | "chat" | "email" | null;
  /** Which span the KPI is read over. */
  readonly window: WindowId;
  /** Fires when the value is beyond `limit` in this direction… */
  readonly direction: "above" | "below";
  /** In the KPI's own unit (seconds, ratio, count). */
  readonly limit: number;
  /** … and resolves when it is back at or beyond `clear` on the good side. */
  readonly clear: number;
  /** Held this long before it fires, ms. */
  readonly holdForMs: number;
  /** Offered segments in the window below which nothing is said. */
  readonly minimumSample: number;
  readonly severity: "warning" | "critical";
  readonly receivers: readonly string[];
}

/** Rolling windows and the business day so far. */
export type WindowId = "5m" | "15m" | "30m" | "60m" | "day";

export const WINDOW_IDS: readonly WindowId[] = ["5m", "15m", "30m", "60m", "day"];
