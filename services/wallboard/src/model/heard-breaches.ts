/** Which breaches a sound tells of: each once, however long it lasts and whoever gives it back; muted ones and warnings never. */
import type { AlertItem } from "./alert-items.ts";

const keyOf = ({ id, since }: AlertItem): string => `${id} ${since}`;
const isBreach = ({ state, severity }: AlertItem): boolean => state === "firing" && severity === "critical";

/**
 * What is told of now, by what was told before; null: the page has just come, and what is there already is no news. While it is quiet nothing is
 * told of, whenever the page came: what nobody has when that ends is.
 */
export function hear(
  items: readonly AlertItem[],
  isQuiet: boolean,
  heard: ReadonlySet<string> | null,
): { readonly isNew: boolean; readonly heard: ReadonlySet<string> } {
  const sounding = isQuiet ? [] : soundsFor(items);
  return { isNew: newBreaches(sounding, heard), heard: heardOf(items, sounding, heard) };
}

/** Those that nobody has and that are not muted. */
const soundsFor = (items: readonly AlertItem[]): readonly string[] =>
  items.filter((item) => isBreach(item) && item.mutedUntil === null && item.owner === null).map(keyOf);

const newBreaches = (sounding: readonly string[], heard: ReadonlySet<string> | null): boolean =>
  heard !== null && sounding.some((key) => !heard.has(key));

/** What was told by now, of what still fires. */
function heardOf(
  items: readonly AlertItem[],
  sounding: readonly string[],
  heard: ReadonlySet<string> | null,
): ReadonlySet<string> {
  const firing = new Set(items.filter(isBreach).map(keyOf));
  return new Set([...(heard ?? []), ...sounding].filter((key) => firing.has(key)));
}
