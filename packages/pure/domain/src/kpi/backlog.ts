/**
 * What waits for us, by how long it has waited and by how long there still is until it is due: of every channel, for each has a promise,
 * its answer threshold; in business time where that runs in it. Parts of `waiting`, which each of the two groups sums to. The bounds are
 * the queue's (`backlog/backlog-bounds.ts`), so it is told of queues alone: a site's queues have other ones. Null of a past moment,
 * which nobody keeps.
 */
import type { BacklogPart } from "../backlog/backlog.ts";
import type { Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

const AGE = "waited, in the time of its promise,";

export const backlog: readonly Kpi[] = [
  part(
    "backlogAge1",
    "Backlog, youngest",
    "neutral",
    `${AGE} no longer than the first bound of age (half the threshold)`,
  ),
  part(
    "backlogAge2",
    "Backlog, younger",
    "neutral",
    `${AGE} longer than the first bound, up to the second (the threshold)`,
  ),
  part(
    "backlogAge3",
    "Backlog, older",
    "lower",
    `${AGE} longer than the second bound, up to the third (twice the threshold)`,
  ),
  part("backlogAge4", "Backlog, oldest", "lower", `${AGE} longer than the third bound of age`),
  part("backlogOverdue", "Backlog overdue", "lower", "are overdue: past the threshold in force when they were queued"),
  part("backlogDue1", "Backlog due soon", "neutral", "are due within the first bound (a quarter of the threshold)"),
  part("backlogDue2", "Backlog due later", "neutral", "are due after the first bound, within the second (half of it)"),
  part("backlogDue3", "Backlog due last", "neutral", "are due after the second bound"),
];

function part(id: BacklogPart, title: string, direction: Kpi["direction"], which: string): Kpi {
  return {
    id,
    title,
    unit: "count",
    direction,
    nature: "moment",
    scopes: ["queue"],
    ticking: "atBounds",
    formula: `Of the segments in the queue those that ${which.startsWith("waited") ? which.replace("waited", "have waited") : which}.`,
    sources: sourcesOf(id),
    ...count(id),
    read: ({ live }) => live.backlog?.[id] ?? null,
  };
}

function sourcesOf(id: BacklogPart): Kpi["sources"] {
  if (id === "backlogOverdue")
    return [after("copcBacklog", "Backlog: what was not processed within its cycle time", "not yet answered")];
  const but = id.includes("Due") ? "by what is left of the promise" : "in the time of its promise";
  return [after("ticketBoard", "Aging: how long open tickets have been open, in buckets", but)];
}
