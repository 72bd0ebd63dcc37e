/** What a rule would have done: each time that it fired, and what that comes to. */

import type { Channel } from "../../event.ts";
import type { ToldState } from "../alert-key.ts";

export interface RehearsedMessage {
  /** Epoch ms. */
  readonly at: number;
  readonly state: ToldState;
  readonly step: number;
  readonly reminder: number;
  readonly receivers: readonly string[];
}

export interface RehearsedEpisode {
  /** Null: the whole site, or no queue's. */
  readonly queue: string | null;
  readonly channel: Channel | null;
  /** Of a rule on contacts; of one on agents or sources: which. */
  readonly about: string | null;
  /** When it went beyond its limit, when it fired, and when that was over; epoch ms. Null: it still fired at the end. */
  readonly since: number;
  readonly firedAt: number;
  readonly resolvedAt: number | null;
  /** Of a KPI, in its unit. */
  readonly worst: number | null;
  /** Who would have been told, if nobody had taken it. */
  readonly told: readonly RehearsedMessage[];
}

export interface RehearsedSum {
  /** How often it fired. */
  readonly fired: number;
  /** Of those, at the end it still did. */
  readonly stillFiring: number;
  /** Over within five minutes. */
  readonly underFiveMinutes: number;
  /** All together, the middle and the longest, s; those that still fire up to the end. Null: it never fired. */
  readonly firingSeconds: number;
  readonly medianSeconds: number | null;
  readonly longestSeconds: number | null;
  /** Messages by receiver, the most first. */
  readonly told: readonly { readonly receiver: string; readonly messages: number }[];
}

const SHORT_MS = 300_000;

/** `to`: the end of the time that was rehearsed. */
export function rehearsedSum(episodes: readonly RehearsedEpisode[], to: number): RehearsedSum {
  const lasted = episodes.map(({ firedAt, resolvedAt }) => (resolvedAt ?? to) - firedAt).sort((a, b) => a - b);
  const messages = new Map<string, number>();
  for (const { told } of episodes)
    for (const { receivers } of told)
      for (const receiver of receivers) messages.set(receiver, (messages.get(receiver) ?? 0) + 1);
  const middle = lasted.length >> 1;
  const median = lasted.length % 2 === 1 ? lasted[middle]! : ((lasted[middle - 1] ?? 0) + (lasted[middle] ?? 0)) / 2;
  return {
    fired: episodes.length,
    stillFiring: episodes.filter(({ resolvedAt }) => resolvedAt === null).length,
    underFiveMinutes: episodes.filter(
      ({ firedAt, resolvedAt }) => resolvedAt !== null && resolvedAt - firedAt < SHORT_MS,
    ).length,
    firingSeconds: lasted.reduce((sum, ms) => sum + ms, 0) / 1000,
    medianSeconds: lasted.length === 0 ? null : median / 1000,
    longestSeconds: lasted.length === 0 ? null : lasted.at(-1)! / 1000,
    told: [...messages]
      .map(([receiver, count]) => ({ receiver, messages: count }))
      .sort((a, b) => b.messages - a.messages || (a.receiver < b.receiver ? -1 : 1)),
  };
}
