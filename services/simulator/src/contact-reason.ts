/**
 * What a simulated contact turned out to be about. It follows from the contact's id alone, so that it draws no chance from anything
 * else: the same day is the same day with reasons and without.
 */
import { shareOf } from "./share-of.ts";

/** Shares of the reasons, the most frequent first; further ones share what is left. Assumed. */
const SHARES = [0.34, 0.24, 0.17, 0.12, 0.08];

/** Undefined: the site counts none. */
export function contactReason(reasons: readonly string[], contact: string): string | undefined {
  let left = shareOf(contact);
  for (const [index, share] of SHARES.entries()) {
    left -= share;
    if (left < 0) return reasons[index % reasons.length];
  }
  return reasons[Math.floor(shareOf(`${contact}:`) * reasons.length)];
}
