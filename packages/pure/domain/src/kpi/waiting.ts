import type { Kpi } from "./kpi.ts";

export const waiting: Kpi = {
  id: "waiting",
  title: "Waiting",
  unit: "count",
  direction: "lower",
  momentary: true,
  formula: "Segments in the queue at the end of the span.",
  read: ({ live }) => live.waiting,
};
