/** Paired screens, as the gateway tells them (docs/screens.md). */
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

/** Of a screen, where nobody chose otherwise. */
export const USUAL_PROFILE = "pseudonyms";
