/** CPU per event once the compilers have done their work: from the first WARM_UP of the events to the end. */
import { cpuMeter } from "./yardstick.ts";

export const WARM_UP = 0.3;

export interface SteadyMeter {
  /** `events` so far. */
  seen(events: number): void;
  /** From the end of the warm-up until now, µs. */
  microsPerEvent(): number;
}

export function steadyMeter(total: number): SteadyMeter {
  let from = 0;
  let cpu: (() => number) | null = null;
  return {
    seen: (events) => {
      if (cpu !== null || events < total * WARM_UP) return;
      from = events;
      cpu = cpuMeter();
    },
    microsPerEvent: () => (cpu === null ? Number.NaN : cpu() / (total - from)),
  };
}
