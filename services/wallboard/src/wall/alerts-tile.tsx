/** What fires, the worst first, and whose it is; nothing, said quietly, where nothing does. */
import type { CSSProperties } from "react";
import { formatCount } from "../format/format-value.ts";
import type { AlertItem } from "../model/alert-items.ts";
import { Icon } from "../ui/icon.tsx";
import { words } from "../words/words.ts";
import { Fit } from "./fit.tsx";
import { breachesOf, heardOf, nameOf, ownerOf } from "./wall-banner.tsx";

export interface AlertsTileProps {
  readonly items: readonly AlertItem[];
  /** Of the page: how many lines there is room for. */
  readonly rows: number;
  readonly place: CSSProperties;
}

const LINES_A_ROW = 2;
const OWN_LINES = [2, 6, 10] as const;

export function AlertsTile({ items, rows, place }: AlertsTileProps) {
  const breaches = breachesOf(items);
  const firing = [...breaches, ...heardOf(items).filter((item) => !breaches.includes(item))];
  const room = OWN_LINES[rows - 1] ?? rows * LINES_A_ROW;
  return (
    <li className={breaches.length > 0 ? "wt breach" : "wt"} data-testid="alerts" style={place}>
      <h3 className="wrow">
        <span>{words.alerts}</span>
        <b>{formatCount(firing.length)}</b>
      </h3>
      {firing.length === 0 && <p className="q">{words.noAlerts}</p>}
      <ul className="walerts">
        {firing.slice(0, room).map((item) => (
          <li key={item.id} className="wrow">
            <span className={`wstate ${item.severity === "critical" ? "breach" : "atRisk"}`}>
              <Icon name={item.severity === "critical" ? "breach" : "atRisk"} />
              <span className="unseen">{words.severity[item.severity]}</span>
            </span>
            <Fit text={nameOf(item)} />
            {rows > 1 && (
              <span className="q wowner">
                <Fit text={ownerOf(item)} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
