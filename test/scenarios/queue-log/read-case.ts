/** The lines of a case as the events that their source format makes of them. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { asteriskQueueLog, intake, SecondOfLines } from "@floorwalker/sources";
import type { QueueLogCase } from "./queue-log-case.ts";

export function readCase({ lines, day, to }: QueueLogCase): CanonicalEvent[] {
  const second = new SecondOfLines();
  return rowsOf(lines)
    .flatMap((line) => read(line, day, second))
    .filter((event) => event.time < Date.parse(`${to}Z`));
}

export const rowsOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Nothing for a line that is rejected. */
function read(line: string, day: string, lines: SecondOfLines): CanonicalEvent[] {
  const [time, call, queue, agent, ...rest] = line.split(" ").map((field) => (field === "-" ? "" : field));
  const [seconds, micros] = (time!.includes("T") ? time! : `${day}T${time}`).split(".");
  const stamp = `${Date.parse(`${seconds}Z`) / 1000}.${micros}`;
  const text = [stamp, call || "NONE", queue || "NONE", agent || "NONE", ...rest].join("|");
  const outcome = intake(asteriskQueueLog, Buffer.from(text), { site: "here", now: Date.UTC(2026, 0), lines });
  return outcome.result === "accepted" ? outcome.events.map(({ event }) => event) : [];
}

/** Start of an interval as the facts name it: `08h` of the case's day, or a day. */
export const intervalFrom = (interval: string, day: string): number =>
  Date.parse(interval.endsWith("h") ? `${day}T${interval.slice(0, 2)}:00Z` : `${interval}T00:00Z`);
