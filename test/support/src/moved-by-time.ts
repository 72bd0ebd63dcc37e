/** Fields that time alone moves while agents are signed in: two programs that are not asked at one moment show others. */
import { KPIS } from "@floorwalker/domain";

const MOVED: ReadonlySet<string> = new Set(
  KPIS.filter(({ ticking }) => ticking === "whileSignedIn").map(({ id }) => id),
);

/** With its window or without. */
export const isMovedByTime = (field: string): boolean => MOVED.has(field.split(".")[0]!);
