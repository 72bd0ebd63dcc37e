/** `POST /v1/rules/rehearse` (docs/alerts.md), as far as a board shows it. */
export interface RehearsedEpisode {
  readonly queue: string | null;
  readonly channel: string | null;
  readonly worst: number | null;
  /** Local to the site, ISO. */
  readonly firedAt: string;
  /** Null: it still fires. */
  readonly resolvedAt: string | null;
  readonly seconds: number;
}

export interface RehearsedRun {
  readonly holdForSeconds: number;
  readonly limit: number | null;
  readonly fired: number;
  readonly underFiveMinutes: number;
  readonly firingSeconds: number;
  readonly longestSeconds: number | null;
  readonly episodes: readonly RehearsedEpisode[];
  readonly more: boolean;
}

export interface RehearsalAnswer {
  readonly from: string;
  readonly to: string;
  readonly contacts: number;
  readonly restated: boolean | null;
  /** The rule as it is written, then its variants. */
  readonly runs: readonly RehearsedRun[];
}

export const REHEARSAL_PATH = "/v1/rules/rehearse";
