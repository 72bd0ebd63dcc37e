/** Whether the log can be reached at all: only then would a restart help a reader that hears nothing of it. */
import type { Log } from "@floorwalker/ports";
import { SYSTEM_TIMING, sleep, type Timing } from "./timing.ts";

const PATIENCE_MS = 2_000;

export function logAnswers(
  log: Pick<Log, "partitions">,
  topic: string,
  timing: Timing = SYSTEM_TIMING,
): Promise<boolean> {
  const asked = log.partitions(topic).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, sleep(timing, PATIENCE_MS).then(() => false)]);
}
