/**
 * Fields that time alone moves while agents are signed in, and the moment as of which a row says them: two programs that are not asked
 * at one moment show others.
 */
import { KPIS } from "@floorwalker/domain";

const MOVED: ReadonlySet<string> = new Set([
  ...KPIS.filter(({ ticking }) => ticking === "whileSignedIn").map(({ id }) => id),
  "asOf",
]);

/** With its window or without. */
export const isMovedByTime = (field: string): boolean => MOVED.has(field.split(".")[0]!);
