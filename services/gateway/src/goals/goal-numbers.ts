/**
 * The numbers of a goal from the rows of what it is of: of one row the KPI itself, of several (a department's teams, a region's sites) the
 * quotient of their summed sides (rule 27: merges, and ratios by the KPIs' files).
 */
import { BURN_WINDOWS, type BurnWindow, type Kpi, type Sides, sidesOf, type WindowId } from "@floorwalker/domain";
import type { HeldRow } from "../held-row.ts";

export interface GoalNumbers {
  readonly value: number | null;
  readonly sides: Sides | null;
  readonly windows: Readonly<Record<BurnWindow, Sides | null>>;
}

export function goalNumbers(rows: readonly HeldRow[], kpi: Kpi): GoalNumbers {
  const sums = new Map<WindowId, Sides>();
  const values: (number | null)[] = [];
  for (const row of rows)
    row.visitSpans((window, input, scope) => {
      if (!kpi.scopes.includes(scope)) return;
      if (window === "day") values.push(kpi.read(input));
      const sides = sidesOf(kpi, input, scope);
      if (sides === null) return;
      const sum = sums.get(window);
      sums.set(window, {
        numerator: (sum?.numerator ?? 0) + sides.numerator,
        denominator: (sum?.denominator ?? 0) + sides.denominator,
      });
    });
  const sides = sums.get("day") ?? null;
  const together = sides !== null && sides.denominator > 0 ? sides.numerator / sides.denominator : null;
  const of = (window: BurnWindow): Sides | null => sums.get(window) ?? null;
  const [five, thirty, sixty] = BURN_WINDOWS;
  return {
    value: values.length === 1 ? values[0]! : together,
    sides,
    windows: { [five]: of(five), [thirty]: of(thirty), [sixty]: of(sixty) } as GoalNumbers["windows"],
  };
}
