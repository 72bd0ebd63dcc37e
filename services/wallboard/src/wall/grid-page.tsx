/** A page that somebody made: each tile where it was put, in as many cells as it was given. */
import type { SiteRow, SourceRow } from "@floorwalker/protocol";
import type { TilePlace } from "@floorwalker/protocol/board";
import type { CSSProperties } from "react";
import type { PlanningAnswer } from "../answers/planning.ts";
import { planOf } from "../answers/planning.ts";
import type { AlertItem } from "../model/alert-items.ts";
import type { Cell } from "../model/board-pages.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { COLUMNS, ROWS } from "../model/wall-pages.ts";
import { words } from "../words/words.ts";
import { ActNowTile } from "./act-now-tile.tsx";
import { AgentsTile } from "./agents-tile.tsx";
import { AlertsTile } from "./alerts-tile.tsx";
import { GoalTile, type GoalTileProps } from "./goal-tile.tsx";
import { HeroTile } from "./hero-tile.tsx";
import { NumberTile } from "./number-tile.tsx";
import { WallTile, type WallTileProps } from "./wall-tile.tsx";

export interface GridPageProps
  extends Pick<WallTileProps, "trends" | "knownAt" | "window" | "dayFrom">,
    Pick<GoalTileProps, "goals"> {
  readonly cells: readonly Cell<QueueLine>[];
  readonly changed: ReadonlySet<string>;
  readonly plans: PlanningAnswer | null;
  readonly items: readonly AlertItem[];
  readonly lines: readonly QueueLine[];
  readonly site: SiteRow | null;
  readonly sources: readonly SourceRow[];
  readonly isOld: boolean;
}

const placeOf = ({ column, row, columns, rows }: TilePlace): CSSProperties => ({
  gridColumn: `${column} / span ${columns}`,
  gridRow: `${row} / span ${rows}`,
});

export default function GridPage({ cells, ...parts }: GridPageProps) {
  return (
    <ul
      className="wgrid"
      data-testid="grid"
      style={{
        gridTemplateColumns: `repeat(${COLUMNS}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${ROWS}, minmax(0, 1fr))`,
      }}
    >
      {cells.map((cell) => (
        <GridTile key={`${cell.tile.at.column}.${cell.tile.at.row}`} cell={cell} {...parts} />
      ))}
    </ul>
  );
}

function GridTile({
  cell: { tile, line },
  ...parts
}: Omit<GridPageProps, "cells"> & { readonly cell: Cell<QueueLine> }) {
  const { changed, goals, plans, items, lines, site, sources, isOld, ...given } = parts;
  const place = placeOf(tile.at);
  switch (tile.kind) {
    case "agents":
      return <AgentsTile site={site} isOld={isOld} place={place} />;
    case "actNow": {
      const { columns, rows } = tile.at;
      return <ActNowTile lines={lines} sources={sources} columns={columns} rows={rows} place={place} />;
    }
    case "goal":
      return <GoalTile tile={tile} goals={goals} lines={lines} site={site} isOld={isOld} place={place} />;
    case "alerts":
      return <AlertsTile items={items} rows={tile.at.rows} place={place} />;
    case "message":
      return (
        <li className="wt wmessage" data-testid="message" style={place}>
          <p>{tile.text}</p>
        </li>
      );
    case "number":
      return <NumberTile tile={tile} lines={lines} site={site} isOld={isOld} window={given.window} place={place} />;
    default: {
      if (line === null) return <NoQueue title={tile.kind === "queue" ? tile.queue : null} place={place} />;
      const { columns, rows } = tile.at;
      const of = { line, isNew: changed.has(line.id), place, ...given };
      return columns >= 2 && rows >= 2 ? (
        <HeroTile {...of} staff={planOf(plans, line.row.queue, line.channel)?.staff ?? null} />
      ) : (
        <WallTile {...of} roomy={rows >= 2} />
      );
    }
  }
}

/** Fewer queues than ranks are nothing to be told of; a queue by name that is not there is. */
function NoQueue({ title, place }: { readonly title: string | null; readonly place: CSSProperties }) {
  return (
    <li className="wt wempty" data-testid="no-queue" style={place}>
      {title !== null && (
        <>
          <h3>{title}</h3>
          <p className="q">{words.states.noData}</p>
        </>
      )}
    </li>
  );
}
