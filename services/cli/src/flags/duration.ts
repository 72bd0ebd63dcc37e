/** A length of time as flags take it, such as 30m; in ms. */
import { parseDuration } from "@floorwalker/runtime";
import { InvalidArgumentError } from "commander";

export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError("must be a duration, such as 24h or 30m");
  return ms;
}
