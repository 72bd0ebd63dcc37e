/** Values that change with the clock alone: each repaints itself, not the tile around it. */
import { formatClock } from "../format/format-time.ts";
import { formatAge, formatDuration } from "../format/format-value.ts";
import { useBoardTime, useNow } from "./time-context.ts";

/** Time since `since` (epoch ms) as a duration; "–" for null. */
export function TickingWait({ since }: { readonly since: number | null }) {
  const now = useNow();
  const { heldAt } = useBoardTime();
  return formatDuration(since === null ? null : ((heldAt ?? now) - since) / 1000);
}

/** How old something of `since` (epoch ms) is, through `text`. */
export function TickingAge({ since, text }: { readonly since: number; readonly text: (age: string) => string }) {
  return text(formatAge((useNow() - since) / 1000));
}

export function WallClock() {
  const now = useNow();
  const { zone } = useBoardTime();
  return formatClock(now, zone);
}
