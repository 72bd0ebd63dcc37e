/** One KPI on a wall: of the site, or of one queue. */
import type { SiteRow } from "@floorwalker/protocol";
import type { Tile } from "@floorwalker/protocol/board";
import type { CSSProperties } from "react";
import { formatByUnit } from "../format/format-value.ts";
import { valueIn } from "../model/floor.ts";
import type { QueueLine } from "../model/queue-line.ts";
import type { ViewWindow } from "../model/service-level-facts.ts";
import { nameIn, words } from "../words/words.ts";
import { Fit } from "./fit.tsx";
import { useCatalogue } from "./use-catalogue.ts";

export interface NumberTileProps {
  readonly tile: Extract<Tile, { kind: "number" }>;
  readonly lines: readonly QueueLine[];
  readonly site: SiteRow | null;
  /** The site's numbers are old. */
  readonly isOld: boolean;
  readonly window: ViewWindow;
  readonly place: CSSProperties;
}

export function NumberTile({ tile, lines, site, isOld, window, place }: NumberTileProps) {
  const { kpi, queue, channel = "call" } = tile;
  const entry = useCatalogue()?.kpis.find(({ id }) => id === kpi);
  const line = lines.find(({ row }) => row.queue === queue && row.channel === channel);
  const row = queue === undefined ? site : (line?.row ?? null);
  const old = queue === undefined ? isOld : line?.state === "stale";
  // Some are of a moment, others of a window.
  const now = row === null ? null : valueIn(row, kpi);
  const value = row === null || old ? null : now === undefined ? valueIn(row, kpi, window) : now;
  return (
    <li className={old ? "wt stale" : "wt"} data-testid={`number-${kpi}`} style={place}>
      <h3>
        <Fit text={nameIn(words.kpis, kpi)} />
      </h3>
      <p className="wvalue" data-testid="number">
        {entry === undefined ? words.noValue : formatByUnit(value, entry.unit)}
      </p>
      <p className="q">
        <Fit
          text={`${line?.row.title ?? queue ?? words.wholeSite}${now === undefined ? ` · ${words.windows[window]}` : ""}`}
        />
      </p>
    </li>
  );
}
