/** CPU time of another process, from Linux's /proc; null where there is none. */
import { readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** User and system, µs. */
export function cpuMicrosOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold spaces; what follows its bracket does not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1e6;
  } catch {
    return null;
  }
}
