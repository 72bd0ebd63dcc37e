/** Reference data that stays outside the project; absent on a machine without it, never absent in CI. */
import { join } from "node:path";

/** The folder, or null with the reason for the name of a skipped test. @throws in CI when it is not set. */
export function referenceData(...path: readonly string[]): string | null {
  const folder = process.env.FLOORWALKER_REFERENCE_DATA;
  if (folder !== undefined && folder !== "") return join(folder, ...path);
  if (process.env.CI === "true")
    throw new Error("FLOORWALKER_REFERENCE_DATA is not set: CI runs with the reference data");
  return null;
}
