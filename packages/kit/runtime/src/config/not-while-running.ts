/**
 * What cannot be another one while the program runs, whatever its date: the number of partitions (sites would move), and by which clock a
 * site's days are cut. Days that are over were cut by the one before: half of a day would be told twice, and the other half not.
 */
import type { Problem } from "../problem.ts";
import type { Configuration } from "./configuration.ts";

type Compared = Pick<Configuration, "partitions" | "sites">;

export function notWhileRunning(before: Compared, after: Compared): readonly Problem[] {
  return [...partitionsOf(before, after), ...zonesOf(before, after)];
}

function partitionsOf(before: Compared, after: Compared): readonly Problem[] {
  if (before.partitions === after.partitions) return [];
  const message = `is ${before.partitions} in a running installation, not ${after.partitions}`;
  return [{ path: "partitions", code: "partitions_changed", message, fix: "Set it back.", line: null }];
}

function zonesOf(before: Compared, after: Compared): readonly Problem[] {
  const ids = [...after.sites.keys()];
  return [...before.sites].flatMap(([id, { zone }]): readonly Problem[] => {
    const now = after.sites.get(id);
    if (now === undefined)
      return [
        {
          path: "sites",
          code: "site_removed",
          message: `the site ${id} is no longer listed: its days would be cut by UTC, not by ${zone}`,
          fix: "Keep it, with its zone (its queues may go); or take it out while nothing runs: it goes on by that clock.",
          line: null,
        },
      ];
    if (now.zone === zone) return [];
    return [
      {
        path: `sites[${ids.indexOf(id)}].zone`,
        code: "zone_changed",
        message: `the days of ${id} are cut by ${zone}, not by ${now.zone}`,
        fix: "Set it back: days that are over would be counted twice. To count by another clock from now on, list the site under another id.",
        line: null,
      },
    ];
  });
}
