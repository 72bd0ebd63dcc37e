/** What paused agents are paused for, as the site's row tells it. Of anything else the board shows nothing. */
export function pauseReasons(text: string | null): readonly (readonly [reason: string, count: number])[] {
  if (text === null) return [];
  try {
    const told: unknown = JSON.parse(text);
    return Array.isArray(told) ? told.filter(isCounted) : [];
  } catch {
    return [];
  }
}

const isCounted = (entry: unknown): entry is readonly [string, number] =>
  Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number";
