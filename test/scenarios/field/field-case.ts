/** A small input as the field knows it, and the numbers that the field expects of it. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { readQueueLog } from "../../support/src/read-queue-log.ts";
import { T0 } from "../../support/src/tell.ts";

export interface FieldCase {
  readonly name: string;
  /** Lines of a `queue_log`, their stamps in seconds after `T0`; or events. */
  readonly told: string | readonly CanonicalEvent[];
  /** The clock at the end, seconds after `T0`. */
  readonly until: number;
  readonly site?: Partial<SiteConfig>;
  /** `place measure value` a row; a place is `site`, `queue channel` or an agent. "-" is no value. */
  readonly expected: string;
}

export const eventsOf = ({ told }: FieldCase): readonly CanonicalEvent[] =>
  typeof told === "string" ? readQueueLog(Buffer.from(stamped(told))) : told;

export interface Row {
  readonly place: string;
  readonly measure: string;
  readonly value: number | null;
}

export const expectedRows = ({ expected }: FieldCase): Row[] =>
  linesOf(expected).map((line) => {
    const words = line.split(/\s+/);
    const value = words.pop()!;
    const measure = words.pop()!;
    return { place: words.join(" "), measure, value: value === "-" ? null : Number(value) };
  });

const stamped = (text: string): string =>
  linesOf(text)
    .map((line) => {
      const [seconds, ...rest] = line.split("|");
      return [T0 / 1000 + Number(seconds), ...rest].join("|");
    })
    .join("\n");

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
