/** Is the memory of an owner flat over a simulated month, with late events, closed intervals, restatements and facts? */
import type { Bench } from "./bench.ts";
import { inChild, SERVICE_FLAGS } from "./in-child.ts";
import type { DaysAnswer, DaysQuestion } from "./roles/days.ts";

const DAYS = 30;
const AGENTS = 30;
/** Each day of the first week, which fills what is kept, then each fifth. */
const isShown = (day: number): boolean => day <= 7 || day % 5 === 0;

export const daysBench: Bench = async () => {
  const until = Math.floor(Date.now() / 60_000) * 60_000;
  const asked = { days: DAYS, agents: AGENTS, until };
  const { days } = await inChild<DaysQuestion, DaysAnswer>("days", asked, [...SERVICE_FLAGS, "--expose-gc"]);
  return {
    rows: days
      .filter(({ day }) => isShown(day))
      .map(({ day, events, told, restated, heapMb, rssMb }) => ({
        "after days": day,
        events,
        "records told": told,
        "intervals restated": restated,
        "heap MB": heapMb,
        "RSS MB": rssMb,
      })),
    notes: [
      `Heap and array buffers after a full collection. One site of ${AGENTS} agents in steps of a quarter of an hour; one contact of 37 is told six hours late. Records of contacts lie in a file.`,
    ],
    faults:
      days.length === DAYS && days.at(-1)!.restated > 0 ? [] : ["not every day was measured, or nothing was restated"],
  };
};
