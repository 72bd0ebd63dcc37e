/**
 * Two numbers that are often confused: of those still waiting, and of those who have left the queue in the span.
 * Neither contains the other.
 * Rule 7.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { after } from "./sources.ts";

export const longestWaitNow: Kpi = {
  id: "longestWaitNow",
  title: "Longest wait now",
  unit: "seconds",
  direction: "lower",
  nature: "moment",
  scopes: OF_QUEUES,
  ticking: "whileWaiting",
  since: "oldestQueuedAt",
  formula: "How long the segment that has been in the queue longest has waited so far; undefined when nobody waits.",
  sources: [after("connect", "Oldest")],
  // A source whose clock is ahead queues in the future: that is no negative wait (rule 6).
  read: ({ live }) => (live.oldestQueuedAt === null ? null : Math.max(0, live.now - live.oldestQueuedAt) / 1000),
};

export const longestWait: Kpi = {
  id: "longestWait",
  title: "Longest wait",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  ranked: { of: "left", share: 1, error: 0 },
  formula: "Longest wait of a segment that left the queue in the span, however it left.",
  sources: [after("connect", "Maximum queued time")],
  read: (input) => (input.longestWait === null ? null : input.longestWait / 1000),
};
