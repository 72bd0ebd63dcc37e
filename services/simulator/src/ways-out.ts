/**
 * Why a contact is turned away or leaves its queue unanswered, where a real centre has several whys. It follows from the contact alone, so
 * that it draws no chance from anything else of the day.
 */
import { CALLED_BACK_AFTER, SECOND } from "./parameters.ts";
import { shareOf } from "./share-of.ts";

/** By their shares, which sum to 1. */
type Shares<T extends string> = readonly (readonly [T, number])[];

function chosen<T extends string>(shares: Shares<T>, contact: string): T {
  let rest = shareOf(`${contact}<`);
  for (const [each, share] of shares) {
    if (rest < share) return each;
    rest -= share;
  }
  return shares[0]![0];
}

/** All shares are assumed. */
export const offerTakenBy = (contact: string): "callback" | "voicemail" | "key" =>
  chosen(
    [
      ["callback", 0.7],
      ["voicemail", 0.2],
      ["key", 0.1],
    ],
    contact,
  );

export const movedOnBy = (contact: string): "timeout" | "overflow" =>
  chosen(
    [
      ["timeout", 0.6],
      ["overflow", 0.4],
    ],
    contact,
  );

export const turnedAwayBy = (contact: string): "closed" | "empty" | "diverted" =>
  chosen(
    [
      ["closed", 0.5],
      ["empty", 0.25],
      ["diverted", 0.25],
    ],
    contact,
  );

/** The bot that greets a chat settles some of what nobody has answered yet. */
export const isSettledByBot = (contact: string): boolean => shareOf(`${contact}>`) < 0.3;

/** ms */
export function callsBackAfter(contact: string): number {
  const [least, most] = CALLED_BACK_AFTER;
  return (least + (most - least) * shareOf(`${contact}=`)) * SECOND;
}
