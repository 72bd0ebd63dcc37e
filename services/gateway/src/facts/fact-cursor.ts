/** Where the next page of a list begins, as a client carries it: opaque, and of no use for another list. */
import type { FactPlace } from "@floorwalker/stream";
import { BadQuery, type Query, textOf } from "./query-fault.ts";

export interface FactCursor {
  /** The list it continues. */
  readonly list: string;
  readonly after: FactPlace;
}

export const cursorText = ({ list, after: { site, at, key, stay } }: FactCursor): string =>
  Buffer.from(JSON.stringify([list, site, at, key, stay])).toString("base64url");

/** Null: the first page. @throws BadQuery */
export function cursorOf(query: Query, lists: readonly string[]): FactCursor | null {
  const text = textOf(query, "cursor");
  if (text === null) return null;
  const parts = partsOf(text);
  if (Array.isArray(parts) && parts.length === 5) {
    const [list, site, at, key, stay] = parts as readonly unknown[];
    const known = lists.find((each) => each === list);
    const isPlace = typeof at === "number" && Number.isInteger(stay);
    if (known !== undefined && typeof site === "string" && isPlace && typeof key === "string")
      return { list: known, after: { site, at, key, stay: stay as number } };
  }
  throw new BadQuery(
    "cursor",
    "The cursor is none that this question gave.",
    'Give back "next" as it came, or leave it out.',
  );
}

function partsOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
}
