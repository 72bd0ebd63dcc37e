/** A partition that log and store do not allow to be folded: what to do about it. */
import type { ClaimRefusal } from "@floorwalker/ports";

const FIXES: Readonly<Record<ClaimRefusal, string>> = {
  other_log:
    "Point this service to the Kafka and topic whose events are in the numbers. If the topic was made anew and this is the right one, say so with: floorwalker state adopt-log",
  other_partitions:
    "Set partitions (or FLOORWALKER_PARTITIONS) and the topic back to what the numbers were made with: a site's partition must not change.",
  other_zone:
    "Set it back: days that are over would be counted twice. To count by another clock from now on, list the site under another id. A demo begins anew with: npm start -- --fresh",
  newer_fold: "Run the Floorwalker that wrote this state, or a newer one.",
  older_fold:
    "The log no longer has all that these numbers were made from, so they cannot be made anew. Go on with the program that wrote them, or take a backup and say that they begin anew from what the log still has, with: floorwalker state rebuild",
  newer_format: "Run the Floorwalker that wrote this state, or a newer one.",
};

export const refusalText = (reason: ClaimRefusal, stored: string, wanted: string): string =>
  `${reason}: the numbers were made with ${stored}, this is ${wanted}. ${FIXES[reason]}`;
