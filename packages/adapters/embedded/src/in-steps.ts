/** Takes away in small steps, between which commits come. */
import { FORGET_STEP } from "./history-statements.ts";

/** `step`: how many it took; the last takes fewer than it might. */
export async function inSteps(step: () => number | bigint): Promise<void> {
  while (Number(step()) === FORGET_STEP) await new Promise((resolve) => setImmediate(resolve));
}
