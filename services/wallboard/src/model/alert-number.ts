/** The number that an alert is about, with its limit: of a budget how fast it is spent, or, where only its end is asked, what is left of it. */
import type { BudgetAlertRow, KpiAlertRow } from "@floorwalker/protocol";

export interface AlertNumber {
  /** Of a KPI its id. */
  readonly kpi: string;
  readonly window: string;
  readonly unit: string;
  readonly direction: KpiAlertRow["direction"];
  readonly value: number | null;
  readonly limit: number;
  readonly clear: number;
}

export const BURN = "burn";
export const MISSES_LEFT = "missesLeft";

/** On the good side of the limit again, although the alert is not over: that it is only beyond what clears it. What is left of a budget has no way back. */
export const isBack = ({ kpi, direction, value, limit }: AlertNumber): boolean =>
  kpi !== MISSES_LEFT && value !== null && (direction === "below" ? value >= limit : value <= limit);

export function alertNumber(alert: KpiAlertRow | BudgetAlertRow): AlertNumber {
  if (alert.about === "kpi") return alert;
  const { limit, clear, longWindow, value, missesLeft } = alert;
  if (limit === null || longWindow === null)
    return {
      kpi: MISSES_LEFT,
      window: "day",
      unit: "count",
      direction: "below",
      value: missesLeft,
      limit: 0,
      clear: 0,
    };
  return { kpi: BURN, window: longWindow, unit: "times", direction: "above", value, limit, clear: clear ?? limit };
}
