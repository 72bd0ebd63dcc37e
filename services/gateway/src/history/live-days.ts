/**
 * The business day in progress of a site's cells, from the rows that boards are shown: so the live day and the history of today are the
 * same vectors, and equal.
 */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  type Interval,
  nextDayStart,
  queueCell,
  SITE_CELL,
  teamCell,
  WaitSketch,
} from "@floorwalker/domain";
import { agentQueueName, queueName, type ViewName } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";

export interface LiveDays {
  /** When the day began, epoch ms. */
  readonly from: number;
  readonly cells: ReadonlyMap<CellKey, Interval>;
}

type LiveDay = Pick<Interval, "counters" | "waits" | "longestWait" | "atEnd" | "formula" | "policies">;

/** Null: nothing is known of the site's day. */
export function liveDays(rows: Iterable<HeldRow>, site: string): LiveDays | null {
  const days = new Map<CellKey, LiveDay>();
  let began: { readonly from: number; readonly zone: string } | null = null;
  for (const held of rows) {
    const { kind, site: ofSite } = held.name;
    const cell = ofSite === site ? cellOf(held.name) : null;
    const day = cell === null ? null : dayOf(held);
    if (cell === null || day === null) continue;
    days.set(cell, day);
    const [dayFrom, zone] = [held.row?.dayFrom, held.row?.zone];
    if (kind === "site" && typeof dayFrom === "number" && typeof zone === "string") began = { from: dayFrom, zone };
  }
  if (began === null) return null;
  const { from, zone } = began;
  const span = {
    site,
    zone,
    length: "day",
    from,
    to: nextDayStart(from, zone),
    version: NEVER_TOLD,
    restated: 0,
    restatedBy: 0,
  } as const;
  return { from, cells: new Map([...days].map(([cell, day]) => [cell, { ...span, cell, ...day }])) };
}

/** Null: its rows have no day. An agent has a row while he is signed in. */
function cellOf({ kind, rest }: ViewName): CellKey | null {
  if (kind === "site") return SITE_CELL;
  if (kind === "team") return teamCell(rest);
  if (kind === "agent") return agentCell(rest);
  if (kind === "agentQueue") {
    const { agent, queue, channel } = agentQueueName(rest);
    return agentQueueCell(agent, queue, channel);
  }
  if (kind !== "queue") return null;
  const { queue, channel } = queueName(rest);
  return queueCell(queue, channel);
}

/** It has not been closed. */
const NEVER_TOLD = { epoch: 0, sequence: 0 };

/** Null: a row without numbers. */
function dayOf(held: HeldRow): LiveDay | null {
  let day: LiveDay | null = null;
  held.visitSpans((window, { counters, waits: told, longestWait, live, policy: formula }) => {
    if (window !== "day" || !(told instanceof WaitSketch)) return;
    const waits = new WaitSketch();
    waits.merge(told);
    const { waiting, waitingPastThreshold, agents } = live;
    const policies = String(held.row?.["policies.day"] ?? "")
      .split(" ")
      .filter((policy) => policy !== "");
    day = {
      counters: [...counters],
      waits,
      longestWait,
      atEnd: { waiting, waitingPastThreshold, agents },
      formula,
      policies,
    };
  });
  return day;
}
