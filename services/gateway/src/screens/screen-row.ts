/** A paired television as a row of the view `screens`. */
import type { Screen } from "@floorwalker/domain";
import type { Row, ScreenRow } from "@floorwalker/protocol";
import type { OpenScreens } from "./open-screens.ts";
import { screenState } from "./shown-screen.ts";

export function screenRow(screen: Screen, open: OpenScreens, now: number): Row {
  const { id, name, scope, profile, board = null, madeAt, madeBy, revokedAt } = screen;
  const painted = open.lastOf(screen);
  const shows = open.shownOn(screen);
  const row: ScreenRow = {
    id: `screen:${id}`,
    kind: "screen",
    screen: id,
    name,
    sites: JSON.stringify(scope.sites),
    queues: JSON.stringify(scope.queues),
    teams: JSON.stringify(scope.teams),
    profile,
    board,
    showsId: shows.id,
    showsName: shows.name,
    madeAt,
    madeBy,
    revokedAt,
    state: screenState(screen, open, now),
    paintedAt: painted?.at ?? null,
    build: painted?.build ?? null,
    page: painted?.page ?? null,
    of: painted?.of ?? null,
  };
  return { ...row };
}

/** What it was paired for. */
export const scopeOfScreen = ({ sites, queues, teams }: Row): Screen["scope"] =>
  Object.fromEntries(
    Object.entries({ sites, queues, teams }).map(([of, json]) => [of, JSON.parse(String(json)) as unknown]),
  ) as unknown as Screen["scope"];
