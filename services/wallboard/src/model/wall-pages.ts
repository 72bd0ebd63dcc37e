/**
 * What stands on each page of a wall: 4 × 3 cells. With a breach the worst queue takes 2 × 2 of them. The last cell is for the agents, or says
 * how many queues follow. Up to eight queues that are all well have more room each; what does not fit is listed, thirty to a page.
 */
export type WallPage<T> =
  | {
      readonly kind: "tiles";
      /** In breach, the worst; null: none is. */
      readonly hero: T | null;
      readonly tiles: readonly T[];
      /** On further pages. */
      readonly rest: readonly T[];
      readonly columns: number;
      readonly rows: number;
      /** The last cell is the agents'. */
      readonly agents: boolean;
    }
  | { readonly kind: "list"; readonly tiles: readonly T[] };

export const COLUMNS = 4;
export const ROWS = 3;
const CELLS = COLUMNS * ROWS;
/** Cells of the worst queue. */
const HERO_CELLS = 4;
/** So many well ones have a trend line each. */
const ROOMY = 8;
export const LISTED = 30;

/** `lines`: worst first. `isBreach`: of the first. */
export function wallPages<T>(lines: readonly T[], isBreach: (line: T) => boolean): readonly WallPage<T>[] {
  const worst = lines[0];
  const hero = worst !== undefined && isBreach(worst) ? worst : null;
  const free = hero === null ? CELLS : CELLS - HERO_CELLS;
  const others = hero === null ? lines : lines.slice(1);
  if (hero === null && lines.length <= ROOMY) return [roomy(lines)];
  // One cell is the agents', or tells of those that follow; without either it is a queue's.
  const fits = others.length <= free;
  const tiles = others.slice(0, fits ? free : free - 1);
  const rest = others.slice(tiles.length);
  const agents = fits && tiles.length < free;
  return [
    { kind: "tiles", hero, tiles, rest, columns: COLUMNS, rows: ROWS, agents },
    ...listed(rest).map((of): WallPage<T> => ({ kind: "list", tiles: of })),
  ];
}

function roomy<T>(tiles: readonly T[]): WallPage<T> {
  const rows = tiles.length <= 3 ? 1 : 2;
  const columns = Math.max(1, Math.ceil(tiles.length / rows));
  return { kind: "tiles", hero: null, tiles, rest: [], columns, rows, agents: false };
}

/** Pages of about equal length. */
function listed<T>(rest: readonly T[]): readonly (readonly T[])[] {
  const pages = Math.ceil(rest.length / LISTED);
  const each = Math.ceil(rest.length / Math.max(1, pages));
  return Array.from({ length: pages }, (_, page) => rest.slice(page * each, (page + 1) * each));
}

export const isRoomy = <T>(page: WallPage<T>): boolean =>
  page.kind === "tiles" && page.hero === null && page.tiles.length <= ROOMY && page.rest.length === 0;
