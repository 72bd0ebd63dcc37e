/**
 * The service level of the policy in force for the queue or site. Two numbers on purpose: `serviceLevel` is what reports
 * will say of the finished segments, `serviceLevelNow` already counts those who wait past the threshold as missed.
 * Rule 14.
 */
import { EVERYWHERE, type Kpi, OF_QUEUES } from "./kpi.ts";
import { judgedLevel, judgedSums } from "./service-level.ts";
import { after, ours } from "./sources.ts";

export const serviceLevelKpi: Kpi = {
  id: "serviceLevel",
  title: "Service level",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Share of segments in time under the service-level policy in force, over segments that have left the queue.",
  sources: [ours("one of the formulas below, each with who else counts so")],
  madeOf: (by) => judgedSums(by, []),
  read: (input) => judgedLevel(input, 0),
};

export const serviceLevelNow: Kpi = {
  id: "serviceLevelNow",
  title: "Service level now",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "pastThreshold",
  formula:
    "Service level with every segment that is waiting now past the threshold counted as missed; equal to the service level when nobody waits that long.",
  sources: [after("cisco", "service level event: who crosses the threshold waiting is decided")],
  madeOf: (by) => judgedSums(by, ["waitingPastThreshold"]),
  read: (input) => judgedLevel(input, input.live.waitingPastThreshold),
};
