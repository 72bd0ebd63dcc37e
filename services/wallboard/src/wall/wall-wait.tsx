/** A wait that ticks, in the room that a tile has for it: seconds up to an hour, minutes beyond. */
import { formatDuration } from "../format/format-value.ts";
import { useBoardTime, useNow } from "../ui/time-context.ts";
import { words } from "../words/words.ts";
import { Fit } from "./fit.tsx";

/** `fits`: into what a value beside it leaves, where its letters are wide. */
export function WallWait({ since, fits = false }: { readonly since: number | null; readonly fits?: boolean }) {
  const text = useWait(since);
  return fits ? <Fit text={text} /> : text;
}

function useWait(since: number | null): string {
  const now = useNow();
  const { heldAt } = useBoardTime();
  if (since === null) return words.noValue;
  const seconds = Math.max(0, ((heldAt ?? now) - since) / 1000);
  return seconds < 3600 ? formatDuration(seconds) : words.wall.hours(formatDuration(seconds / 60).replace(/^0/, ""));
}
