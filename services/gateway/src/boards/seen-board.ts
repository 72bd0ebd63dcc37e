/** What of a board somebody is given: nothing of a site that he may not see, and no queue. */
import { type AccessScope, covers } from "@floorwalker/domain";
import type { Board, BoardPage } from "@floorwalker/protocol/board";
import type { Sight } from "../access/sight.ts";

export type BoardSight = Pick<Sight, "sees" | "seesSite">;

/** Of a screen: what it was paired for. */
export const sightOfScope = (scope: AccessScope): BoardSight => ({
  sees: (part) => covers(scope, part),
  seesSite: (site) => covers(scope, { of: "frame", site }),
});

/** Null: nothing. The same object: all of it. */
export function seenBoard(board: Board, sight: BoardSight): Board | null {
  const { site } = board;
  if (site === undefined) return board;
  if (!sight.seesSite(site)) return null;
  const sees = (queue: string): boolean => sight.sees({ of: "queue", site, queue });
  const queues = board.queues?.filter(sees);
  if (queues?.length === 0) return null;
  const pages = board.pages.map((page) => seenPage(page, sees));
  const isWhole = queues?.length === board.queues?.length && pages.every((page, index) => page === board.pages[index]);
  return isWhole ? board : { ...board, ...(queues === undefined ? {} : { queues }), pages };
}

function seenPage(page: BoardPage, sees: (queue: string) => boolean): BoardPage {
  if (page.layout !== "grid") return page;
  const tiles = page.tiles.filter((tile) => !("queue" in tile) || tile.queue === undefined || sees(tile.queue));
  return tiles.length === page.tiles.length ? page : { ...page, tiles };
}
