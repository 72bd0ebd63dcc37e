/** A process of its own, so that it may have a time zone of its own: moments in, the business day around each out. */
import { text } from "node:stream/consumers";
import { dayStart, intervalStart, nextDayStart, nextIntervalStart } from "@floorwalker/domain";

export type ZoneMoments = readonly (readonly [zone: string, moments: readonly number[]])[];
export type Day = readonly [from: number, to: number, hourFrom: number, hourTo: number];

const asked = JSON.parse(await text(process.stdin)) as ZoneMoments;
const days: Day[] = asked.flatMap(([zone, moments]) =>
  moments.map(
    (at): Day => [
      dayStart(at, zone),
      nextDayStart(at, zone),
      intervalStart(at, "1h", zone),
      nextIntervalStart(at, "1h", zone),
    ],
  ),
);
process.stdout.write(JSON.stringify([new Date(2026, 0, 1).getTimezoneOffset(), days]));
