/** What of a screen is shown to who looks after it: no hash of anything. */
import type { AccessScope, Painted, Screen } from "@floorwalker/domain";
import type { OpenScreens } from "./open-screens.ts";

export interface ShownScreen {
  readonly id: string;
  readonly name: string;
  readonly scope: AccessScope;
  readonly profile: string;
  /** That it is bound to; null: the one for walls. */
  readonly board: string | null;
  /** What it shows. */
  readonly shows: { readonly id: string; readonly name: string };
  readonly madeAt: string;
  readonly madeBy: string;
  readonly revokedAt: string | null;
  /** `silent`: it has painted nothing for a minute and a half. */
  readonly state: "painting" | "silent" | "revoked";
  /** Null: it never did. */
  readonly painted: (Omit<Painted, "at"> & { readonly at: string }) | null;
}

export function shownScreen(screen: Screen, open: OpenScreens, now: number): ShownScreen {
  const { id, name, scope, profile, board = null, madeAt, madeBy, revokedAt } = screen;
  const painted = open.lastOf(screen);
  return {
    id,
    name,
    scope,
    profile,
    board,
    shows: open.shownOn(screen),
    madeAt: isoOf(madeAt),
    madeBy,
    revokedAt: revokedAt === null ? null : isoOf(revokedAt),
    state: screenState(screen, open, now),
    painted: painted === null ? null : { ...painted, at: isoOf(painted.at) },
  };
}

export function screenState(screen: Screen, open: OpenScreens, now: number): ShownScreen["state"] {
  if (screen.revokedAt !== null) return "revoked";
  return open.isSilent(screen, now) ? "silent" : "painting";
}

const isoOf = (time: number): string => new Date(time).toISOString();
