/**
 * The code that a television shows and somebody types: six characters of 26 that nobody mistakes for each other, three hundred million in all, of which
 * a few are good for ten minutes, tried by people who are known and locked out after five wrong ones.
 */
import { randomInt } from "node:crypto";

const CHARACTERS = "23456789BCDFGHJKMNPQRTVWXY";
const LENGTH = 6;

export const newPairingCode = (): string =>
  Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");

/** As it was typed, with whatever stands between its characters; null: no code is written so. */
export function readPairingCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "");
  return code.length === LENGTH && code.split("").every((character) => CHARACTERS.includes(character)) ? code : null;
}
