/**
 * When a source began anew, and where among what it wrote of that instant: what it told before is unfinished, what it tells after is not
 * (rules 5, 9, 23b).
 */
import { UNKNOWN } from "@floorwalker/domain";

export interface Restart {
  readonly at: number;
  /** Its place; null: the source gave it none, so it comes behind what has one and before what has none. */
  readonly sequence: number | null;
  /** Of its event. */
  readonly id: string;
}

/** Of one that a fold before 7 stored: it comes before everything of its instant. */
export const BEFORE_ALL = -1;

const placeOf = ({ sequence }: Pick<Restart, "sequence">): number => sequence ?? Number.POSITIVE_INFINITY;

export const compareRestarts = (a: Restart, b: Restart): number =>
  a.at - b.at || (placeOf(a) === placeOf(b) ? compareIds(a, b) : placeOf(a) - placeOf(b));

const compareIds = (a: Restart, b: Restart): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** After what the same source told at a moment, in the place `sequence` of it; UNKNOWN: in none. Of equal places the restart is first. */
export const isAfter = (restart: Restart, at: number, sequence: number): boolean =>
  restart.at > at || (restart.at === at && sequence !== UNKNOWN && placeOf(restart) > sequence);
