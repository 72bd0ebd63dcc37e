/**
 * The room of a table. On a phone a row becomes a card (`narrow.css`): what a column's head says stands before each value, so that nothing is left
 * out or has to be scrolled sideways. The heads are read from the table itself.
 */
import { type ReactNode, useLayoutEffect, useRef } from "react";

/** With so many columns a table is wider than a phone. */
const WIDE = 4;
/** A card is no table to a browser (its parts are blocks and grids), so what each is to a screen reader is said; later ones count. */
const ROLES: readonly (readonly [string, string])[] = [
  ["thead, tbody, tfoot", "rowgroup"],
  ["tr", "row"],
  ["td", "cell"],
  ["th", "columnheader"],
  ["tbody th", "rowheader"],
];

export function TableRoom({ children }: { readonly children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null);
  // After each painting: rows come and go.
  useLayoutEffect(() => {
    for (const table of room.current?.querySelectorAll("table") ?? []) labelCells(table);
  });
  return (
    <div className="table-room" ref={room}>
      {children}
    </div>
  );
}

function labelCells(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])].flatMap((head) =>
    Array.from({ length: head.colSpan }, () => labelOf(head)),
  );
  if (heads.length >= WIDE) {
    table.dataset.cards = "";
    for (const [of, role] of ROLES) for (const part of table.querySelectorAll(of)) part.setAttribute("role", role);
    table.setAttribute("role", "table");
  }
  for (const body of table.tBodies)
    for (const row of body.rows) {
      let column = 0;
      for (const cell of row.cells) {
        const label = cell.tagName === "TD" ? (heads[column] ?? "") : "";
        if ((cell.dataset.label ?? "") !== label) cell.dataset.label = label;
        column += cell.colSpan;
      }
    }
}

/** Its words and, behind them, the span that stands below them. */
const labelOf = (head: HTMLElement): string =>
  [...head.childNodes]
    .map((part) => part.textContent?.trim() ?? "")
    .filter((text) => text !== "")
    .join(" · ");
