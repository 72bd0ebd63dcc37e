/** Which KPIs a look back shows: those that the board has words for. */
import type { KpiEntry } from "../../answers/catalogue.ts";
import { formatCount } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";
import { kpiName } from "./history-charts.ts";

export interface KpiChoiceProps {
  readonly offered: readonly KpiEntry[];
  readonly chosen: readonly string[];
  readonly choose: (kpis: readonly string[]) => void;
}

export function KpiChoice({ offered, chosen, choose }: KpiChoiceProps) {
  return (
    <details className="kpi-choice">
      <summary className="btn">{words.historyPage.kpis(formatCount(chosen.length))}</summary>
      <fieldset className="panel body" aria-label={words.historyPage.kpisLabel}>
        {offered.map((kpi) => (
          <label key={kpi.id} className="s">
            <input
              type="checkbox"
              checked={chosen.includes(kpi.id)}
              onChange={(event) =>
                choose(
                  event.target.checked
                    ? offered.map(({ id }) => id).filter((id) => id === kpi.id || chosen.includes(id))
                    : chosen.filter((id) => id !== kpi.id),
                )
              }
            />{" "}
            {kpiName(kpi)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
