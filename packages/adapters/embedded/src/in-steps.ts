/** Works in small steps, between which commits come: the loop of this process is everybody's. */
import { setImmediate as turn } from "node:timers/promises";
import { FORGET_STEP } from "./history-statements.ts";

/** `step`: how many it took away; the last takes fewer than it might. */
export async function inSteps(step: () => number | bigint): Promise<void> {
  while (Number(step()) === FORGET_STEP) await turn();
}

/** Of what is read in chunks, each in a turn of the loop of its own. */
export async function* inTurns<T>(chunks: Iterable<T>): AsyncGenerator<T> {
  for (const chunk of chunks) {
    yield chunk;
    await turn();
  }
}
