/**
 * A closed interval as a row of the table, and back. Counters stand by name, so that whoever reads the table understands them; beside
 * them the same interval is packed, as bytes that this program reads much sooner. A row of before that has none.
 */
import {
  type CellName,
  COUNTERS,
  cellKind,
  cellName,
  type Interval,
  type KeptLength,
  newCounters,
  type ServiceLevelPolicyId,
  WaitSketch,
} from "@floorwalker/domain";

import { intervalBytes, intervalOf } from "@floorwalker/stream";

export interface IntervalRow {
  readonly site: string;
  readonly length: string;
  readonly begins: number;
  readonly cell: string;
  readonly ends: number;
  readonly zone: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly restated: number;
  readonly restated_by: number | null;
  readonly formula: string;
  readonly policies: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  readonly waits: readonly number[];
  readonly longest_wait: number | null;
  readonly waiting: number;
  readonly waiting_past_threshold: number;
  readonly agents: Interval["atEnd"]["agents"];
}

/** As it is read: its key and version, and its bytes; or all of a row that has none. */
export interface ReadRow {
  readonly begins: number;
  readonly cell: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly packed: Buffer | null;
  readonly plain: IntervalRow | null;
}

/** Of the table, as they are read. */
export const READ_COLUMNS =
  "begins, cell, epoch, sequence, packed, CASE WHEN packed IS NULL THEN to_jsonb(intervals) END AS plain";

export function intervalRead(key: Pick<Interval, "site" | "length">, row: ReadRow): Interval {
  const { begins, cell, epoch, sequence, packed, plain } = row;
  if (packed === null) return intervalOfRow(plain!);
  return intervalOf({ ...key, from: begins, cell }, { epoch, sequence }, packed);
}

/** Of the table; others read the parts of a cell's name, this program reads the cell. */
export const COLUMNS =
  "site, length, begins, cell, ends, zone, epoch, sequence, restated, restated_by, formula, policies, counters, waits, longest_wait, waiting, waiting_past_threshold, agents";

type WrittenRow = IntervalRow & { readonly kind: string; readonly packed: string } & Partial<CellName>;

export const rowOf = (interval: Interval): WrittenRow => {
  const { site, length, from, cell, to, zone, version, restated, restatedBy, formula, policies, longestWait, atEnd } =
    interval;
  const counters: Record<string, number> = {};
  for (const [index, name] of COUNTERS.entries()) {
    const amount = interval.counters[index]!;
    if (amount !== 0) counters[name] = amount;
  }
  const waits: number[] = [];
  const add = (value: number): void => void waits.push(value);
  interval.waits.write({ unsigned: add, signed: add });
  return {
    ...cellName(cell),
    kind: cellKind(cell),
    // As PostgreSQL writes bytes as text.
    packed: `\\x${Buffer.from(intervalBytes(interval)).toString("hex")}`,
    site,
    length,
    begins: from,
    cell,
    ends: to,
    zone,
    ...version,
    restated,
    restated_by: restatedBy,
    formula,
    policies,
    counters,
    waits,
    longest_wait: longestWait,
    waiting: atEnd.waiting,
    waiting_past_threshold: atEnd.waitingPastThreshold,
    agents: atEnd.agents,
  };
};

export function intervalOfRow(row: IntervalRow): Interval {
  const counters = newCounters();
  for (const [index, name] of COUNTERS.entries()) counters[index] = row.counters[name] ?? 0;
  const waits = new WaitSketch();
  let at = 0;
  const next = (): number => row.waits[at++] ?? 0;
  waits.read({ unsigned: next, signed: next });
  return {
    site: row.site,
    length: row.length as KeptLength,
    from: row.begins,
    cell: row.cell,
    to: row.ends,
    zone: row.zone,
    version: { epoch: row.epoch, sequence: row.sequence },
    restated: row.restated,
    restatedBy: row.restated_by ?? null,
    formula: row.formula as ServiceLevelPolicyId,
    policies: row.policies,
    counters,
    waits,
    longestWait: row.longest_wait,
    atEnd: { waiting: row.waiting, waitingPastThreshold: row.waiting_past_threshold, agents: row.agents },
  };
}
