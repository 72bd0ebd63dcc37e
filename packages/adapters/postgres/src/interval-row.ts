/** A closed interval as a row of the table, and back. Counters stand by name, so that whoever reads the table understands them. */
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
  readonly formula: string;
  readonly policies: readonly string[];
  readonly counters: Readonly<Record<string, number>>;
  readonly waits: readonly number[];
  readonly longest_wait: number | null;
  readonly waiting: number;
  readonly waiting_past_threshold: number;
  readonly agents: Interval["atEnd"]["agents"];
}

/** Of the table; others read the parts of a cell's name, this program reads the cell. */
export const COLUMNS =
  "site, length, begins, cell, ends, zone, epoch, sequence, restated, formula, policies, counters, waits, longest_wait, waiting, waiting_past_threshold, agents";

export const rowOf = (interval: Interval): IntervalRow & { readonly kind: string } & Partial<CellName> => {
  const { site, length, from, cell, to, zone, version, restated, formula, policies, longestWait, atEnd } = interval;
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
    site,
    length,
    begins: from,
    cell,
    ends: to,
    zone,
    ...version,
    restated,
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
    formula: row.formula as ServiceLevelPolicyId,
    policies: row.policies,
    counters,
    waits,
    longestWait: row.longest_wait,
    atEnd: { waiting: row.waiting, waitingPastThreshold: row.waiting_past_threshold, agents: row.agents },
  };
}
