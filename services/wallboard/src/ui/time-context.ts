/** The board's clocks for components that tick: the time of day always goes on, timers stop while there is no news. */
import { createContext, use, useSyncExternalStore } from "react";
import type { Clock } from "../live/clock.ts";

export interface BoardTime {
  readonly clock: Clock;
  readonly zone: string;
  /** Server time at which timers stand still, epoch ms; null while they tick. */
  readonly heldAt: number | null;
}

export const TimeContext = createContext<BoardTime | null>(null);

export function useBoardTime(): BoardTime {
  const time = use(TimeContext);
  if (time === null) throw new Error("a ticking component is outside the board");
  return time;
}

/** Server time, epoch ms, each whole second. */
export function useNow(): number {
  const { clock } = useBoardTime();
  return useSyncExternalStore(clock.subscribe, clock.getSnapshot);
}
