/**
 * What a site did of one channel: channels are never mixed into one number. Its level is Σ in time ÷ Σ decided, each contact against its own queue's
 * threshold, never an average of shares; its target line is its queues' targets weighted by what was decided.
 */
import type { Value } from "../format/format-value.ts";
import { valueIn } from "./floor.ts";
import type { QueueLine } from "./queue-line.ts";

export interface ChannelSummary {
  readonly channel: string;
  readonly value: number | null;
  readonly target: number | null;
  /** Queues with a value at or above their target, of those that have one. */
  readonly onTarget: number;
  readonly judged: number;
  readonly waiting: number;
  readonly late: number;
  readonly oldestQueuedAt: number | null;
  /** Mean over what was handled, and over who answered a survey today. */
  readonly handleTime: number | null;
  readonly satisfaction: number | null;
  readonly lines: readonly QueueLine[];
}

const CHANNELS = ["call", "chat", "email"];

export function channelSummaries(lines: readonly QueueLine[], window: string): ChannelSummary[] {
  const channels = [...new Set([...CHANNELS, ...lines.map(({ channel }) => channel)])];
  return channels
    .map((channel) => lines.filter((line) => line.channel === channel))
    .filter((of) => of.length > 0)
    .map((of) => summary(of, window));
}

function summary(lines: readonly QueueLine[], window: string): ChannelSummary {
  const decided = sum(lines, ({ row }) => valueIn(row, "decided", window));
  const inTime = sum(lines, ({ row }) => valueIn(row, "inTime", window));
  const promised = sum(lines, ({ row }) => (valueIn(row, "decided", window) ?? 0) * row.target);
  const judged = lines.filter(({ value }) => value !== null);
  const waiting = lines.flatMap(({ row }) => row.oldestQueuedAt ?? []);
  return {
    channel: lines[0]!.channel,
    value: decided > 0 ? inTime / decided : null,
    target: decided > 0 ? promised / decided : null,
    onTarget: judged.filter(({ value, target }) => value! >= target).length,
    judged: judged.length,
    waiting: sum(lines, ({ row }) => row.waiting),
    late: sum(lines, ({ row }) => row.waitingPastThreshold),
    oldestQueuedAt: waiting.length === 0 ? null : Math.min(...waiting),
    handleTime: weighted(lines, `averageHandleTime.${window}`, `handled.${window}`),
    satisfaction: weighted(lines, "csat.day", "csatCount.day"),
    lines,
  };
}

/** The mean of means, each as often as it stands for somebody. */
function weighted(lines: readonly QueueLine[], field: string, weight: string): number | null {
  let [total, of] = [0, 0];
  for (const { row } of lines) {
    const [value, times] = [valueIn(row, field), valueIn(row, weight) ?? 0];
    if (value === null || value === undefined || times === 0) continue;
    total += value * times;
    of += times;
  }
  return of === 0 ? null : total / of;
}

const sum = (lines: readonly QueueLine[], of: (line: QueueLine) => Value): number =>
  lines.reduce((total, line) => total + (of(line) ?? 0), 0);
