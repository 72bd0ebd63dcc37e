/**
 * A page as it is laid out: each tile is a button that arrows move, shift and arrows resize and Delete removes; a pointer does the same by dragging
 * it or its corner. What a tile cannot do is said, and nothing changes.
 */
import { COLUMNS, ROWS, type Tile, type TilePlace } from "@floorwalker/protocol/board";
import { type KeyboardEvent, type PointerEvent, type RefObject, useRef, useState } from "react";
import { formatCount } from "../../format/format-value.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { type KnownNames, tileHint, tileTitle } from "./tile-words.ts";

export interface TileGridProps {
  readonly tiles: readonly Tile[];
  readonly selected: number | null;
  /** As televisions will show it. */
  readonly theme: "dark" | "light";
  readonly names: KnownNames;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly select: (index: number) => void;
  readonly place: (index: number, at: TilePlace) => void;
  readonly remove: (index: number) => void;
}

interface Drag {
  readonly index: number;
  readonly resizes: boolean;
  readonly x: number;
  readonly y: number;
  readonly at: TilePlace;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const movedBy = (at: TilePlace, x: number, y: number, resizes: boolean): TilePlace =>
  resizes
    ? { ...at, columns: Math.max(1, at.columns + x), rows: Math.max(1, at.rows + y) }
    : { ...at, column: at.column + x, row: at.row + y };

export function TileGrid({ tiles, selected, theme, names, grid, select, place, remove }: TileGridProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const started = useRef<Drag | null>(null);
  const keys = (index: number, at: TilePlace) => (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by !== undefined) {
      event.preventDefault();
      place(index, movedBy(at, by[0], by[1], event.shiftKey));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(index);
    }
  };
  const begin = (index: number, at: TilePlace) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const resizes = (event.target as HTMLElement).dataset.corner !== undefined;
    event.currentTarget.setPointerCapture(event.pointerId);
    started.current = { index, resizes, x: event.clientX, y: event.clientY, at };
    select(index);
  };
  const move = (event: PointerEvent): void => {
    const from = started.current;
    const box = grid.current?.getBoundingClientRect();
    if (from === null || box === undefined) return;
    const [x, y] = [
      Math.round(((event.clientX - from.x) / box.width) * COLUMNS),
      Math.round(((event.clientY - from.y) / box.height) * ROWS),
    ];
    setDrag({ ...from, at: clamped(movedBy(from.at, x, y, from.resizes)) });
  };
  const end = (): void => {
    if (drag !== null && started.current !== null && !same(drag.at, started.current.at)) place(drag.index, drag.at);
    started.current = null;
    setDrag(null);
  };
  return (
    <div className="tile-grid" ref={grid} data-theme={theme} data-testid="tile-grid">
      {tiles.map((tile, index) => {
        const at = drag?.index === index ? drag.at : tile.at;
        const title = tileTitle(tile, names);
        return (
          <button
            // Tiles have no other name than their place in the list: it stays while they move.
            key={`${tile.kind}.${tiles.slice(0, index).filter(({ kind }) => kind === tile.kind).length}`}
            type="button"
            className="tile"
            data-testid="tile"
            data-kind={tile.kind}
            data-dragged={drag?.index === index || undefined}
            aria-pressed={selected === index}
            style={{ gridColumn: `${at.column} / span ${at.columns}`, gridRow: `${at.row} / span ${at.rows}` }}
            onClick={() => select(index)}
            onFocus={() => select(index)}
            onKeyDown={keys(index, tile.at)}
            onPointerDown={begin(index, tile.at)}
            onPointerMove={move}
            onPointerUp={end}
            onPointerCancel={end}
          >
            <b>{title}</b>
            <span className="s q">{tileHint(tile, names)}</span>
            <span className="unseen">{placeText(at)}</span>
            <i data-corner="" aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}

export const placeText = ({ column, row, columns, rows }: TilePlace): string =>
  boardWords().place(formatCount(columns), formatCount(rows), formatCount(column), formatCount(row));

const same = (a: TilePlace, b: TilePlace): boolean =>
  a.column === b.column && a.row === b.row && a.columns === b.columns && a.rows === b.rows;

const within = (value: number, most: number): number => Math.max(1, Math.min(most, value));

function clamped({ column, row, columns, rows }: TilePlace): TilePlace {
  const [wide, high] = [within(columns, COLUMNS), within(rows, ROWS)];
  return { columns: wide, rows: high, column: within(column, COLUMNS + 1 - wide), row: within(row, ROWS + 1 - high) };
}
