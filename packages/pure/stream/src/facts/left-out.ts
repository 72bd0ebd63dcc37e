/** Why a stay is in neither sum of a KPI, although it is one that somebody would look for there. */
import type { MadeOf, Part } from "@floorwalker/domain";
import type { StayCounts } from "./stay-counts.ts";

export const LEFT_OUT = [
  "refused",
  "shortAbandoned",
  "abandonedInTime",
  "abandoned",
  "flowedOut",
  "answered",
  "waiting",
] as const;

export type LeftOut = (typeof LEFT_OUT)[number];

/** What divides by how customers' stays went leaves some out; what divides by surveys or talks does not. */
const ABOUT_STAYS: readonly Part[] = ["offered", "answered", "abandoned"];

export const leavesOut = ({ denominator }: MadeOf): boolean =>
  denominator?.of.some((part) => ABOUT_STAYS.includes(part)) === true;

/** Of a stay that adds to neither sum; null: nobody would look for it (nothing became of it in the span, and it does not wait). */
export function reasonLeftOut({ part, waiting }: StayCounts): LeftOut | null {
  if (part("refusedFull") + part("refusedEmpty") + part("refusedClosed") + part("refusedDiverted") > 0)
    return "refused";
  if (part("shortAbandoned") > 0) return "shortAbandoned";
  if (part("abandoned") > 0) return part("abandonedInThreshold") > 0 ? "abandonedInTime" : "abandoned";
  if (part("flowedOut") > 0) return "flowedOut";
  if (part("answered") > 0) return "answered";
  return waiting > 0 ? "waiting" : null;
}
