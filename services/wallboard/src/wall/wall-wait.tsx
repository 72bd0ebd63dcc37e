/** A wait that ticks, in the room that a tile has for it: seconds up to an hour, minutes beyond. */
import { formatDuration } from "../format/format-value.ts";
import { useBoardTime, useNow } from "../ui/time-context.ts";
import { words } from "../words/words.ts";

export function WallWait({ since }: { readonly since: number | null }) {
  const now = useNow();
  const { heldAt } = useBoardTime();
  if (since === null) return words.noValue;
  const seconds = Math.max(0, ((heldAt ?? now) - since) / 1000);
  return seconds < 3600 ? formatDuration(seconds) : words.wall.hours(formatDuration(seconds / 60).replace(/^0/, ""));
}
