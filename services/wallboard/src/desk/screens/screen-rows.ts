/** Paired screens, as the gateway tells them (docs/screens.md): asked for once, and from then on as the view `screens` has them. */
import type { ScreenRow as LiveScreen } from "@floorwalker/protocol";
import type { Scope } from "../admin/account-rows.ts";

export interface ScreenRow {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly profile: string;
  /** That it is bound to; null: the usual one. */
  readonly board: string | null;
  readonly shows: { readonly id: string; readonly name: string };
  readonly madeAt: string;
  readonly madeBy: string;
  readonly revokedAt: string | null;
  readonly state: "painting" | "silent" | "revoked";
  readonly painted: { readonly at: string; readonly build: string; readonly page: number; readonly of: number } | null;
}

export interface ScreensAnswer {
  /** Of the gateway: a screen with another one is old. */
  readonly build: string;
  readonly screens: readonly ScreenRow[];
  /** That whoever asks may give to a screen. */
  readonly profiles: readonly ProfileRow[];
}

export interface ProfileRow {
  readonly id: string;
  readonly agents: "names" | "pseudonyms" | "groups";
}

/** The same of the view. */
export function screenOf(row: LiveScreen): ScreenRow {
  const { screen, name, profile, board, showsId, showsName, madeBy, state, paintedAt, build, page, of } = row;
  const part = <T>(json: string): T => JSON.parse(json) as T;
  const time = (at: number): string => new Date(at).toISOString();
  return {
    id: screen,
    name,
    scope: { sites: part(row.sites), queues: part(row.queues), teams: part(row.teams) },
    profile,
    board,
    shows: { id: showsId, name: showsName },
    madeAt: time(row.madeAt),
    madeBy,
    revokedAt: row.revokedAt === null ? null : time(row.revokedAt),
    state,
    painted: paintedAt === null ? null : { at: time(paintedAt), build: build ?? "", page: page ?? 1, of: of ?? 1 },
  };
}

/** Of a screen, where nobody chose otherwise. */
export const USUAL_PROFILE = "pseudonyms";
