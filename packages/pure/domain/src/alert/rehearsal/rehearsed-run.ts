/** A rule, or a variant of it, with all that it would have done, as it is answered: by a gateway, and of a recording alike. */
import { localIso } from "../../zone-time.ts";
import type { AlertRule } from "../rule.ts";
import { type RehearsedEpisode, type RehearsedMessage, type RehearsedSum, rehearsedSum } from "./rehearsed.ts";
import { variantOf } from "./variants.ts";

type Told<T> = Omit<T, "at" | "since" | "firedAt" | "resolvedAt" | "told">;

export interface RehearsedRun extends RehearsedSum {
  readonly holdForSeconds: number;
  /** In the unit of the KPI, of agents and contacts s; null: it has none. */
  readonly limit: number | null;
  /** Times are the site's, ISO 8601. */
  readonly episodes: readonly (Told<RehearsedEpisode> & {
    readonly since: string;
    readonly firedAt: string;
    readonly resolvedAt: string | null;
    /** How long it fired; up to the end of the time that is rehearsed. */
    readonly seconds: number;
    readonly told: readonly (Told<RehearsedMessage> & { readonly at: string })[];
  })[];
  /** There are more episodes than are listed. */
  readonly more: boolean;
}

const isBurn = (rule: AlertRule): boolean => rule.kind === "budget" && rule.burn !== null;

export interface RehearsedSpan {
  /** Episodes that fired in [from, to), epoch ms. */
  readonly from: number;
  readonly to: number;
  /** IANA; the site's. */
  readonly zone: string;
  /** Episodes listed, at most. */
  readonly most: number;
  /** More were not even counted. */
  readonly isCut: boolean;
}

export function rehearsedRun(
  rule: AlertRule,
  all: readonly RehearsedEpisode[],
  { from, to, zone, most, isCut }: RehearsedSpan,
): RehearsedRun {
  const { holdForMs, limit } = variantOf(rule);
  const iso = (at: number): string => localIso(at, zone);
  const episodes = all.filter(({ firedAt }) => firedAt >= from);
  return {
    holdForSeconds: holdForMs / 1000,
    limit: limit === null || rule.kind === "kpi" || isBurn(rule) ? limit : limit / 1000,
    ...rehearsedSum(episodes, to),
    episodes: episodes.slice(0, most).map(({ since, firedAt, resolvedAt, told, ...episode }) => ({
      ...episode,
      since: iso(since),
      firedAt: iso(firedAt),
      resolvedAt: resolvedAt === null ? null : iso(resolvedAt),
      seconds: ((resolvedAt ?? to) - firedAt) / 1000,
      told: told.map(({ at, ...message }) => ({ at: iso(at), ...message })),
    })),
    more: isCut || episodes.length > most,
  };
}
