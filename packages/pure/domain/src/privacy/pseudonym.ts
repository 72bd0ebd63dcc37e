/**
 * What an agent is called instead of his name: made of a key that no viewer has, so that nobody finds the agent by trying the names he
 * knows; another one at each site. Letters that look alike and vowels are left out: nothing is misread, and no word comes of it.
 */
import type { AlertFacts } from "../alert/alert-facts.ts";

/** Of a text, keyed: at least 16 bytes that nobody foresees who has not the key. */
export type KeyedDigest = (text: string) => Uint8Array;

export interface PseudonymOf {
  readonly site: string;
  readonly agent: string;
  /** The business day for which it holds, in days since 1970-01-01; null: for ever. */
  readonly date: number | null;
}

const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const SYMBOLS = `${LETTERS}23456789`;
const SHOWN = 4;
const LENGTH = 16;

/** Two agents never share one, for all that is likely: 76 bits. `K7QF-…`. */
export function pseudonymOf(digest: KeyedDigest, { site, agent, date }: PseudonymOf): string {
  const bytes = digest(JSON.stringify(["pseudonym", site, date, agent]));
  const symbols = Array.from({ length: LENGTH }, (_, index) => {
    const from = index === 0 ? LETTERS : SYMBOLS;
    return from[bytes[index]! % from.length]!;
  }).join("");
  return `${symbols.slice(0, SHOWN)}-${symbols.slice(SHOWN)}`;
}

/** For people: of a few hundred agents hardly two share it. */
export const shortPseudonym = (pseudonym: string): string => pseudonym.slice(0, SHOWN);

/** For what is named after an agent: the id of a row, the key of an alert. */
export function hiddenId(digest: KeyedDigest, id: string, date: number | null): string {
  const bytes = digest(JSON.stringify(["id", date, id]));
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Of an agent or a contact an alert's key is made of things that are known: whoever tried the ids of all would find him. */
export const toldKey = (digest: KeyedDigest, about: AlertFacts["about"] | "group", key: string): string =>
  about === "agent" || about === "contact" ? hiddenId(digest, key, null) : key;
