/**
 * From when on it is decided of a span's contacts whether their customers came again: each had the time that was in force when it began, and
 * it began before the span's end.
 */
import type { SitePolicy } from "../policy-versions.ts";

export const maturesAt = (
  versions: readonly Pick<SitePolicy, "from" | "until" | "firstContactMs">[],
  to: number,
): number =>
  Math.max(
    ...versions
      .filter(({ from }) => from < to)
      .map(({ until, firstContactMs }) => Math.min(until, to) + firstContactMs),
  );
