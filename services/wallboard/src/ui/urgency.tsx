/** How urgent a queue is that needs somebody, on a desk and on a wall in the same words. */
import { formatByUnit, formatCount, formatDuration } from "../format/format-value.ts";
import type { QueueItem } from "../model/act-now.ts";
import { words } from "../words/words.ts";
import { useNow } from "./time-context.ts";

/** Calls by how many; a chat or mail by its own clock, where it runs by the calendar. */
export function urgencyText({ line, kind, lateAt, alert }: QueueItem, now: number): string {
  const { waiting, waitingPastThreshold: late, channel } = line.row;
  if (channel !== "call" && kind !== "breach" && lateAt !== null) {
    const seconds = Math.abs(lateAt - (line.heldAt ?? now)) / 1000;
    return (kind === "late" ? words.actNow.lateFor : words.actNow.lateIn)(formatDuration(seconds));
  }
  if (waiting === 0 && alert !== null)
    // What it is of stands beside it; a value that is not known any more says nothing.
    return alert.value === null ? words.states.breach : formatByUnit(alert.value, alert.unit, alert.limit);
  return late > 0
    ? words.actNow.waitingLate(waiting, formatCount(waiting), formatCount(late))
    : words.actNow.waitingOnly(waiting, formatCount(waiting));
}

/** It ticks. */
export function Urgency({ item }: { readonly item: QueueItem }) {
  return urgencyText(item, useNow());
}
